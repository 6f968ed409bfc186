package io.github.reelstore.postgres;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.UuidV7Ids;
import java.time.Clock;

/**
 * Guice module that stores rows in a Postgres database. Exposes only {@link Transactions} and {@link IdGenerator}. The
 * database is opened, and its schema created or upgraded, when {@code Transactions} is first injected; close the
 * injected object.
 */
public final class PostgresModule extends PrivateModule {

    private final PostgresConfig config;
    private final boolean readOnly;

    /** Creates a module for one database. */
    public PostgresModule(PostgresConfig config) {
        this(config, false);
    }

    private PostgresModule(PostgresConfig config, boolean readOnly) {
        this.config = config;
        this.readOnly = readOnly;
    }

    /** Creates a module for a database that is only read (see {@link PostgresTransactions#openReadOnly}). */
    public static PostgresModule readOnly(PostgresConfig config) {
        return new PostgresModule(config, true);
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
                ? PostgresTransactions.openReadOnly(config, Clock.systemUTC())
                : PostgresTransactions.open(config, Clock.systemUTC());
    }
}
