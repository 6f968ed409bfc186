package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.MediaFile;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.NewGeneration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore video ...}. */
@Command(
        addMethodSubcommands = false,
        name = "video",
        description = "Stores, lists, changes and deletes videos, and stores final cuts.")
public final class VideoCommands {

    private final CliContext context;

    public VideoCommands(CliContext context) {
        this.context = context;
    }

    @Command(name = "list", description = "Lists videos, newest first.")
    void list(@Mixin MediaListing listing) {
        listing.print(
                context,
                "video list",
                (tx, filter, page) -> tx.generations().list(filter, page),
                layout -> new TextTable(
                        layout, 1, "ID", "PROMPT", "SCENE", "STATUS", "DURATION", "PIXELS", "SIZE", "CREATED", "FILE"),
                (layout, row) -> new String[] {
                    row.id().value(),
                    row.prompt().orElse("-"),
                    row.sceneId().orElse("-"),
                    row.status().value(),
                    row.durationMs().map(Layout::duration).orElse("-"),
                    Layout.pixels(row.width(), row.height()).orElse("-"),
                    row.byteSize().map(Layout::size).orElse("-"),
                    layout.time(row.createdAt()),
                    row.filePath().map(BlobKey::value).orElseGet(() -> Layout.externalFile(row.videoPath()))
                });
    }

    @Command(
            name = "add",
            description = "Stores videos.",
            footer = {
                "With one FILE, prints its row. With more, prints a line for each; a refused one is reported, and the others are"
                        + " stored.",
                "Exit status 1 if a file was refused."
            })
    int add(
            @Mixin FileArguments files,
            @Option(names = "--project", paramLabel = "ID", description = "the project (required without --list)")
                    @Nullable ProjectId project,
            @Mixin TextOptions.Prompt promptOptions,
            @Option(names = "--image", paramLabel = "ID", description = "the image it was made from") @Nullable ImageId image,
            @Option(
                            names = "--audio",
                            paramLabel = "ID",
                            description = "its audio; repeat for audio in other languages")
                    @Nullable List<AudioId> audio,
            @Option(
                            names = "--input",
                            paramLabel = "ROLE=ID",
                            description =
                                    "another image it was made from, as reference, first_frame or last_frame; may be repeated")
                    @Nullable List<NewGeneration.Input> inputs,
            @Option(names = "--scene", paramLabel = "S", description = "the scene it shows") @Nullable String scene,
            @Option(names = "--provider", paramLabel = "P", description = "the provider that made it") @Nullable String provider,
            @Option(names = "--model", paramLabel = "M", description = "the model that made it") @Nullable String model,
            @Option(names = "--seed", paramLabel = "N", description = "the requested seed") @Nullable Seed seed,
            @Option(names = "--aspect-ratio", paramLabel = "R", description = "width to height, such as 16:9") @Nullable String aspectRatio,
            @Mixin TextOptions.Meta metaOptions) {
        String prompt = promptOptions.in(context);
        files.require("--prompt=<T>' or '--prompt-file=<FILE>", prompt);
        JsonText meta = metaOptions.in(context);
        return files.add(
                context,
                new MediaRow<VideoGeneration>(
                        "video",
                        MediaKind.VIDEO,
                        row -> row.id().value(),
                        VideoGeneration::projectId,
                        VideoGeneration::sceneId,
                        row -> row.thumbPath().isEmpty()),
                List.of(
                        "project",
                        "prompt",
                        "image",
                        "audio",
                        "input",
                        "scene",
                        "provider",
                        "model",
                        "seed",
                        "aspectRatio",
                        "meta"),
                project,
                new Adding<>(
                        file -> {
                            List<AudioId> audioIds =
                                    file.list("audio", AudioId::new, audio == null ? List.of() : audio);
                            VideoGenerationBuilder row = VideoGeneration.builder()
                                    .prompt(file.required("prompt", file.text("prompt", prompt)))
                                    .imageGenerationId(file.value("image", ImageId::new, image))
                                    .audioGenerationId(audioIds.isEmpty() ? null : audioIds.get(0))
                                    .sceneId(file.text("scene", scene))
                                    .provider(file.text("provider", provider))
                                    .model(file.text("model", model))
                                    .seed(file.number("seed", Seed::of, seed))
                                    .aspectRatio(file.text("aspectRatio", aspectRatio))
                                    .meta(file.json("meta", meta));
                            return new NewGeneration(
                                    file.required("project", ProjectId::new, project),
                                    Optional.of(file.source()),
                                    row,
                                    file.list("input", Conversions::input, inputs == null ? List.of() : inputs),
                                    audioIds.subList(Math.min(1, audioIds.size()), audioIds.size()));
                        },
                        made -> context.store().generations().addVideo(made),
                        videos -> context.store().generations().addAllVideos(videos)),
                video -> context.printVideo(
                        video,
                        video.filePath(),
                        video.thumbPath(),
                        layout -> new MediaText(layout).video(video)
                                + new NewTakeNotes(context)
                                        .stored(
                                                video.id().value(),
                                                video.projectId(),
                                                MediaKind.VIDEO,
                                                video.sceneId(),
                                                Optional.empty())));
    }

    @Command(name = "final", description = "Stores the final cut of a project.")
    void finalCut(
            @Parameters(paramLabel = "FILE", description = "the video file; - for standard input") MediaFile file,
            @Option(names = "--project", required = true, paramLabel = "ID", description = "the project")
                    ProjectId project) {
        BlobSource source = context.source(file);
        VideoProject changed = context.store().projects().setFinalCut(project, source);
        context.printVideo(
                changed, changed.videoPath(), changed.thumbPath(), layout -> new ProjectText(layout).one(changed));
    }

    @Command(
            name = "update",
            description = "Makes a video a take of a scene, or of another one.",
            footer = "An empty value takes it out of its scene: --scene \"\"")
    void update(@Parameters(paramLabel = "ID", description = "the video") GenerationId id, @Mixin SceneOfTake scene) {
        VideoGeneration changed =
                context.storeToWrite().generations().updateVideo(id, row -> row.sceneId(scene.value()));
        context.print(
                changed,
                layout -> MediaText.ofChanged(layout).video(changed)
                        + scene.note(context, changed.projectId(), MediaKind.VIDEO, id.value()));
    }

    @Command(
            name = "delete",
            description =
                    "Deletes a video. Its file stays until gc removes it, and longer if another row refers to it.",
            footer =
                    "Its images and audio stay. In an adopted database, videos of the app can only be deleted in the app.")
    void delete(@Parameters(paramLabel = "ID", description = "the video") GenerationId id, @Mixin DeleteAction action) {
        action.run(context, MediaKind.VIDEO, id);
    }
}
