package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.MediaFile;
import io.github.reelstore.cli.console.OutputFile;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.storyboard.captions.Caption;
import io.github.reelstore.domain.storyboard.captions.CaptionFormat;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.StoryboardJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where captions are written, and in which format. */
final class CaptionOutput {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "srt or vtt (default: that of the file name, else srt)")
    private @Nullable CaptionFormat format;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "write to this file (default: -, which is standard output)")
    private @Nullable MediaFile to;

    @Option(names = "--force", description = "replace an existing file")
    private boolean force;

    /** Refuses a file that exists, and one whose name does not say its format. */
    void check(CliContext context) {
        file().ifPresent(file -> OutputFile.at(file.path(), force));
        if (context.options().json && to != null && to.isStandardInput()) {
            throw new WrongUsage("With --json, standard output contains the JSON value: name a file with --to.");
        }
        format();
    }

    private Optional<MediaFile> file() {
        return Optional.ofNullable(to).filter(file -> !file.isStandardInput());
    }

    private CaptionFormat format() {
        if (format != null) {
            return format;
        }
        String name = file().map(file -> file.typed().toLowerCase(Locale.ROOT)).orElse(".srt");
        if (name.endsWith(".vtt")) {
            return CaptionFormat.WEBVTT;
        }
        if (!name.endsWith(".srt")) {
            throw WrongUsage.missing("The name of the file does not say its format: add --format=srt or --format=vtt.");
        }
        return CaptionFormat.SRT;
    }

    /**
     * Writes captions.
     *
     * @param timeless the scenes whose lines are left out, since they take no time
     */
    void print(CliContext context, List<Caption> captions, List<String> timeless) {
        byte[] bytes = format().write(captions).getBytes(StandardCharsets.UTF_8);
        Optional<MediaFile> file = file();
        if (file.isPresent()) {
            OutputFile.at(file.get().path(), force).write(out -> out.write(bytes));
            context.print(
                    new JsonObject()
                            .with("output", file.get().path().toString())
                            .with("captions", captions.size())
                            .with("timeless", timeless)
                            .with("byteSize", bytes.length),
                    layout -> "Wrote " + Layout.count(captions.size(), "caption") + " to "
                            + SafeText.of(file.get().typed()) + ".\n"
                            + (timeless.isEmpty() ? "" : SafeText.of(leftOut(timeless)) + "\n"));
        } else if (context.options().json) {
            context.print(
                    new JsonObject()
                            .with(
                                    "items",
                                    captions.stream()
                                            .map(StoryboardJson::caption)
                                            .toList())
                            .with("timeless", timeless),
                    layout -> "");
        } else {
            context.output().write(out -> out.write(bytes));
            if (!timeless.isEmpty()) {
                context.warn(leftOut(timeless));
            }
        }
    }

    private static String leftOut(List<String> timeless) {
        return "Without a caption, since they take no time (no video, no length, no audio that is heard): "
                + String.join(", ", timeless) + ".";
    }
}
