package io.github.reelstore.cli.command;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.ProgressIndicator;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.backup.SqliteBackup;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reelstore backup}. */
@Command(
        name = "backup",
        description =
                "Backs the SQLite database up while it is in use, with a list of the files that its rows refer to.",
        footer =
                "The files themselves never change: copy those of the list with a program for that, such as rsync --files-from, within the"
                        + " grace period of gc. A Postgres database is backed up by pg_dump.")
public final class BackupCommand implements Runnable {

    private final CliContext context;

    @Parameters(paramLabel = "DIR", description = "the folder for the backup; a backup that is there is never replaced")
    private @Nullable Path folder;

    public BackupCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (folder == null) {
            throw new IllegalStateException("picocli requires DIR");
        }
        ReelstoreConfig config = context.settledConfig();
        SqliteConfig database = config.sqlite()
                .orElseThrow(
                        () -> new StorageException.Unsupported(
                                "database.url",
                                "Only an SQLite database is backed up by this command; back Postgres up by pg_dump --schema=reelstore."));
        SqliteBackup.Result made;
        try (ProgressIndicator progress = new ProgressIndicator("backup", context.terminal())) {
            made = SqliteBackup.of(database).to(folder, progress::at);
        }
        context.print(
                new Printed(
                        made.database().toString(),
                        made.files().toString(),
                        made.sums().toString(),
                        made.count(),
                        made.bytes(),
                        made.outside()),
                layout -> new Details(layout, "Backed up")
                                .whole("database", made.database().toString())
                                .whole(
                                        "files",
                                        made.files() + " (" + Layout.count(made.count(), "file") + ", "
                                                + Layout.size(made.bytes()) + ")")
                                .whole("sums", made.sums().toString())
                                .render()
                        + "Copy the files of the list from " + config.storageUrl() + " to have a whole backup.\n"
                        + outside(made.outside()));
    }

    private String outside(long clips) {
        return clips == 0
                ? ""
                : Layout.count(clips, "clip")
                        + " of the adopted database have their files outside of the store, which are not"
                        + " in the list. To copy them in:\n  "
                        + SafeText.of(context.command("adopt FILE --import-media")) + "\n";
    }

    private record Printed(String database, String files, String sums, long count, long bytes, long outside) {}
}
