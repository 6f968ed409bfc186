package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.service.Alongside;
import io.github.reelstore.domain.service.DirectUpload;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations for files that clients send straight to S3. */
final class UploadRoutes {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String UPLOADS = Paths.API + "/uploads";
    private static final String SIZE = "byteSize";

    private static final Inputs<Plan> PLAN = Inputs.of(
            Input.value(
                    "projectId",
                    "The project that it belongs to.",
                    Schema.STRING,
                    ProjectId::new,
                    (plan, value) -> plan.project = value),
            Input.value(
                    "format",
                    "The format, as the extension of a file name, such as mp4.",
                    Schema.STRING,
                    UploadRoutes::format,
                    (plan, value) -> plan.format = value),
            Input.value(
                    "contentHash",
                    "The SHA-256 of the file, in hexadecimal.",
                    Schema.STRING,
                    ContentHash::new,
                    (plan, value) -> plan.hash = value),
            new Input<>(SIZE, "The size of the file in bytes.", Schema.INTEGER, false, Plan::setSize));

    /** Links are made with other operations. */
    private static final Set<String> NOT_HERE =
            Set.of("generationId", "furtherAudioIds", "inputs", "requestedFormat", "status");

    private UploadRoutes() {}

    /** What a client wants to send. */
    private static final class Plan {

        private Optional<ProjectId> project = Optional.empty();
        private Optional<MediaFormat> format = Optional.empty();
        private Optional<ContentHash> hash = Optional.empty();
        private Optional<Long> size = Optional.empty();

        private void setSize(Optional<JsonNode> value) {
            size = value.map(node -> {
                if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                    throw Input.invalid(SIZE, "must be a whole number");
                }
                return node.longValue();
            });
        }

        private static <T> T required(String name, Optional<T> value) {
            return value.orElseThrow(() -> Input.invalid(name, "is required"));
        }

        DirectUpload in(Reelstore store) {
            return store.directUploads()
                    .plan(
                            required("projectId", project),
                            required("format", format),
                            required("contentHash", hash),
                            required(SIZE, size),
                            LIFETIME);
        }
    }

    private static MediaFormat format(String extension) {
        return Optional.of(extension)
                .filter(text -> text.indexOf('.') < 0)
                .flatMap(text -> MediaFormat.ofName("file." + text))
                .orElseThrow(() -> Input.invalid("format", "must be the extension of a supported format, such as mp4"));
    }

    /**
     * @param slots limits how many files are read at once when their rows are created
     * @param mostBytes the largest file
     */
    static List<Route> all(RecordSchemas schemas, UploadSlots slots, long mostBytes) {
        Schema row = Schema.ANY.with(
                "anyOf",
                List.of(
                        schemas.of(ImageGeneration.class).members(),
                        schemas.of(AudioGeneration.class).members(),
                        schemas.of(VideoGeneration.class).members()));
        Schema values = Schema.ANY.with(
                "anyOf",
                List.of(
                        Schema.ref("NewImage").members(),
                        Schema.ref("NewAudio").members(),
                        Schema.ref("NewVideo").members()));
        return List.of(
                Route.of(
                                "POST",
                                UPLOADS,
                                "planUpload",
                                "Plans the upload of a file straight to S3, and returns the request that sends it.",
                                exchange -> plan(exchange, mostBytes))
                        .takes(
                                "application/json",
                                schemas.named("NewUpload", PLAN.schema("projectId", "format", "contentHash", SIZE)))
                        .answers(201, "The upload.", upload(schemas))
                        .mayFail(ProblemType.NOT_FOUND),
                Route.of(
                                "POST",
                                UPLOADS + "/{key...}",
                                "completeUpload",
                                "Creates the row of a file that was sent straight to S3.",
                                slots.limiting(UploadRoutes::complete))
                        .path("key", "The key of the upload, with its slashes.")
                        .takes("application/json", schemas.named("UploadValues", values))
                        .answers(201, "The row.", schemas.named("UploadedRow", row)));
    }

    private static Schema upload(RecordSchemas schemas) {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("key", Schema.STRING);
        members.put("method", Schema.oneOf(List.of("PUT")));
        members.put("url", Schema.STRING);
        members.put("headers", Schema.of("object").with("additionalProperties", Schema.STRING.members()));
        members.put("expiresAt", Schema.STRING.with("format", "date-time"));
        return schemas.named("Upload", Schema.object(members, members.keySet()));
    }

    private static Answer plan(Exchange exchange, long mostBytes) throws IOException {
        Plan plan = new Plan();
        PLAN.apply(Uploads.json(exchange), plan);
        if (plan.size.filter(size -> size > mostBytes).isPresent()) {
            throw new HttpProblem(
                    ProblemType.TOO_LARGE, "The file has more than " + mostBytes + " bytes, the limit here.");
        }
        DirectUpload upload = plan.in(exchange.store());
        return Answer.json(
                        201,
                        new JsonObject()
                                .with("key", upload.key())
                                .with("method", "PUT")
                                .with("url", upload.put().uri())
                                .with("headers", upload.put().headers())
                                .with("expiresAt", upload.put().expiresAt()))
                .with("Location", UPLOADS + "/" + upload.key());
    }

    private static Answer complete(Exchange exchange) throws IOException {
        BlobKey key = BlobKey.parse(exchange.path("key"));
        MediaKind kind = MediaFormat.ofName(key.value())
                .map(MediaFormat::kind)
                .orElseThrow(() -> new StorageException.NotFound(key.value(), "There is no upload " + key + "."));
        ObjectNode body = Uploads.json(exchange);
        for (String name : body.propertyNames()) {
            if (NOT_HERE.contains(name)) {
                throw Input.invalid(name, "cannot be set here");
            }
        }
        return switch (kind) {
            case IMAGE -> image(exchange, key, body);
            case AUDIO -> audio(exchange, key, body);
            case VIDEO -> video(exchange, key, body);
        };
    }

    private static Answer image(Exchange exchange, BlobKey key, ObjectNode body) {
        MediaDraft<?> given = filled(MediaDraft.IMAGE, body, MediaDraft.image());
        String provider = given.provider();
        UnaryOperator<ImageGenerationBuilder> fill =
                row -> filled(MediaDraft.IMAGE, body, MediaDraft.of(row)).row().provider(provider);
        ImageId id = new ImageId(rowOf(exchange.store(), key, MediaKind.IMAGE, given.projectId(), (tx, made) -> {
            ImageId image = new ImageId(made.rowId());
            ImageGeneration before = tx.images().find(image).orElseThrow();
            ImageGeneration after = fill.apply(before.toBuilder()).build();
            tx.images().update(image, Patch.between(before, after, ImageField.all()));
        }));
        return exchange.commit(
                ImageGeneration.class,
                row -> GenerationRoutes.created("images", id, row),
                () -> exchange.store().generations().updateImage(id, row -> {
                    ImageGeneration before = row.build();
                    boolean same = before.equals(fill.apply(row).build());
                    requireSame(key, same && is(key, given, before.filePath(), before.projectId()));
                    return row;
                }));
    }

    private static Answer audio(Exchange exchange, BlobKey key, ObjectNode body) {
        MediaDraft<?> given = filled(MediaDraft.AUDIO, body, MediaDraft.audio());
        String provider = given.provider();
        UnaryOperator<AudioGenerationBuilder> fill =
                row -> filled(MediaDraft.AUDIO, body, MediaDraft.of(row)).row().provider(provider);
        AudioId id = new AudioId(rowOf(exchange.store(), key, MediaKind.AUDIO, given.projectId(), (tx, made) -> {
            AudioId audio = new AudioId(made.rowId());
            AudioGeneration before = tx.audio().find(audio).orElseThrow();
            AudioGeneration after = fill.apply(before.toBuilder()).build();
            tx.audio().update(audio, Patch.between(before, after, AudioField.all()));
        }));
        return exchange.commit(
                AudioGeneration.class,
                row -> GenerationRoutes.created("audios", id, row),
                () -> exchange.store().generations().updateAudio(id, row -> {
                    AudioGeneration before = row.build();
                    boolean same = before.equals(fill.apply(row).build());
                    requireSame(key, same && is(key, given, before.filePath(), before.projectId()));
                    return row;
                }));
    }

    private static Answer video(Exchange exchange, BlobKey key, ObjectNode body) {
        MediaDraft<?> given = filled(MediaDraft.VIDEO, body, MediaDraft.video());
        UnaryOperator<VideoGenerationBuilder> fill =
                row -> filled(MediaDraft.VIDEO, body, MediaDraft.of(row)).row();
        GenerationId id =
                new GenerationId(rowOf(exchange.store(), key, MediaKind.VIDEO, given.projectId(), (tx, made) -> {
                    GenerationId video = new GenerationId(made.rowId());
                    VideoGeneration before = tx.generations().find(video).orElseThrow();
                    VideoGeneration after = fill.apply(before.toBuilder()).build();
                    tx.generations().update(video, Patch.between(before, after, GenerationField.all()));
                }));
        return exchange.commit(
                VideoGeneration.class,
                row -> GenerationRoutes.created("videos", id, row),
                () -> exchange.store().generations().updateVideo(id, row -> {
                    VideoGeneration before = row.build();
                    boolean same = before.equals(fill.apply(row).build());
                    requireSame(key, same && is(key, given, before.filePath().orElse(null), before.projectId()));
                    return row;
                }));
    }

    /** Whether a row has this file, in the project that is given. */
    private static boolean is(BlobKey key, MediaDraft<?> given, @Nullable BlobKey file, Optional<ProjectId> project) {
        return key.equals(file) && project.equals(Optional.of(given.projectId()));
    }

    /**
     * A row gets its values in the transaction that creates it. A request whose answer did not arrive may be repeated, with the
     * same values; rows are not changed here.
     */
    private static void requireSame(BlobKey key, boolean same) {
        if (!same) {
            throw new StorageException.AlreadyExists(key.value(), "The upload " + key + " was completed before.");
        }
    }

    private static <B> MediaDraft<B> filled(Inputs<MediaDraft<B>> inputs, ObjectNode body, MediaDraft<B> draft) {
        inputs.apply(body, draft);
        return draft;
    }

    /** The id of the row of the file, which this creates unless an earlier request has created it. */
    private static String rowOf(
            Reelstore store, BlobKey key, MediaKind kind, ProjectId project, Alongside<UndeleteResult> fill) {
        Optional<StoredBlob> reference = store.readOnly(tx -> tx.references().find(key));
        if (reference.isPresent()) {
            return MediaKeys.idOf(key, kind)
                    .orElseThrow(() -> new StorageException.NotFound(key.value(), "There is no upload " + key + "."));
        }
        store.projects().get(project);
        store.directUploads().requireUploaded(key);
        return store.maintenance().undelete(key, Optional.of(project), fill).rowId();
    }
}
