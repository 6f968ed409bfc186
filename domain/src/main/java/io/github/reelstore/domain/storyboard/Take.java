package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.MadeFrom;
import java.time.Instant;
import java.util.Optional;

/**
 * An image, audio or a video as a take of a scene. Audio and images also belong to a scene if a video of the scene refers to them and
 * they have no scene of their own.
 *
 * @param cell where it belongs; audio without a language has that of the video's track, of the project, or {@code und}
 * @param id the id of its row
 * @param status the status of the generation
 * @param filePath the key of the stored file; empty for a video that has none yet
 * @param thumbPath the key of the thumbnail
 * @param contentHash the SHA-256 of the stored file
 * @param durationMs the duration in milliseconds; images have none
 * @param madeFrom what it was made from; empty if that is not known
 * @param rejected why a person has rejected it, possibly empty text; empty if it was not, or is chosen. A rejected take does not stand by itself
 * @param createdAt when it was stored, UTC
 */
public record Take(
        CellKey cell,
        String id,
        GenerationStatus status,
        Optional<BlobKey> filePath,
        Optional<BlobKey> thumbPath,
        Optional<ContentHash> contentHash,
        Optional<Long> durationMs,
        Optional<MadeFrom> madeFrom,
        Optional<String> rejected,
        Instant createdAt) {}
