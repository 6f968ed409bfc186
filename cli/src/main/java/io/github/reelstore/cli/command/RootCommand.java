package io.github.reelstore.cli.command;

import io.github.reelstore.app.CheckResult;
import io.github.reelstore.app.Doctor;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.GlobalOptions;
import io.github.reelstore.cli.console.JsonObject;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.OutputFile;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The root command, and the commands that do not belong to a group. */
@Command(
        name = "reelstore",
        description = "Stores the projects, images, audio and videos of AI video production, with their files.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "By default, rows and files are stored in ./reelstore-data. A configuration file, environment variables"
                    + " (REELSTORE_DATABASE_URL, REELSTORE_STORAGE_URL, REELSTORE_PROFILE) and options override this."
        })
public final class RootCommand {

    private final CliContext context;

    @Mixin
    private final GlobalOptions options;

    public RootCommand(CliContext context) {
        this.context = context;
        this.options = context.options();
    }

    @Command(name = "init", description = "Creates or upgrades the database and the blob store.")
    void init(
            @Option(
                            names = "--rebind",
                            description =
                                    "confirm that a blob store without a store id, such as a copy of the files without"
                                            + " .reelstore, belongs to this database; or give the blob store's id to a database that"
                                            + " has never stored a file, such as a backup from before the first file")
                    boolean rebind) {
        if (rebind) {
            context.storeToWrite().media().rebind();
        } else {
            context.storeToWrite().media().bind();
        }
        ReelstoreConfig config = context.config();
        context.print(
                new JsonObject().with("database", config.databaseUrl()).with("storage", config.storageUrl()),
                layout -> new Details(layout, "Ready")
                        .whole("database", config.databaseUrl())
                        .whole("storage", config.storageUrl())
                        .render());
    }

    @Command(
            name = "doctor",
            description = "Checks that the database and the blob store are reachable, supported, intact and writable.",
            footer =
                    "An SQLite database that is marked as damaged (with a file FILE.corrupt next to it) is read in full. If no"
                            + " damage is found, it becomes writable again. doctor removes what it wrote, and does not create a"
                            + " database file or a blob store folder. Like every command, it opens both. This may create or"
                            + " upgrade the tables (in Postgres also the schema), and create the folder .reelstore of a blob store"
                            + " on local disk or the staging folder of one in S3. Exit status 1 if a check fails.")
    int doctor() {
        List<CheckResult> results = Doctor.examine(context::recoveredConfig);
        context.print(DoctorText.json(results), layout -> new DoctorText(layout).of(results));
        return DoctorText.isOk(results) ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    @Command(name = "demo", description = "Creates a sample project from the bundled sample media and prints its tree.")
    void demo() {
        DemoProject demo = DemoProject.create(context.store());
        context.print(demo, layout -> new DemoText(layout, context).of(demo));
    }

    @Command(
            name = "pair",
            description = "Stores an image, audio and the video made from them: all of them or none.",
            footer = "Add --image or --audio, or both. Without --video, the video is recorded as pending.")
    void pair(
            @Option(names = "--project", required = true, paramLabel = "ID", description = "the project")
                    ProjectId project,
            @Option(
                            names = "--provider",
                            required = true,
                            paramLabel = "P",
                            converter = Conversions.NotBlank.class,
                            description = "the provider that made them")
                    String provider,
            @Mixin TextOptions.Prompt promptOptions,
            @Option(names = "--image", paramLabel = "FILE", description = "the image file") @Nullable Path image,
            @Option(names = "--audio", paramLabel = "FILE", description = "the audio file") @Nullable Path audio,
            @Option(
                            names = "--language",
                            paramLabel = "TAG",
                            description = "the language of the audio, such as en or pt-BR")
                    @Nullable LanguageTag language,
            @Option(names = "--voice", paramLabel = "V", description = "the voice of the audio") @Nullable String voice,
            @Mixin TextOptions.SpokenText textOptions,
            @Option(
                            names = "--format",
                            paramLabel = "F",
                            description =
                                    "the requested output format, such as mp3_44100_128; required for pcm_24000 and ulaw_8000, which"
                                            + " have no header")
                    @Nullable AudioEncoding format,
            @Option(names = "--video", paramLabel = "FILE", description = "the video file") @Nullable Path video,
            @Option(names = "--scene", paramLabel = "S", description = "the scene that the video shows") @Nullable String scene,
            @Option(names = "--model", paramLabel = "M", description = "the model that made the video") @Nullable String model) {
        if (image == null && audio == null) {
            throw new WrongUsage("A pair needs an image or audio, or both: add --image FILE or --audio FILE.");
        }
        if (audio == null && (language != null || voice != null || textOptions.isGiven() || format != null)) {
            throw new WrongUsage("--language, --voice, --text and --format require --audio FILE.");
        }
        String prompt = promptOptions.requiredIn(context);
        String text = textOptions.in(context);
        Optional<NewImage> newImage = Optional.ofNullable(image)
                .map(context::source)
                .map(source -> new NewImage(
                        project,
                        source,
                        ImageGeneration.builder().provider(provider).prompt(prompt)));
        Optional<NewAudio> newAudio = Optional.ofNullable(audio)
                .map(context::source)
                .map(source -> new NewAudio(
                        project,
                        source,
                        AudioGeneration.builder()
                                .provider(provider)
                                .language(language)
                                .voice(voice)
                                .text(text),
                        Optional.ofNullable(format)));
        NewGeneration newVideo = new NewGeneration(
                project,
                Optional.ofNullable(video).map(context::source),
                VideoGeneration.builder()
                        .provider(provider)
                        .prompt(prompt)
                        .sceneId(scene)
                        .model(model),
                List.of(),
                List.of());
        GenerationPair pair = context.store().generations().createImageAudioVideoPair(newImage, newAudio, newVideo);
        context.printVideo(
                pair,
                pair.generation().filePath(),
                pair.generation().thumbPath(),
                layout -> new MediaText(layout).pair(pair));
    }

    @Command(
            name = "cat",
            description = "Streams a stored file to standard output or into a file.",
            footer = "Only files that a row of the profile refers to can be read.")
    void cat(
            @Parameters(paramLabel = "KEY", description = "the file's key, as \"project show\" prints it") BlobKey key,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "write to this file instead")
                    @Nullable Path output,
            @Option(names = "--force", description = "replace an existing file") boolean force)
            throws IOException {
        if (output == null) {
            requireNoScreen();
            try (BlobContent content = context.store().media().open(key, ByteRange.ALL)) {
                context.output().write(out -> StreamCopy.all(content.stream(), key, out));
            }
            return;
        }
        OutputFile file = OutputFile.at(output, force);
        try (BlobContent content = context.store().media().open(key, ByteRange.ALL)) {
            file.write(out -> StreamCopy.all(content.stream(), key, out));
            context.print(
                    new JsonObject()
                            .with("key", key)
                            .with("output", output.toString())
                            .with("byteSize", content.totalSize()),
                    layout -> new Details(layout, "Copied")
                            .whole("file", key)
                            .whole("to", output)
                            .whole("size", Layout.size(content.totalSize()))
                            .render());
        }
    }

    private void requireNoScreen() {
        if (options.json) {
            throw new WrongUsage("With --json, cat requires --output FILE: standard output contains the JSON value.");
        }
        if (context.terminal().isScreen(Terminal.Channel.STDOUT)) {
            throw new WrongUsage("Standard output is a terminal: add --output FILE, or redirect it with > or |.");
        }
    }
}
