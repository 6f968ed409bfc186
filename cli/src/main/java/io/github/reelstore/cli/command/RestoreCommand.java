package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Confirmation;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.PhasedProgress;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.Terminal;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.sqlite.backup.SqliteBackup;
import io.github.reelstore.sqlite.backup.SqliteRestore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore restore}. */
@Command(
        name = "restore",
        description = "Replaces the store's SQLite database with the one in a backup. The old database is moved aside.",
        footer =
                "Stop all programs that use the database first. The backup is checked before anything is moved. Nothing is deleted, and"
                        + " media files are not changed: the command prints which of them are missing and how to continue. Restore a"
                        + " Postgres database with pg_restore, see docs/postgres.md.")
public final class RestoreCommand implements Runnable {

    private static final int MAX_SHOWN = 20;

    private final CliContext context;

    @Parameters(paramLabel = "DIR", description = "the folder of the backup; it is not changed")
    private @Nullable Path folder;

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask for confirmation")
    private boolean yes;

    public RestoreCommand(CliContext context) {
        this.context = context;
    }

    private static final String NOT_MOUNTED =
            "The blob store contains neither these files nor the database's store id. Is its disk mounted, and is its URL correct?"
                    + " If it is a new blob store, copy the files there and run \"init --rebind\".\n";

    @Override
    public void run() {
        if (folder == null) {
            throw new IllegalStateException("picocli requires DIR");
        }
        CliContext.requireNotReadOnly(context.config());
        ReelstoreConfig config = context.recoveredConfig();
        Optional<Instant> time = SqliteBackup.timeOf(folder);
        if (!yes && context.terminal().isScreen(Terminal.Channel.STDIN, Terminal.Channel.STDERR)) {
            Confirmation.of(
                    context.terminal(),
                    () -> "Replace the database " + config.databaseUrl() + " by the backup"
                            + time.map(at -> " of " + context.output().layout().time(at))
                                    .orElse("")
                            + "? Rows stored since then are set aside with the old database.",
                    "Nothing was changed.");
        }
        SqliteRestore.Result restored;
        try (PhasedProgress bar = new PhasedProgress(context.terminal())) {
            restored = Reelstore.restore(
                    config,
                    folder,
                    (phase, done, total) -> bar.show(phase.name().toLowerCase(Locale.ROOT), done, total));
        }
        List<String> next = next(config, folder, restored);
        List<String> back = back(restored);
        context.print(
                new JsonObject()
                        .with("database", restored.database().toString())
                        .with("previous", restored.previous().map(Path::toString))
                        .with("backupTime", time)
                        .with("files", restored.files())
                        .with("missing", restored.missing())
                        .with("firstMissing", restored.firstMissing())
                        .with("next", next)
                        .with("back", back),
                layout -> new Details(layout, "Restored")
                                .whole("database", restored.database())
                                .whole("backup of", time.map(layout::time))
                                .whole("old database", restored.previous())
                                .whole("files", files(restored))
                                .render()
                        + missing(restored)
                        + (isMounted(restored) ? "" : NOT_MOUNTED)
                        + "Next:\n" + indented(next)
                        + "Files that were stored after the backup have no rows now: \"undelete --orphans\" creates rows for them"
                        + " (--dry-run lists them). Let it finish before you store anything.\n"
                        + "The grace period of files that were deleted before the backup starts again now.\n"
                        + wayBack(restored, back));
    }

    /** A blob store with neither the store id nor any of the files may be the wrong one, such as an empty mount point. */
    private static boolean isMounted(SqliteRestore.Result restored) {
        return !restored.needsRebind() || restored.files() == 0 || restored.missing() < restored.files();
    }

    private static String wayBack(SqliteRestore.Result restored, List<String> back) {
        if (!back.isEmpty()) {
            return "To go back to the old database:\n" + indented(back);
        }
        return restored.previous().isPresent() ? "The old database cannot be opened; it is kept unchanged.\n" : "";
    }

    private static String files(SqliteRestore.Result restored) {
        return restored.files() + " in the backup, "
                + (restored.missing() == 0 ? "none" : Long.toString(restored.missing())) + " of them missing";
    }

    private static String missing(SqliteRestore.Result restored) {
        if (restored.missing() == 0) {
            return "";
        }
        List<String> shown = restored.firstMissing().stream()
                .limit(MAX_SHOWN)
                .map(BlobKey::value)
                .toList();
        long more = restored.missing() - shown.size();
        return "Missing in the blob store:\n" + indented(shown) + (more > 0 ? "  and " + more + " more\n" : "");
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(line -> "  " + SafeText.of(line) + "\n").reduce("", String::concat);
    }

    private List<String> next(ReelstoreConfig config, Path backup, SqliteRestore.Result restored) {
        List<String> commands = new ArrayList<>();
        Path media = backup.toAbsolutePath().normalize().resolve("media");
        if (restored.missing() > 0 && Files.isDirectory(media)) {
            commands.add(copy(media, config.storageUrl()));
        }
        if (restored.needsRebind() && (isMounted(restored) || !commands.isEmpty())) {
            commands.add(context.command("init --rebind"));
        }
        commands.add(context.command("doctor"));
        commands.add(context.command("undelete --orphans"));
        commands.add(context.command("verify"));
        return commands;
    }

    private static String copy(Path media, String storage) {
        return storage.startsWith("file:")
                ? "cp -R -n " + Messages.forShell(media + "/.") + " "
                        + Messages.forShell(Path.of(URI.create(storage)) + "/")
                : "aws s3 sync " + Messages.forShell(media + "/") + " " + Messages.forShell(storage);
    }

    /** The commands that restore the old database, through a backup of it, which includes the -wal file. */
    private List<String> back(SqliteRestore.Result restored) {
        return restored.previous().filter(previous -> restored.previousReadable()).stream()
                .flatMap(previous -> List.of(
                        context.terminal().launcher()
                                + context.options().asTyped("jdbc:sqlite:" + previous, context.options().profile)
                                + " backup " + Messages.forShell(previous + "-backup"),
                        context.command("restore " + Messages.forShell(previous + "-backup")))
                        .stream())
                .toList();
    }
}
