package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewAudio;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore audio ...}. */
@Command(addMethodSubcommands = false, name = "audio", description = "Stores, lists, changes and deletes audio.")
public final class AudioCommands {

    private final CliContext context;

    public AudioCommands(CliContext context) {
        this.context = context;
    }

    @Command(name = "list", description = "Lists audio, newest first.")
    void list(@Mixin MediaListing listing) {
        listing.print(
                context,
                "audio list",
                (tx, filter, page) -> tx.audio().list(filter, page),
                AudioCommands::table,
                AudioCommands::cells);
    }

    /** An empty table for one line per row. */
    static TextTable table(Layout layout) {
        return new TextTable(layout, 1, "ID", "TEXT", "LANGUAGE", "PROVIDER", "DURATION", "SIZE", "CREATED", "FILE");
    }

    static String[] cells(Layout layout, AudioGeneration row) {
        return new String[] {
            row.id().value(),
            row.text().orElse("-"),
            row.language().map(LanguageTag::value).orElse("-"),
            row.provider(),
            row.durationMs().map(Layout::duration).orElse("?"),
            row.byteSize().map(Layout::size).orElse("?"),
            layout.time(row.createdAt()),
            row.filePath().value()
        };
    }

    @Command(
            name = "add",
            description = "Stores audio files.",
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
            @Option(names = "--language", paramLabel = "TAG", description = "its language, such as en or pt-BR")
                    @Nullable LanguageTag language,
            @Option(names = "--voice", paramLabel = "V", description = "its voice") @Nullable String voice,
            @Mixin TextOptions.SpokenText textOptions,
            @Option(names = "--model", paramLabel = "M", description = "the model that made it") @Nullable String model,
            @Option(names = "--scene", paramLabel = "S", description = "the scene that it is a take of") @Nullable String scene,
            @Mixin TextOptions.Meta metaOptions,
            @Option(
                            names = "--format",
                            paramLabel = "F",
                            description =
                                    "the requested output format, such as mp3_44100_128; required for pcm_24000 and ulaw_8000, which"
                                            + " have no header")
                    @Nullable AudioEncoding format,
            @Option(
                            names = "--generation",
                            paramLabel = "ID",
                            description = "the video it belongs to: its first audio, or audio in another language")
                    @Nullable GenerationId video) {
        files.require("--provider=<P>", provider);
        String text = textOptions.in(context);
        JsonText meta = metaOptions.in(context);
        return files.add(
                context,
                new MediaRow<AudioGeneration>(
                        "audio file",
                        MediaKind.AUDIO,
                        row -> row.id().value(),
                        AudioGeneration::projectId,
                        AudioGeneration::sceneId,
                        row -> false),
                List.of(
                        "project",
                        "provider",
                        "language",
                        "voice",
                        "text",
                        "model",
                        "scene",
                        "meta",
                        "format",
                        "generation"),
                project,
                new Adding<>(
                        file -> new Spoken(
                                new NewAudio(
                                        file.required("project", ProjectId::new, project),
                                        file.source(),
                                        AudioGeneration.builder()
                                                .provider(file.requiredText("provider", provider))
                                                .language(file.value("language", LanguageTag::of, language))
                                                .voice(file.text("voice", voice))
                                                .text(file.text("text", text))
                                                .model(file.text("model", model))
                                                .sceneId(file.text("scene", scene))
                                                .meta(file.json("meta", meta)),
                                        Optional.ofNullable(file.value("format", AudioEncoding::parse, format))),
                                Optional.ofNullable(file.value("generation", GenerationId::new, video))),
                        this::add,
                        all -> context.store()
                                .generations()
                                .addAllAudio(all.stream().map(Spoken::audio).toList()),
                        one -> one.video().isEmpty()),
                audio -> context.print(
                        audio,
                        layout -> new MediaText(layout).audio(audio)
                                + LanguageNote.of(audio.language())
                                + new NewTakeNotes(context)
                                        .stored(
                                                audio.id().value(),
                                                audio.projectId(),
                                                MediaKind.AUDIO,
                                                audio.sceneId(),
                                                audio.language())));
    }

    /** Audio, and the video it belongs to. */
    private record Spoken(NewAudio audio, Optional<GenerationId> video) {}

    private AudioGeneration add(Spoken one) {
        GenerationService generations = context.store().generations();
        return one.video()
                .map(video -> generations.addAudio(one.audio(), video))
                .orElseGet(() -> generations.addAudio(one.audio()));
    }

    @Command(
            name = "update",
            description = "Makes audio a take of a scene, or of another one.",
            footer = "An empty value takes it out of its scene: --scene \"\"")
    void update(@Parameters(paramLabel = "ID", description = "the audio") AudioId id, @Mixin SceneOfTake scene) {
        AudioGeneration changed =
                context.storeToWrite().generations().updateAudio(id, row -> row.sceneId(scene.value()));
        context.print(
                changed,
                layout -> MediaText.ofChanged(layout).audio(changed)
                        + scene.note(context, changed.projectId(), MediaKind.AUDIO, id.value()));
    }

    @Command(
            name = "delete",
            description = "Deletes audio. Its file stays until gc removes it, and longer if another row refers to it.",
            footer = "Videos of its scene no longer refer to it. Audio that another video refers to cannot be deleted.")
    void delete(@Parameters(paramLabel = "ID", description = "the audio") AudioId id, @Mixin DeleteAction action) {
        action.run(context, MediaKind.AUDIO, id);
    }
}
