package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import java.nio.file.Path;
import java.time.Clock;

/** A process that restores a backup and dies at a given step. */
final class RestoreToBeKilled {

    static final int KILLED = 9;

    private RestoreToBeKilled() {}

    /** Takes the database, the folder of the backup, and the step at which to die. */
    public static void main(String[] arguments) {
        int[] steps = new int[1];
        int last = Integer.parseInt(arguments[2]);
        try (BlobStore blobs = new InMemoryBlobStore()) {
            SqliteRestore.of(SqliteConfig.of(Path.of(arguments[0])), Path.of(arguments[1]), Clock.systemUTC(), () -> {
                        if (++steps[0] == last) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                    })
                    .run(blobs, (phase, done, total) -> {});
        }
    }
}
