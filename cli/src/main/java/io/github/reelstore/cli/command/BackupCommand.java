package io.github.reelstore.cli.command;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.sqlite.backup.SqliteBackup;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
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
        context.print(
                new JsonObject()
                        .with("database", backup.database().toString())
                        .with("files", backup.files().toString())
                        .with("sums", backup.sums().toString())
                        .with("count", backup.count())
                        .with("bytes", backup.bytes())
                        .with("outside", backup.outside()),
                layout -> new Details(layout, "Backed up")
                                .whole("database", backup.database().toString())
                                .whole(
                                        "files",
                                        backup.files() + " (" + Layout.count(backup.count(), "file") + ", "
                                                + Layout.size(backup.bytes()) + ")")
                                .whole("sums", backup.sums().toString())
                                .render()
                        + "To complete the backup, copy the files in the list from " + config.storageUrl() + ".\n"
                        + outside(backup.outside()));
    }

    private String outside(long videos) {
        return videos == 0
                ? ""
                : "The files of " + Layout.count(videos, "video")
                        + " of the adopted database are outside the store and not in the list. To import them:\n  "
                        + SafeText.of(context.command("adopt FILE --import-media")) + "\n";
    }
}
