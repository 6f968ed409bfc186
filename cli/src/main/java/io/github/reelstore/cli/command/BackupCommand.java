package io.github.reelstore.cli.command;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.sqlite.backup.SqliteBackup;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reelstore backup}. */
@Command(
        name = "backup",
        description = "Copies the SQLite database while it is in use, and lists the files that its rows refer to.",
        footer =
                "Copy the listed files with a tool such as rsync --files-from, within the grace period of gc. Stored files never change."
                        + " Back up a Postgres database with pg_dump.")
public final class BackupCommand implements Runnable {

    /** The file of the blob store that names the database that it belongs to. */
    private static final String STORE_ID = ".reelstore/store-id";

    private final CliContext context;

    @Parameters(paramLabel = "DIR", description = "the folder for the backup; an existing backup is never replaced")
    private @Nullable Path folder;

    public BackupCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (folder == null) {
            throw new IllegalStateException("picocli requires DIR");
        }
        ReelstoreConfig config = context.recoveredConfig();
        SqliteConfig database = config.sqlite()
                .orElseThrow(
                        () -> new StorageException.Unsupported(
                                "database.url",
                                "This command backs up SQLite databases only; back up Postgres with pg_dump --schema=reelstore."));
        SqliteBackup.Result backup;
        try (ProgressIndicator progress = new ProgressIndicator("backup", context.terminal())) {
            backup = SqliteBackup.of(database).to(folder, progress::at);
        }
        List<String> next = config.storageFolder()
                .filter(storage -> backup.count() > 0)
                .map(storage -> copy(storage, backup.files()))
                .orElse(List.of());
        context.print(
                new JsonObject()
                        .with("database", backup.database().toString())
                        .with("files", backup.files().toString())
                        .with("sums", backup.sums().toString())
                        .with("count", backup.count())
                        .with("bytes", backup.bytes())
                        .with("outside", backup.outside())
                        .with("next", next),
                layout -> new Details(layout, "Backed up")
                                .whole("database", backup.database().toString())
                                .whole(
                                        "files",
                                        backup.files() + " (" + Layout.count(backup.count(), "file") + ", "
                                                + Layout.size(backup.bytes()) + ")")
                                .whole("sums", backup.sums().toString())
                                .render()
                        + complete(config, backup, next)
                        + outside(backup.outside()));
    }

    /** The commands that copy the listed files and the store id into the backup. */
    private static List<String> copy(Path storage, Path list) {
        Path folder = list.toAbsolutePath().normalize();
        Path media = folder.resolveSibling("media");
        String storeId = Files.exists(storage.resolve(STORE_ID)) ? " " + STORE_ID : "";
        return List.of(
                "mkdir -p " + Messages.forShell(media.toString()),
                "tar -c -C " + Messages.forShell(storage.toString()) + " -T " + Messages.forShell(folder.toString())
                        + storeId + " | tar -x -C " + Messages.forShell(media.toString()));
    }

    private static String complete(ReelstoreConfig config, SqliteBackup.Result backup, List<String> commands) {
        if (backup.count() == 0) {
            return "The backup is complete: there are no files to copy.\n";
        }
        if (commands.isEmpty()) {
            return "To complete the backup, copy the files in the list, and " + STORE_ID + ", from "
                    + config.storageUrl() + " to the folder media in the backup.\n";
        }
        return "To complete the backup, copy its files within the grace period of gc:\n"
                + commands.stream()
                        .map(command -> "  " + SafeText.of(command) + "\n")
                        .collect(Collectors.joining());
    }

    private String outside(long videos) {
        return videos == 0
                ? ""
                : "The files of " + Layout.count(videos, "video")
                        + " of the adopted database are outside the store and not in the list. To import them:\n  "
                        + SafeText.of(context.command("adopt FILE --import-media")) + "\n";
    }
}
