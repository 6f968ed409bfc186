package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.storyboard.board.DeletedTake;
import io.github.reelstore.json.StoryboardJson;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.MultipartReader;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The operations on images, audio and videos, and on pairs of them. */
final class GenerationRoutes {

    private static final String IMAGES = Paths.API + "/images";
    private static final String AUDIOS = Paths.API + "/audios";
    private static final String VIDEOS = Paths.API + "/videos";

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static final Inputs<ImageGenerationBuilder> IMAGE_PATCH = patch((row, scene) -> row.sceneId(scene));
    private static final Inputs<AudioGenerationBuilder> AUDIO_PATCH = patch((row, scene) -> row.sceneId(scene));
    private static final Inputs<VideoGenerationBuilder> VIDEO_PATCH = patch((row, scene) -> row.sceneId(scene));

    private GenerationRoutes() {}

    /** What a client can change of a row. */
    private static <B> Inputs<B> patch(BiConsumer<B, Optional<String>> scene) {
        return Inputs.of(Input.text(
                "sceneId",
                "The scene that it is a take of; null takes it out of its scene.",
                (row, value) -> scene.accept(row, value.filter(id -> !id.isEmpty()))));
    }

    /** Reads a page from one of the tables. */
    @FunctionalInterface
    private interface Query<R> {
        Page<R> page(GenerationService generations, GenerationFilter filter, PageRequest page);
    }

    static List<Route> all(RecordSchemas schemas, StoryboardSchemas board, UploadSlots slots) {
        Schema image = schemas.of(ImageGeneration.class);
        Schema audio = schemas.of(AudioGeneration.class);
        Schema video = schemas.of(VideoGeneration.class);
        Schema newImage = schemas.named("NewImage", MediaDraft.IMAGE.schema());
        Schema newAudio = schemas.named("NewAudio", MediaDraft.AUDIO.schema());
        Schema newVideo = schemas.named("NewVideo", MediaDraft.VIDEO.schema());
        Schema pair = schemas.named("NewPair", pairSchema(newImage, newAudio, newVideo));
        Schema patch = schemas.named("TakePatch", IMAGE_PATCH.schema());
        Schema deleted = board.deletedTake();
        return List.of(
                list(
                        IMAGES,
                        "listImages",
                        "Lists images, newest first.",
                        GenerationService::listImages,
                        schemas.of(JsonPage.class, "ImagePage", ImageGeneration.class)),
                upload(IMAGES, "createImage", "Stores an image.", slots.limiting(GenerationRoutes::addImage))
                        .takes(Uploads.MULTIPART, form(newImage))
                        .takes("image/*", Schema.BINARY)
                        .takes("application/octet-stream", Schema.BINARY)
                        .answers(201, "The image.", image),
                one(
                                "GET",
                                IMAGES + "/{image}",
                                "getImage",
                                "Returns an image.",
                                exchange -> row(
                                        exchange, exchange.store().generations().getImage(image(exchange))))
                        .path("image", "The id of the image.")
                        .answers(200, "The image.", image),
                Route.of(
                                "PATCH",
                                IMAGES + "/{image}",
                                "updateImage",
                                "Changes the members of an image that are given, as a JSON Merge Patch (RFC 7396): null clears.",
                                GenerationRoutes::updateImage)
                        .path("image", "The id of the image.")
                        .takes(MERGE_PATCH, patch)
                        .takes(Uploads.JSON, patch)
                        .answers(200, "The image.", image),
                Route.of(
                                "DELETE",
                                IMAGES + "/{image}",
                                "deleteImage",
                                "Deletes an image, unless a video refers to it.",
                                exchange -> deleted(exchange, MediaKind.IMAGE, image(exchange)))
                        .path("image", "The id of the image.")
                        .answers(200, "What was deleted.", deleted)
                        .mayFail(ProblemType.RULE_VIOLATED),
                list(
                        AUDIOS,
                        "listAudios",
                        "Lists audio, newest first.",
                        GenerationService::listAudio,
                        schemas.of(JsonPage.class, "AudioPage", AudioGeneration.class)),
                upload(AUDIOS, "createAudio", "Stores audio.", slots.limiting(GenerationRoutes::addAudio))
                        .takes(Uploads.MULTIPART, form(newAudio))
                        .takes("audio/*", Schema.BINARY)
                        .takes("application/octet-stream", Schema.BINARY)
                        .answers(201, "The audio.", audio),
                one(
                                "GET",
                                AUDIOS + "/{audio}",
                                "getAudio",
                                "Returns audio.",
                                exchange -> row(
                                        exchange, exchange.store().generations().getAudio(audio(exchange))))
                        .path("audio", "The id of the audio.")
                        .answers(200, "The audio.", audio),
                Route.of(
                                "PATCH",
                                AUDIOS + "/{audio}",
                                "updateAudio",
                                "Changes the members of audio that are given, as a JSON Merge Patch (RFC 7396): null clears.",
                                GenerationRoutes::updateAudio)
                        .path("audio", "The id of the audio.")
                        .takes(MERGE_PATCH, patch)
                        .takes(Uploads.JSON, patch)
                        .answers(200, "The audio.", audio),
                Route.of(
                                "DELETE",
                                AUDIOS + "/{audio}",
                                "deleteAudio",
                                "Deletes audio, unless a video that is not of its scene refers to it.",
                                exchange -> deleted(exchange, MediaKind.AUDIO, audio(exchange)))
                        .path("audio", "The id of the audio.")
                        .answers(200, "What was deleted.", deleted)
                        .mayFail(ProblemType.RULE_VIOLATED),
                list(
                        VIDEOS,
                        "listVideos",
                        "Lists videos, newest first.",
                        GenerationService::listVideos,
                        schemas.of(JsonPage.class, "VideoPage", VideoGeneration.class)),
                upload(
                                VIDEOS,
                                "createVideo",
                                "Stores a video; with JSON, records one that is yet to be generated.",
                                slots.limiting(GenerationRoutes::addVideo))
                        .takes(Uploads.MULTIPART, form(newVideo))
                        .takes(Uploads.JSON, newVideo)
                        .takes("video/*", Schema.BINARY)
                        .takes("application/octet-stream", Schema.BINARY)
                        .answers(201, "The video.", video),
                one(
                                "GET",
                                VIDEOS + "/{video}",
                                "getVideo",
                                "Returns a video.",
                                exchange -> row(
                                        exchange, exchange.store().generations().getVideo(video(exchange))))
                        .path("video", "The id of the video.")
                        .answers(200, "The video.", video),
                Route.of(
                                "PUT",
                                VIDEOS + "/{video}/file",
                                "putVideoFile",
                                "Stores the file of a video that has none yet.",
                                slots.limiting(exchange -> row(
                                        exchange,
                                        exchange.store()
                                                .generations()
                                                .addFile(video(exchange), Uploads.rawFile(exchange)))))
                        .path("video", "The id of the video.")
                        .takes("video/*", Schema.BINARY)
                        .takes("application/octet-stream", Schema.BINARY)
                        .answers(200, "The video.", video)
                        .mayFail(ProblemType.ALREADY_EXISTS),
                Route.of(
                                "PATCH",
                                VIDEOS + "/{video}",
                                "updateVideo",
                                "Changes the members of a video that are given, as a JSON Merge Patch (RFC 7396): null clears.",
                                GenerationRoutes::updateVideo)
                        .path("video", "The id of the video.")
                        .takes(MERGE_PATCH, patch)
                        .takes(Uploads.JSON, patch)
                        .answers(200, "The video.", video),
                Route.of(
                                "DELETE",
                                VIDEOS + "/{video}",
                                "deleteVideo",
                                "Deletes a video; its images and audio stay.",
                                exchange -> deleted(exchange, MediaKind.VIDEO, video(exchange)))
                        .path("video", "The id of the video.")
                        .answers(200, "What was deleted.", deleted)
                        .mayFail(ProblemType.RULE_VIOLATED),
                Route.of(
                                "POST",
                                Paths.API + "/projects/{project}/pairs",
                                "createPair",
                                "Stores an image, audio and the video made from them: all or none.",
                                slots.limiting(GenerationRoutes::addPair))
                        .path("project", "The id of the project.")
                        .takes(Uploads.MULTIPART, pairForm(pair))
                        .answers(201, "The rows.", schemas.of(GenerationPair.class))
                        .mayFail(ProblemType.ALREADY_EXISTS, ProblemType.RULE_VIOLATED));
    }

    private static <R> Route list(String path, String id, String summary, Query<R> query, Schema page) {
        Route route = Route.of("GET", path, id, summary, exchange -> {
                    GenerationFilter filter = exchange.query("projectId")
                            .map(ProjectId::new)
                            .map(GenerationFilter::of)
                            .orElse(GenerationFilter.ALL);
                    Page<R> found = query.page(exchange.store().generations(), filter, Lists.page(exchange));
                    return Answer.json(200, JsonPage.of(found), ProviderFields.omitted(exchange));
                })
                .query("projectId", "Only rows of this project.", Schema.STRING)
                .answers(200, "A page of rows.", page);
        return ProviderFields.selectable(Lists.paged(route));
    }

    /** With the values of the row in the query, for a file as the body. */
    private static Route upload(String path, String id, String summary, Route.Action action) {
        Route route = Route.of("POST", path, id, summary, action)
                .mayFail(ProblemType.NOT_FOUND, ProblemType.ALREADY_EXISTS, ProblemType.RULE_VIOLATED);
        return switch (path) {
            case IMAGES -> MediaDraft.IMAGE.inQuery(route);
            case AUDIOS -> MediaDraft.AUDIO.inQuery(route);
            default -> MediaDraft.VIDEO.inQuery(route);
        };
    }

    private static Route one(String method, String path, String id, String summary, Route.Action action) {
        return ProviderFields.selectable(Route.of(method, path, id, summary, action));
    }

    private static Schema form(Schema metadata) {
        Map<String, Schema> parts = new LinkedHashMap<>();
        parts.put(Uploads.METADATA, metadata);
        parts.put("file", Schema.BINARY);
        return Schema.object(parts, List.of("file"));
    }

    private static Schema pairForm(Schema metadata) {
        Map<String, Schema> parts = new LinkedHashMap<>();
        parts.put(Uploads.METADATA, metadata);
        Stream.of("image", "audio", "video").forEach(name -> parts.put(name, Schema.BINARY));
        return Schema.object(parts, List.of(Uploads.METADATA));
    }

    private static Schema pairSchema(Schema image, Schema audio, Schema video) {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("image", image);
        members.put("audio", audio);
        members.put("video", video);
        members.put("pending", Schema.BOOLEAN);
        return Schema.object(members, List.of());
    }

    /** A row as it was read: with the fields of providers if they are asked for. */
    private static Answer row(Exchange exchange, Object row) {
        boolean selectable = exchange.route().method().equals("GET");
        return Answer.json(200, row, selectable ? ProviderFields.omitted(exchange) : ProviderFields.NAMES);
    }

    static Answer created(String collection, Id id, Object row) {
        return Answer.json(201, row, ProviderFields.NAMES).with("Location", Paths.of(collection, id));
    }

    private static Answer addImage(Exchange exchange) throws IOException {
        MediaDraft<ImageGenerationBuilder> draft = MediaDraft.image();
        BlobSource file = Uploads.file(exchange, MediaDraft.IMAGE, draft);
        NewImage image = newImage(draft, file);
        return exchange.commit(
                ImageGeneration.class,
                row -> created("images", row.id(), row),
                () -> exchange.store().generations().addImage(image));
    }

    private static NewImage newImage(MediaDraft<ImageGenerationBuilder> draft, BlobSource file) {
        return new NewImage(draft.projectId(), file, draft.row().provider(draft.provider()));
    }

    private static Answer addAudio(Exchange exchange) throws IOException {
        MediaDraft<AudioGenerationBuilder> draft = MediaDraft.audio();
        BlobSource file = Uploads.file(exchange, MediaDraft.AUDIO, draft);
        NewAudio audio = newAudio(draft, file);
        GenerationService generations = exchange.store().generations();
        return exchange.commit(
                AudioGeneration.class,
                row -> created("audios", row.id(), row),
                () -> draft.generation().isPresent()
                        ? generations.addAudio(audio, draft.generation().get())
                        : generations.addAudio(audio));
    }

    private static NewAudio newAudio(MediaDraft<AudioGenerationBuilder> draft, BlobSource file) {
        return new NewAudio(draft.projectId(), file, draft.row().provider(draft.provider()), draft.requestedFormat());
    }

    private static Answer addVideo(Exchange exchange) throws IOException {
        MediaDraft<VideoGenerationBuilder> draft = MediaDraft.video();
        Optional<BlobSource> file;
        if (exchange.mediaType().filter(Uploads.JSON::equals).isPresent()) {
            MediaDraft.VIDEO.apply(MediaDraft.VIDEO.query(exchange), draft);
            MediaDraft.VIDEO.apply(Uploads.json(exchange), draft);
            file = Optional.empty();
        } else {
            file = Optional.of(Uploads.file(exchange, MediaDraft.VIDEO, draft));
        }
        NewGeneration video = newVideo(draft, file);
        return exchange.commit(
                VideoGeneration.class,
                row -> created("videos", row.id(), row),
                () -> exchange.store().generations().addVideo(video));
    }

    private static NewGeneration newVideo(MediaDraft<VideoGenerationBuilder> draft, Optional<BlobSource> file) {
        return new NewGeneration(draft.projectId(), file, draft.row(), draft.inputs(), draft.furtherAudio());
    }

    private static Answer addPair(Exchange exchange) throws IOException {
        if (exchange.mediaType().filter(Uploads.MULTIPART::equals).isEmpty()) {
            throw new HttpProblem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send a form: the part \"metadata\", then the files.");
        }
        MultipartReader parts = exchange.parts();
        Optional<MultipartReader.Part> first =
                parts.next().filter(part -> part.name().equals(Uploads.METADATA));
        PairMetadata pair = PairMetadata.of(JsonReader.object(
                first.orElseThrow(GenerationRoutes::missingMetadata).content()));
        Optional<String> last = pair.lastFile();
        if (last.isEmpty()) {
            parts.requireEnd();
        }
        Function<String, BlobSource> files =
                name -> last.equals(Optional.of(name)) ? Uploads.lastFile(parts, name) : Uploads.nextFile(parts, name);
        ProjectId project = new ProjectId(exchange.path("project"));
        return exchange.commit(
                GenerationPair.class,
                rows -> created("videos", rows.generation().id(), rows),
                () -> exchange.store()
                        .generations()
                        .createImageAudioVideoPair(
                                pair.image(project).map(draft -> newImage(draft, files.apply("image"))),
                                pair.audio(project).map(draft -> newAudio(draft, files.apply("audio"))),
                                newVideo(
                                        pair.video(project),
                                        pair.isPending() ? Optional.empty() : Optional.of(files.apply("video")))));
    }

    private static StorageException.InvalidInput missingMetadata() {
        return new StorageException.InvalidInput(
                Uploads.METADATA, "The first part of the form must be \"metadata\": JSON with image, audio and video.");
    }

    private static Answer updateImage(Exchange exchange) throws IOException {
        ObjectNode body = Uploads.json(exchange, MERGE_PATCH);
        return row(
                exchange,
                exchange.store().generations().updateImage(image(exchange), row -> changed(row, IMAGE_PATCH, body)));
    }

    private static Answer updateAudio(Exchange exchange) throws IOException {
        ObjectNode body = Uploads.json(exchange, MERGE_PATCH);
        return row(
                exchange,
                exchange.store().generations().updateAudio(audio(exchange), row -> changed(row, AUDIO_PATCH, body)));
    }

    private static Answer updateVideo(Exchange exchange) throws IOException {
        ObjectNode body = Uploads.json(exchange, MERGE_PATCH);
        return row(
                exchange,
                exchange.store().generations().updateVideo(video(exchange), row -> changed(row, VIDEO_PATCH, body)));
    }

    private static <B> B changed(B row, Inputs<B> patch, ObjectNode body) {
        patch.apply(body, row);
        return row;
    }

    /** With what stands now where the row was chosen as a take. */
    private static Answer deleted(Exchange exchange, MediaKind track, Id id) {
        DeletedTake done = exchange.store().takes().delete(track, id.value());
        return Answer.json(
                200,
                ProjectRoutes.json(id, done.deletion())
                        .with(
                                "chosenIn",
                                done.chosenIn().stream()
                                        .map(StoryboardJson::standing)
                                        .toList()));
    }

    private static ImageId image(Exchange exchange) {
        return new ImageId(exchange.path("image"));
    }

    private static AudioId audio(Exchange exchange) {
        return new AudioId(exchange.path("audio"));
    }

    private static GenerationId video(Exchange exchange) {
        return new GenerationId(exchange.path("video"));
    }
}
