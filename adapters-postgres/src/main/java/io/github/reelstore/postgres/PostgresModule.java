package io.github.reelstore.postgres;

import com.google.inject.PrivateModule;

/** Keeps rows in a Postgres database. */
public final class PostgresModule extends PrivateModule {

    /** A module for one database. */
    @SuppressWarnings("UnusedVariable")
    public PostgresModule(PostgresConfig config) {}

    @Override
    protected void configure() {}
}
