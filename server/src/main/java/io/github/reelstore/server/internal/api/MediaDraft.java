package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.server.internal.http.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The values that a client gave for a new row, except its file.
 *
 * @param <B> the builder of the row
 */
final class MediaDraft<B> {

    /** An image that a video is generated from. */
    static final Schema INPUT = Schema.object(
            Map.of(
                    "role",
                    Schema.STRING.with("examples", List.of("reference", "first_frame", "last_frame")),
                    "imageId",
                    Schema.STRING),
            List.of("role", "imageId"));

    static final Inputs<MediaDraft<ImageGenerationBuilder>> IMAGE = Inputs.of(
            project(),
            Input.text("provider", "The provider that generated it.", (draft, value) -> draft.provider = value),
            Input.text(
                    "providerImageId",
                    "The provider's id of the image.",
                    (draft, value) -> draft.row.providerImageId(value)),
            Input.text("prompt", "The prompt.", (draft, value) -> draft.row.prompt(value)),
            Input.seed("The requested seed.", (draft, value) -> draft.row.seed(value.map(Object::toString))),
            Input.text("model", "The provider's model.", (draft, value) -> draft.row.model(value)),
            Input.text("sceneId", "The scene that it is a take of.", (draft, value) -> draft.row.sceneId(value)),
            Input.json("meta", "Other data of yours.", (draft, value) -> draft.row.meta(value)),
            Input.text(
                    "rawResponse",
                    "The provider's response, unchanged.",
                    (draft, value) -> draft.row.rawResponse(value)));

    static final Inputs<MediaDraft<AudioGenerationBuilder>> AUDIO = Inputs.of(
            project(),
            Input.text("provider", "The provider that generated it.", (draft, value) -> draft.provider = value),
            Input.text(
                    "providerAudioId",
                    "The provider's id of the audio.",
                    (draft, value) -> draft.row.providerAudioId(value)),
            Input.text(
                    "ttsJobId",
                    "The id of the provider's text-to-speech job.",
                    (draft, value) -> draft.row.ttsJobId(value)),
            Input.value(
                    "language",
                    "The spoken language, a BCP 47 tag.",
                    Schema.STRING,
                    LanguageTag::of,
                    (draft, value) -> draft.row.language(value)),
            Input.text("voice", "The voice.", (draft, value) -> draft.row.voice(value)),
            Input.text("text", "The spoken text.", (draft, value) -> draft.row.text(value)),
            Input.text("model", "The provider's model.", (draft, value) -> draft.row.model(value)),
            Input.text("sceneId", "The scene that it is a take of.", (draft, value) -> draft.row.sceneId(value)),
            Input.json("meta", "Other data of yours.", (draft, value) -> draft.row.meta(value)),
            Input.text(
                    "rawResponse",
                    "The provider's response, unchanged.",
                    (draft, value) -> draft.row.rawResponse(value)),
            Input.value(
                    "requestedFormat",
                    "The output format that was requested, such as mp3_44100_128; required for pcm_24000 and ulaw_8000,"
                            + " which have no header.",
                    Schema.STRING,
                    AudioEncoding::parse,
                    (draft, value) -> draft.requestedFormat = value),
            Input.value(
                    "generationId",
                    "The video that it belongs to: its first audio, or audio in another language.",
                    Schema.STRING,
                    GenerationId::new,
                    (draft, value) -> draft.generation = value));

    static final Inputs<MediaDraft<VideoGenerationBuilder>> VIDEO = Inputs.of(
            project(),
            Input.text("prompt", "The prompt.", (draft, value) -> draft.row.prompt(value)),
            Input.text("provider", "The provider that generated it.", (draft, value) -> draft.row.provider(value)),
            Input.text("model", "The provider's model.", (draft, value) -> draft.row.model(value)),
            Input.text("sceneId", "The scene that it shows.", (draft, value) -> draft.row.sceneId(value)),
            Input.seed("The requested seed.", (draft, value) -> draft.row.seed(value)),
            Input.text(
                    "aspectRatio", "The aspect ratio, such as 16:9.", (draft, value) -> draft.row.aspectRatio(value)),
            Input.text(
                    "operationName",
                    "The provider's name of the operation.",
                    (draft, value) -> draft.row.operationName(value)),
            Input.text(
                    "mediaGenerationId",
                    "The provider's id of the result.",
                    (draft, value) -> draft.row.mediaGenerationId(value)),
            Input.value(
                    "status",
                    "The status; completed with a file, else pending.",
                    Schema.STRING,
                    GenerationStatus::new,
                    (draft, value) -> value.ifPresent(draft.row::status)),
            Input.json("meta", "Other data of yours.", (draft, value) -> draft.row.meta(value)),
            Input.text(
                    "rawResponse",
                    "The provider's response, unchanged.",
                    (draft, value) -> draft.row.rawResponse(value)),
            Input.value(
                    "imageGenerationId",
                    "The image that it was generated from.",
                    Schema.STRING,
                    ImageId::new,
                    (draft, value) -> draft.row.imageGenerationId(value)),
            Input.value(
                    "audioGenerationId",
                    "Its first audio.",
                    Schema.STRING,
                    AudioId::new,
                    (draft, value) -> draft.row.audioGenerationId(value)),
            Input.<MediaDraft<VideoGenerationBuilder>, AudioId>list(
                    "furtherAudioIds",
                    "Its audio in further languages.",
                    Schema.STRING,
                    node -> new AudioId(Input.textOf("furtherAudioIds", node)),
                    (draft, value) -> draft.furtherAudio = value.orElse(List.of())),
            Input.<MediaDraft<VideoGenerationBuilder>, NewGeneration.Input>list(
                    "inputs",
                    "Further images that it was generated from, ordered within each role.",
                    INPUT,
                    MediaDraft::input,
                    (draft, value) -> draft.inputs = value.orElse(List.of())));

    private final B row;
    private Optional<ProjectId> project = Optional.empty();
    private Optional<String> provider = Optional.empty();
    private Optional<AudioEncoding> requestedFormat = Optional.empty();
    private Optional<GenerationId> generation = Optional.empty();
    private List<AudioId> furtherAudio = List.of();
    private List<NewGeneration.Input> inputs = List.of();

    private MediaDraft(B row) {
        this.row = row;
    }

    static MediaDraft<ImageGenerationBuilder> image() {
        return new MediaDraft<>(ImageGeneration.builder());
    }

    /** The values for a row that exists. */
    static <B> MediaDraft<B> of(B row) {
        return new MediaDraft<>(row);
    }

    static MediaDraft<AudioGenerationBuilder> audio() {
        return new MediaDraft<>(AudioGeneration.builder());
    }

    static MediaDraft<VideoGenerationBuilder> video() {
        return new MediaDraft<>(VideoGeneration.builder());
    }

    private static <B> Input<MediaDraft<B>> project() {
        return Input.value(
                "projectId",
                "The project that it belongs to.",
                Schema.STRING,
                ProjectId::new,
                (draft, value) -> draft.project = value);
    }

    static NewGeneration.Input input(JsonNode node) {
        if (node.size() != 2 || !node.has("role") || !node.has("imageId")) {
            throw Input.invalid("inputs", "must have elements with role and imageId, and nothing else");
        }
        return new NewGeneration.Input(
                new InputRole(Input.textOf("role", node.get("role"))),
                new ImageId(Input.textOf("imageId", node.get("imageId"))));
    }

    private static StorageException.InvalidInput missing(String name) {
        return new StorageException.InvalidInput(
                name, Messages.quoted(name) + " is required: as a parameter of the query, or as a member of the JSON.");
    }

    B row() {
        return row;
    }

    /** Sets the project that the path of the request names. */
    MediaDraft<B> in(ProjectId id) {
        project = Optional.of(id);
        return this;
    }

    ProjectId projectId() {
        return project.orElseThrow(() -> missing("projectId"));
    }

    /** The provider, which images and audio must have. */
    String provider() {
        return provider.filter(text -> !text.isBlank()).orElseThrow(() -> missing("provider"));
    }

    Optional<AudioEncoding> requestedFormat() {
        return requestedFormat;
    }

    Optional<GenerationId> generation() {
        return generation;
    }

    List<AudioId> furtherAudio() {
        return furtherAudio;
    }

    List<NewGeneration.Input> inputs() {
        return inputs;
    }
}
