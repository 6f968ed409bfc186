package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.util.List;
import java.util.Optional;

/**
 * A deleted file.
 *
 * @param key its key
 * @param kind what it is
 * @param project its project, if the key contains the id
 * @param deleted when it was deleted, UTC
 */
public record DeletedFile(String key, String kind, Optional<String> project, String deleted) {

    static DeletedFile of(Tombstone tombstone) {
        List<String> segments = tombstone.key().segments();
        String folder = segments.size() > 3 ? segments.get(2) : "";
        String kind = switch (folder) {
            case "images" -> "Image";
            case "audio" -> "Audio";
            case "videos" -> "Video";
            default -> "Final cut";
        };
        return new DeletedFile(
                tombstone.key().value(),
                kind,
                MediaKeys.projectOf(tombstone.key()).map(ProjectId::value),
                Display.time(tombstone.createdAt()));
    }
}
