package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for long texts, each with a variant that reads the text from a file. */
final class TextOptions {

    private TextOptions() {}

    /** {@code --prompt} and {@code --prompt-file}. */
    static final class Prompt {

        @Option(names = "--prompt", paramLabel = "T", description = "the prompt")
        private @Nullable String typed;

        @Option(names = "--prompt-file", paramLabel = "FILE", description = TextFile.DESCRIPTION)
        private @Nullable TextFile file;

        @Nullable String in(CliContext context) {
            return read(context, "--prompt", typed, file);
        }

        boolean isGiven() {
            return typed != null || file != null;
        }

        String requiredIn(CliContext context) {
            String prompt = in(context);
            if (prompt == null) {
                throw WrongUsage.missing("Missing required option: '--prompt=<T>' or '--prompt-file=<FILE>'.");
            }
            return prompt;
        }
    }

    /** {@code --text} and {@code --text-file}. */
    static final class SpokenText {

        @Option(names = "--text", paramLabel = "T", description = "the spoken text")
        private @Nullable String typed;

        @Option(names = "--text-file", paramLabel = "FILE", description = TextFile.DESCRIPTION)
        private @Nullable TextFile file;

        @Nullable String in(CliContext context) {
            return read(context, "--text", typed, file);
        }

        boolean isGiven() {
            return typed != null || file != null;
        }

        /** The text of a line. That of a file ends before the line breaks that editors add: they would make it another text. */
        String requiredLineIn(CliContext context) {
            String text = in(context);
            if (text == null) {
                throw WrongUsage.missing("Missing required option: '--text=<T>' or '--text-file=<FILE>'.");
            }
            return file == null ? text : withoutLastBreaks(text);
        }

        private static String withoutLastBreaks(String text) {
            int end = text.length();
            while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
                end--;
            }
            return text.substring(0, end);
        }
    }

    /** {@code --description} and {@code --description-file}. */
    static final class Description {

        @Option(names = "--description", paramLabel = "D", description = "its description")
        private @Nullable String typed;

        @Option(names = "--description-file", paramLabel = "FILE", description = TextFile.DESCRIPTION)
        private @Nullable TextFile file;

        @Nullable String in(CliContext context) {
            return read(context, "--description", typed, file);
        }
    }

    /** {@code --meta} and {@code --meta-file}. */
    static final class Meta {

        @Option(names = "--meta", paramLabel = "JSON", description = "additional metadata, as JSON")
        private @Nullable String typed;

        @Option(names = "--meta-file", paramLabel = "FILE", description = TextFile.DESCRIPTION)
        private @Nullable TextFile file;

        @Nullable JsonText in(CliContext context) {
            String text = textIn(context);
            return text == null ? null : json(text);
        }

        @Nullable String textIn(CliContext context) {
            return read(context, "--meta", typed, file);
        }

        JsonText json(String text) {
            return jsonOf("--meta", file != null, text);
        }
    }

    /** {@code --parameters} and {@code --parameters-file}. */
    static final class Parameters {

        @Option(
                names = "--parameters",
                paramLabel = "JSON",
                description =
                        "the parameters that only the provider knows, as a JSON object such as {\"durationSeconds\": 8}")
        private @Nullable String typed;

        @Option(names = "--parameters-file", paramLabel = "FILE", description = TextFile.DESCRIPTION)
        private @Nullable TextFile file;

        boolean isGiven() {
            return typed != null || file != null;
        }

        @Nullable JsonText in(CliContext context) {
            String text = textIn(context);
            return text == null ? null : json(text);
        }

        @Nullable String textIn(CliContext context) {
            return read(context, "--parameters", typed, file);
        }

        JsonText json(String text) {
            JsonText json = jsonOf("--parameters", file != null, text);
            if (!json.value().strip().startsWith("{")) {
                throw new WrongUsage("Invalid value for option '--parameters" + (file == null ? "" : "-file")
                        + "': it must be a JSON object, such as {\"durationSeconds\": 8}.");
            }
            return json;
        }
    }

    private static JsonText jsonOf(String option, boolean ofFile, String text) {
        try {
            return new JsonText(text);
        } catch (StorageException.InvalidInput e) {
            String hint = !ofFile && text.startsWith("@") ? " To read a file, use " + option + "-file." : "";
            throw new WrongUsage(
                    "Invalid value for option '" + option + (ofFile ? "-file" : "") + "': " + e.getMessage() + hint);
        }
    }

    private static @Nullable String read(
            CliContext context, String option, @Nullable String typed, @Nullable TextFile file) {
        if (file == null) {
            return typed;
        }
        if (typed != null) {
            throw new WrongUsage("Use " + option + " or " + option + "-file, not both.");
        }
        return file.read(context.terminal().in());
    }
}
