package io.github.reelstore.sqlite.backup;

import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.connection.CopyLimits;

/** A backup with other limits than users have, for tests of other packages. */
public final class LimitedBackup {

    private LimitedBackup() {}

    /** A backup that is cancelled at these limits. */
    public static SqliteBackup of(SqliteConfig config, CopyLimits limits) {
        return SqliteBackup.of(config, limits);
    }
}
