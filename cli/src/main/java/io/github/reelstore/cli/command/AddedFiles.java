package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Failures;
import io.github.reelstore.cli.console.JsonList;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.cli.console.TextStyle;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.JsonOutput;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Adds many files and prints a result for each. A file that is refused is reported and the others are added; a failure that
 * would affect the next file too, such as a full disk, ends the run.
 */
final class AddedFiles<R> {

    private final CliContext context;
    private final boolean jsonLines;
    private final MediaRow<R> media;
    private final JsonList list;
    private final ProgressIndicator progress;
    private final long total;
    private long stored;
    private long refused;
    private boolean lacksThumbnail;

    /** @param total the number of files, or -1 if it is unknown */
    AddedFiles(CliContext context, boolean jsonLines, MediaRow<R> media, long total) {
        this.context = context;
        this.jsonLines = jsonLines;
        this.media = media;
        this.list = new JsonList(context.output(), "{\"results\": [");
        this.progress = new ProgressIndicator("adding", context.terminal());
        this.total = total;
    }

    /** A file with its row, or why it was refused. */
    private record Result<R>(
            NewFile file, Optional<R> row, @Nullable StorageException refusal) {}

    /**
     * Adds the files.
     *
     * @param jobs how many at a time
     * @param files passes on each file
     * @param add adds one and returns its row
     * @return the exit status
     */
    int run(int jobs, Consumer<Consumer<NewFile>> files, Function<NewFile, R> add) {
        try (progress;
                OrderedTasks<Result<R>> tasks = new OrderedTasks<>(jobs, this::print)) {
            files.accept(file -> tasks.add(() -> result(file, add)));
            tasks.finish();
        } catch (RuntimeException | Error e) {
            if (context.options().json) {
                list.abort();
            }
            throw e;
        }
        printEnd();
        return refused == 0 ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    private Result<R> result(NewFile file, Function<NewFile, R> add) {
        try {
            return new Result<>(file, Optional.of(add.apply(file)), null);
        } catch (StorageException.InvalidInput
                | StorageException.NotFound
                | StorageException.AlreadyExists
                | StorageException.Integrity e) {
            return new Result<>(file, Optional.empty(), e);
        } catch (StorageException.Unavailable e) {
            // any other failure, such as a full disk, would affect the next file too
            if (!e.isOfSource()) {
                throw e;
            }
            return new Result<>(file, Optional.empty(), e);
        }
    }

    private void print(Result<R> result) {
        if (result.refusal() == null) {
            stored++;
            lacksThumbnail |= result.row().filter(media.lacksThumbnail()).isPresent();
        } else {
            refused++;
        }
        if (jsonLines) {
            context.output().print(JsonOutput.of(json(result)) + "\n");
        } else if (context.options().json) {
            list.add(json(result));
        } else {
            printText(result);
        }
        // on a screen, the lines of the files show the progress
        if (!context.terminal().isScreen(Terminal.Channel.STDOUT)) {
            progress.at(stored + refused, total);
        }
    }

    private static <R> JsonObject json(Result<R> result) {
        JsonObject json = new JsonObject().with("file", result.file().name());
        result.file().line().ifPresent(line -> json.with("line", line));
        StorageException refusal = result.refusal();
        return refusal == null
                ? json.with("row", result.row())
                : json.with(
                        "error",
                        new JsonObject()
                                .with("type", refusal.getClass().getSimpleName())
                                .with("message", String.valueOf(refusal.getMessage())));
    }

    private void printText(Result<R> result) {
        StorageException refusal = result.refusal();
        if (refusal == null) {
            String id = result.row().map(media.id()).orElseThrow();
            context.output()
                    .print(SafeText.of(id) + "  " + SafeText.of(result.file().name()) + "\n");
            return;
        }
        progress.close();
        TextStyle style = new TextStyle(context.terminal().hasColours(Terminal.Channel.STDERR));
        StringBuilder line = new StringBuilder();
        result.file()
                .line()
                .ifPresent(number -> line.append("line ").append(number).append(": "));
        line.append(result.file().name()).append(": ").append(refusal.getMessage());
        context.terminal().errPrinter().println(style.red("refused") + "  " + SafeText.of(line.toString()));
    }

    private void printEnd() {
        if (context.options().json) {
            list.end("\"stored\": " + stored + ", \"refused\": " + refused);
        } else if (!jsonLines) {
            context.output()
                    .print("Stored " + Layout.count(stored, media.noun())
                            + (refused == 0 ? "" : ", refused " + Layout.count(refused, "file")) + ".\n");
            if (lacksThumbnail) {
                context.explainMissingThumbnail();
            }
        }
    }
}
