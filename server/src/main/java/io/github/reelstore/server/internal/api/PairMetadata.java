package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of the rows of a pair. A row whose values are given has a part with its file, unless it is a video that is
 * yet to be generated.
 *
 * @param members the values by row, and whether the video is pending
 */
record PairMetadata(ObjectNode members) {

    private static final String PENDING = "pending";
    private static final Set<String> NAMES = Set.of("image", "audio", "video", PENDING);

    static PairMetadata of(ObjectNode members) {
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (!NAMES.contains(member.getKey())) {
                throw Input.invalid(member.getKey(), "is unknown; a pair has image, audio, video and pending");
            }
        }
        return new PairMetadata(members);
    }

    Optional<MediaDraft<ImageGenerationBuilder>> image(ProjectId project) {
        return row("image").map(values -> filled(MediaDraft.IMAGE, values, MediaDraft.image(), project));
    }

    Optional<MediaDraft<AudioGenerationBuilder>> audio(ProjectId project) {
        return row("audio").map(values -> filled(MediaDraft.AUDIO, values, MediaDraft.audio(), project));
    }

    MediaDraft<VideoGenerationBuilder> video(ProjectId project) {
        return filled(MediaDraft.VIDEO, row("video").orElseGet(JsonReader::empty), MediaDraft.video(), project);
    }

    /** Whether the video is yet to be generated. */
    boolean isPending() {
        JsonNode pending = members.get(PENDING);
        if (pending == null) {
            return false;
        }
        if (!pending.isBoolean()) {
            throw Input.invalid(PENDING, "must be true or false");
        }
        return pending.booleanValue();
    }

    /** The file that comes last in the form; empty if there is no file. */
    Optional<String> lastFile() {
        if (!isPending()) {
            return Optional.of("video");
        }
        return row("audio").isPresent() ? Optional.of("audio") : row("image").map(image -> "image");
    }

    private Optional<ObjectNode> row(String name) {
        JsonNode node = members.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (node instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw Input.invalid(name, "must be an object");
    }

    private static <B> MediaDraft<B> filled(
            Inputs<MediaDraft<B>> inputs, ObjectNode values, MediaDraft<B> draft, ProjectId project) {
        inputs.apply(values, draft);
        return draft.in(project);
    }
}
