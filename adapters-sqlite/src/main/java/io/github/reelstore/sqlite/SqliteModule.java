package io.github.reelstore.sqlite;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.UuidV7Ids;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.time.Clock;

/**
 * A Guice module that stores rows in an SQLite file. It exposes {@link Transactions} and {@link IdGenerator}, and
 * nothing else. The database is opened and its schema migrated when {@code Transactions} is first injected; close the
 * {@code Transactions} when you are done.
 */
public final class SqliteModule extends PrivateModule {

    private final SqliteConfig config;
    private final boolean readOnly;

    /** Creates a module for one database. */
    public SqliteModule(SqliteConfig config) {
        this(config, false);
    }

    private SqliteModule(SqliteConfig config, boolean readOnly) {
        this.config = config;
        this.readOnly = readOnly;
    }

    /** Creates a module for a database that is only read (see {@link SqliteTransactions#openReadOnly}). */
    public static SqliteModule readOnly(SqliteConfig config) {
        return new SqliteModule(config, true);
    }

    @Override
    protected void configure() {
        bind(IdGenerator.class).to(UuidV7Ids.class).in(Singleton.class);
        expose(IdGenerator.class);
        expose(Transactions.class);
    }

    @Provides
    @Singleton
    Transactions transactions() {
        return readOnly
                ? SqliteTransactions.openReadOnly(config, Clock.systemUTC())
                : SqliteTransactions.open(config, Clock.systemUTC());
    }
}
