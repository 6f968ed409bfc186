package io.github.reelstore.app.cli;

import io.github.reelstore.app.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.SqliteBackup;
import io.github.reelstore.sqlite.SqliteConfig;
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
final class BackupCommand implements Runnable {

    private final Session session;

    @Parameters(paramLabel = "DIR", description = "the folder for the backup; a backup that is there is never replaced")
    private @Nullable Path folder;

    BackupCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (folder == null) {
            throw new IllegalStateException("picocli requires DIR");
        }
        ReelstoreConfig config = session.settledConfig();
        SqliteConfig database = config.sqlite()
                .orElseThrow(
                        () -> new StorageException.Unsupported(
                                "database.url",
                                "Only an SQLite database is backed up by this command; back Postgres up by pg_dump --schema=reelstore."));
        SqliteBackup.Result made;
        try (Steps steps = new Steps("backup", session.terminal())) {
            made = SqliteBackup.of(database).to(folder, steps::at);
        }
        session.print(
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
                        + SafeText.of(session.command("adopt FILE --import-media")) + "\n";
    }

    private record Printed(String database, String files, String sums, long count, long bytes, long outside) {}
}
