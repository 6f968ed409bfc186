package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Origin;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.model.EntityType;
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
        description = "Looks whether the profile's rows and files belong together. Changes nothing.",
        footer = {
            "Kinds of problems: missing (no such file), thumbnail (one that \"media refresh\" makes again), unreadable (nothing is"
                    + " known of the file), size and hash (another one than the row says), orphan (a file that no row"
                    + " refers to), dangling (a row refers to one that is not there), external (a clip of an adopted database"
                    + " whose file is outside of the store), store (the storage is not the database's).",
            "An orphan may have been stored after the backup that the database was restored from, if it is newer than every row or one"
                    + " of many (10 % of the files): \"undelete --orphans\" makes rows of them. Else a crash may have left it.",
            "Exit status 0 if there is none, 3 if there are some."
        })
public final class VerifyCommand implements Callable<Integer> {

    static final int PROBLEMS_FOUND = 3;

    private final CliContext context;

    @Mixin
    private final Extent extent = new Extent();

    public VerifyCommand(CliContext context) {
        this.context = context;
    }

    /** How much to look at, and how closely. */
    static final class Extent {

        @Option(
                names = "--deep",
                arity = "0..1",
                fallbackValue = "hash",
                paramLabel = "download",
                description =
                        "compare hashes too: those that S3 keeps, where it does, else of the bytes; --deep=download always"
                                + " reads the bytes")
        private @Nullable String deep;

        @Option(names = "--project", paramLabel = "ID", description = "only the rows and files of this project")
        private @Nullable ProjectId project;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description =
                        "only rows made, and files written, since then: 2026-11-22, 2026-11-22T10:00:00Z or 24h (ago)")
        private @Nullable Instant since;

        @Option(names = "--threads", paramLabel = "N", description = "how many look at files side by side, 1 to 64")
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
                default -> throw new WrongUsage("--deep stands alone, or is --deep=download; not --deep=" + deep + ".");
            };
        }
    }

    @Override
    public Integer call() {
        VerificationRequest request = extent.request();
        Verification result;
        ProblemPrinter printer = new ProblemPrinter(context);
        try (ProgressIndicator progress = new ProgressIndicator("verifying", context.terminal())) {
            result = context.store().verification().verify(request, printer.listener(progress::at));
        } catch (StorageException e) {
            printer.breakOff();
            throw e;
        }
        printer.end(result);
        return result.problems() == 0 ? CommandLine.ExitCode.OK : PROBLEMS_FOUND;
    }

    /** A problem as JSON has it; the origin is that of a file without a row. */
    record Item(
            String kind,
            Optional<String> key,
            Optional<String> row,
            Optional<String> rowKind,
            Optional<String> origin,
            String detail) {

        static Item of(Problem problem) {
            return new Item(
                    problem.kind().value(),
                    problem.key().map(Object::toString),
                    problem.row().map(RowRef::id),
                    problem.row().map(RowRef::kind).map(EntityType::value),
                    problem.origin().map(Origin::value),
                    problem.detail());
        }
    }
}
