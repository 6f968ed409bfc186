package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewAudio;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore audio ...}. */
@Command(addMethodSubcommands = false, name = "audio", description = "Stores, lists and deletes audio.")
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
                layout -> new TextTable(
                        layout, 1, "ID", "TEXT", "LANGUAGE", "PROVIDER", "DURATION", "SIZE", "CREATED", "FILE"),
                (layout, row) -> new String[] {
                    row.id().value(),
                    row.text().orElse("-"),
                    row.language().map(LanguageTag::value).orElse("-"),
                    row.provider(),
                    row.durationMs().map(Layout::duration).orElse("?"),
                    row.byteSize().map(Layout::size).orElse("?"),
                    layout.time(row.createdAt()),
                    row.filePath().value()
                });
    }

    @Command(name = "add", description = "Stores an audio file.")
    void add(
            @Parameters(paramLabel = "FILE", description = "the audio file") Path file,
            @Option(names = "--project", required = true, paramLabel = "ID", description = "the project")
                    ProjectId project,
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "P",
                            converter = Conversions.NotBlank.class,
                            description = "the provider that made it")
                    String provider,
            @Option(names = "--language", paramLabel = "TAG", description = "its language, such as en or pt-BR")
                    @Nullable LanguageTag language,
            @Option(names = "--voice", paramLabel = "V", description = "its voice") @Nullable String voice,
            @Mixin TextOptions.SpokenText text,
            @Option(names = "--model", paramLabel = "M", description = "the model that made it") @Nullable String model,
            @Mixin TextOptions.Meta meta,
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
        NewAudio newAudio = new NewAudio(
                project,
                context.source(file),
                AudioGeneration.builder()
                        .provider(provider)
                        .language(language)
                        .voice(voice)
                        .text(text.in(context))
                        .model(model)
                        .meta(meta.in(context)),
                Optional.ofNullable(format));
        GenerationService generations = context.store().generations();
        AudioGeneration audio = video == null ? generations.addAudio(newAudio) : generations.addAudio(newAudio, video);
        context.print(audio, layout -> new MediaText(layout).audio(audio));
    }

    @Command(
            name = "delete",
            description = "Deletes audio. Its file stays until gc removes it, and longer if another row refers to it.",
            footer = "Audio that a video refers to cannot be deleted.")
    void delete(@Parameters(paramLabel = "ID", description = "the audio") AudioId id, @Mixin DeleteAction action) {
        action.run(context, "audio", id, () -> context.store().generations().deleteAudio(id));
    }
}
