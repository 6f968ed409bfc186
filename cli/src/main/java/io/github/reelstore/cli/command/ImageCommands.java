package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.NewImage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore image ...}. */
@Command(addMethodSubcommands = false, name = "image", description = "Stores, lists, changes and deletes images.")
public final class ImageCommands {

    private final CliContext context;

    public ImageCommands(CliContext context) {
        this.context = context;
    }

    @Command(name = "list", description = "Lists images, newest first.")
    void list(@Mixin MediaListing listing) {
        listing.print(
                context,
                "image list",
                (tx, filter, page) -> tx.images().list(filter, page),
                ImageCommands::table,
                ImageCommands::cells);
    }

    /** An empty table for one line per row. */
    static TextTable table(Layout layout) {
        return new TextTable(layout, 1, "ID", "PROMPT", "PROVIDER", "PIXELS", "SIZE", "CREATED", "FILE");
    }

    static String[] cells(Layout layout, ImageGeneration row) {
        return new String[] {
            row.id().value(),
            row.prompt().orElse("-"),
            row.provider(),
            Layout.pixels(row.width(), row.height()).orElse("?"),
            row.byteSize().map(Layout::size).orElse("?"),
            layout.time(row.createdAt()),
            row.filePath().value()
        };
    }

    @Command(
            name = "add",
            description = "Stores images.",
            footer = {
                "With one FILE, prints its row. With more, prints a line for each; a refused one is reported, and the others are"
                        + " stored.",
                "Exit status 1 if a file was refused."
            })
    int add(
            @Mixin FileArguments files,
            @Option(names = "--project", paramLabel = "ID", description = "the project (required without --list)")
                    @Nullable ProjectId project,
            @Option(
                            names = "--provider",
                            paramLabel = "P",
                            converter = Conversions.NotBlank.class,
                            description = "the provider that made it (required without --list)")
                    @Nullable String provider,
            @Mixin TextOptions.Prompt promptOptions,
            @Option(names = "--seed", paramLabel = "S", description = "the requested seed") @Nullable String seed,
            @Option(names = "--model", paramLabel = "M", description = "the model that made it") @Nullable String model,
            @Option(names = "--scene", paramLabel = "S", description = "the scene that it is a take of") @Nullable String scene,
            @Mixin TextOptions.Meta metaOptions) {
        files.require("--provider=<P>", provider);
        String prompt = promptOptions.in(context);
        JsonText meta = metaOptions.in(context);
        return files.add(
                context,
                new MediaRow<ImageGeneration>(
                        "image",
                        MediaKind.IMAGE,
                        row -> row.id().value(),
                        ImageGeneration::projectId,
                        ImageGeneration::sceneId,
                        row -> false),
                List.of("project", "provider", "prompt", "seed", "model", "scene", "meta"),
                project,
                new Adding<>(
                        file -> new NewImage(
                                file.required("project", ProjectId::new, project),
                                file.source(),
                                ImageGeneration.builder()
                                        .provider(file.requiredText("provider", provider))
                                        .prompt(file.text("prompt", prompt))
                                        .seed(file.number("seed", text -> text, seed))
                                        .model(file.text("model", model))
                                        .sceneId(file.text("scene", scene))
                                        .meta(file.json("meta", meta))),
                        image -> context.store().generations().addImage(image),
                        images -> context.store().generations().addAllImages(images)),
                image -> context.print(
                        image,
                        layout -> new MediaText(layout).image(image)
                                + new NewTakeNotes(context)
                                        .stored(
                                                image.id().value(),
                                                image.projectId(),
                                                MediaKind.IMAGE,
                                                image.sceneId(),
                                                Optional.empty())));
    }

    @Command(
            name = "update",
            description = "Makes an image a take of a scene, or of another one.",
            footer = "An empty value takes it out of its scene: --scene \"\"")
    void update(@Parameters(paramLabel = "ID", description = "the image") ImageId id, @Mixin SceneOfTake scene) {
        ImageGeneration changed =
                context.storeToWrite().generations().updateImage(id, row -> row.sceneId(scene.value()));
        context.print(
                changed,
                layout -> MediaText.ofChanged(layout).image(changed)
                        + scene.note(context, changed.projectId(), MediaKind.IMAGE, id.value()));
    }

    @Command(
            name = "delete",
            description =
                    "Deletes an image. Its file stays until gc removes it, and longer if another row refers to it.",
            footer = "An image that a video refers to cannot be deleted.")
    void delete(@Parameters(paramLabel = "ID", description = "the image") ImageId id, @Mixin DeleteAction action) {
        action.run(context, MediaKind.IMAGE, id);
    }
}
