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

    /** Creates a module for one database. */
    public PostgresModule(PostgresConfig config) {
        this.config = config;
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
        return PostgresTransactions.open(config, Clock.systemUTC());
    }
}
