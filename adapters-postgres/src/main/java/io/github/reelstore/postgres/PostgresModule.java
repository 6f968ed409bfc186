package io.github.reelstore.postgres;

import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.mybatis.internal.UuidV7Ids;
import java.time.Clock;

/**
 * Keeps rows in a Postgres database: binds {@link Transactions} and {@link IdGenerator}, and nothing else is seen of it. The
 * database is opened, and its schema brought up to date, when {@code Transactions} is first asked for; whoever asked closes
 * it.
 */
public final class PostgresModule extends PrivateModule {

    private final PostgresConfig config;

    /** A module for one database. */
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
