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
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.AddedAll;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.JsonOutput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Adds many files and prints a result for each. A file that is refused is reported and the others are added; a failure that
 * would affect the next file too, such as a full disk, ends the run.
 */
final class AddedFiles<R> {

    /** Many large files take a while, and their results show the progress. */
    private static final long BATCH_BYTES = 512 << 20;

    /** How many scenes are looked at. */
    private static final int SCENES = 50;

    private final CliContext context;
    private final boolean jsonLines;
    private final MediaRow<R> media;
    private final JsonList list;
    private final ProgressIndicator progress;
    private final long total;
    private long stored;
    private long refused;
    private boolean lacksThumbnail;

    /** The first rows of some scenes, to tell of those that may be misspelled. */
    private final Map<Place, R> firstRows = new LinkedHashMap<>();

    private record Place(Optional<ProjectId> project, Optional<String> scene) {}

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
            NewFile file, Optional<R> row, @Nullable StorageException refusal) {

        static <R> Result<R> stored(NewFile file, R row) {
            return new Result<>(file, Optional.of(row), null);
        }

        static <R> Result<R> refused(NewFile file, StorageException refusal) {
            return new Result<>(file, Optional.empty(), refusal);
        }
    }

    /** What a file says is to be stored, unless it was refused. */
    private record Read<N, R>(NewFile file, Optional<N> given, Optional<Result<R>> refused) {}

    /**
     * Adds the files.
     *
     * @param most how many at a time
     * @param files passes on each file
     * @return the exit status
     */
    <N> int run(int most, Consumer<Consumer<NewFile>> files, Adding<N, R> adding) {
        try (progress) {
            new Batches<>(most, BATCH_BYTES, NewFile::size)
                    .each(files, batch -> store(batch, adding).forEach(this::print));
        } catch (RuntimeException | Error e) {
            if (context.options().json) {
                list.abort();
            }
            throw e;
        }
        printEnd();
        return refused == 0 ? CommandLine.ExitCode.OK : Failures.FAILED;
    }

    private <N> List<Result<R>> store(List<NewFile> files, Adding<N, R> adding) {
        List<Read<N, R>> all = files.stream().map(file -> read(file, adding)).toList();
        List<N> given = all.stream().map(Read::given).flatMap(Optional::stream).toList();
        if (given.size() > 1 && given.stream().allMatch(adding.canBeTogether())) {
            try {
                return together(all, adding.together().apply(given));
            } catch (StorageException e) {
                requireRefusal(e);
                // one of them was the reason, such as a video of an image that does not exist, and the others can be
                // stored
            }
        }
        return all.stream().map(read -> alone(read, adding)).toList();
    }

    private <N> Read<N, R> read(NewFile file, Adding<N, R> adding) {
        try {
            return new Read<>(file, Optional.of(adding.read().apply(file)), Optional.empty());
        } catch (StorageException e) {
            requireRefusal(e);
            return new Read<>(file, Optional.empty(), Optional.of(Result.refused(file, e)));
        }
    }

    private <N> Result<R> alone(Read<N, R> read, Adding<N, R> adding) {
        try {
            return read.refused()
                    .orElseGet(() -> Result.stored(
                            read.file(), adding.alone().apply(read.given().orElseThrow())));
        } catch (StorageException e) {
            requireRefusal(e);
            return Result.refused(read.file(), e);
        }
    }

    private <N> List<Result<R>> together(List<Read<N, R>> all, AddedAll<R> added) {
        Iterator<R> rows = added.rows().iterator();
        Map<Integer, StorageException> refusals =
                added.refused().stream().collect(Collectors.toMap(AddedAll.Refused::index, AddedAll.Refused::reason));
        List<Result<R>> results = new ArrayList<>();
        int index = 0;
        for (Read<N, R> read : all) {
            if (read.refused().isPresent()) {
                results.add(read.refused().get());
                continue;
            }
            StorageException refusal = refusals.get(index++);
            results.add(
                    refusal == null ? Result.stored(read.file(), rows.next()) : Result.refused(read.file(), refusal));
        }
        return results;
    }

    /** Throws a failure that is not about one file: a full disk, for instance, would affect the next file too. */
    private static void requireRefusal(StorageException failure) {
        boolean isOfFile = failure instanceof StorageException.InvalidInput
                || failure instanceof StorageException.NotFound
                || failure instanceof StorageException.AlreadyExists
                || failure instanceof StorageException.Integrity
                || (failure instanceof StorageException.Unavailable unavailable && unavailable.isOfSource());
        if (!isOfFile) {
            throw failure;
        }
    }

    private void print(Result<R> result) {
        if (result.refusal() == null) {
            stored++;
            R row = result.row().orElseThrow();
            lacksThumbnail |= media.lacksThumbnail().test(row);
            if (firstRows.size() < SCENES) {
                firstRows.putIfAbsent(
                        new Place(media.project().apply(row), media.scene().apply(row)), row);
            }
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
            NewTakeNotes notes = new NewTakeNotes(context);
            firstRows.forEach((place, row) -> place.project()
                    .ifPresent(project -> place.scene()
                            .ifPresent(scene -> context.output()
                                    .print(notes.aboutScene(
                                            project,
                                            scene,
                                            media.kind(),
                                            media.id().apply(row))))));
        }
    }
}
