package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import java.nio.file.Path;

/** A process that restores, and dies at one step of it. */
final class RestoreToBeKilled {

    static final int KILLED = 9;

    private RestoreToBeKilled() {}

    /** Begins with the database, the folder of the backup, and the step at which it dies. */
    public static void main(String[] arguments) {
        int[] steps = new int[1];
        int last = Integer.parseInt(arguments[2]);
        try (BlobStore storage = new InMemoryBlobStore()) {
            SqliteRestore.of(SqliteConfig.of(Path.of(arguments[0])), Path.of(arguments[1]), () -> {
                        if (++steps[0] == last) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                    })
                    .run(storage, (phase, done, total) -> {});
        }
    }
}
