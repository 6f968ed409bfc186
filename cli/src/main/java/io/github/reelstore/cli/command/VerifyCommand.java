package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.PhasedProgress;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelstore verify}. */
@Command(
        name = "verify",
        description = "Checks the profile's rows against their files (read-only).",
        footer = {
            "Kinds of problems: missing (the file does not exist), thumbnail (\"media refresh\" creates it again), unreadable (the file"
                    + " cannot be checked), size and hash (differs from the row), orphan (no row refers to the file), dangling"
                    + " (a row refers to a row that does not exist), invalid (a value that is not valid for its column), external (a video of an adopted database whose file is"
                    + " outside the store), store (the blob store does not belong to the database).",
            "An orphan may have been stored after the backup that the database was restored from, if it is newer than every row or if"
                    + " 10 % of the files are orphans: \"undelete --orphans\" creates a row for it. Otherwise a crash may have left it.",
            "Exit status 0 if there are no problems, 3 if there are problems."
        })
public final class VerifyCommand implements Callable<Integer> {

    static final int PROBLEMS_FOUND = 3;

    private final CliContext context;

    @Mixin
    private final Extent extent = new Extent();

    public VerifyCommand(CliContext context) {
        this.context = context;
    }

    /** The scope and the depth of the check. */
    static final class Extent {

        @Option(
                names = "--deep",
                arity = "0..1",
                fallbackValue = "hash",
                paramLabel = "download",
                description =
                        "also compare hashes: the ones that S3 stores, if any, otherwise those of the content; --deep=download"
                                + " always reads the content")
        private @Nullable String deep;

        @Option(names = "--project", paramLabel = "ID", description = "only the rows and files of this project")
        private @Nullable ProjectId project;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description =
                        "only rows created and files written since this time: 2026-11-22, 2026-11-22T10:00:00Z or 24h (ago)")
        private @Nullable Instant since;

        @Option(names = "--threads", paramLabel = "N", description = "number of files to check in parallel, 1 to 64")
        private @Nullable Integer threads;

        VerificationRequest request() {
            return WrongUsage.unless(() -> new VerificationRequest(
                    Optional.ofNullable(project),
                    Optional.ofNullable(since),
                    depth(),
                    threads == null ? VerificationRequest.ALL.threads() : threads));
        }

        private Depth depth() {
            if (deep == null) {
                return Depth.SIZES;
            }
            return switch (deep) {
                case "hash" -> Depth.HASHES;
                case "download" -> Depth.CONTENT;
                default -> throw new WrongUsage("Use --deep or --deep=download, not --deep=" + deep + ".");
            };
        }
    }

    /** The number of rows, for a progress bar; -1 if it is not shown or not known before. */
    private long rowsToCheck(Reelstore store, VerificationRequest request) {
        boolean ofAll = request.project().isEmpty() && request.since().isEmpty();
        return ofAll && context.terminal().isScreen(Terminal.Channel.STDERR)
                ? store.readOnly(tx -> tx.maintenance().rows(Integer.MAX_VALUE))
                : -1;
    }

    /** Rows are checked first, then the files of the blob store are listed, whose number is not known before. */
    private static void show(PhasedProgress progress, long done, long rows) {
        if (rows < 0) {
            progress.show("verifying", done, -1);
        } else if (done <= rows) {
            progress.show("verifying rows", done, rows);
        } else {
            progress.show("listing files", done - rows, -1);
        }
    }

    @Override
    public Integer call() {
        VerificationRequest request = extent.request();
        Verification result;
        ProblemPrinter printer = new ProblemPrinter(context);
        Reelstore store = context.storeToRead();
        try (PhasedProgress progress = new PhasedProgress(context.terminal())) {
            long rows = rowsToCheck(store, request);
            result = store.maintenance().verify(request, printer.listener(done -> show(progress, done, rows)));
        } catch (StorageException e) {
            printer.abort();
            throw e;
        }
        printer.end(result);
        context.dropWarnings();
        return result.problems() == 0 ? CommandLine.ExitCode.OK : PROBLEMS_FOUND;
    }
}
