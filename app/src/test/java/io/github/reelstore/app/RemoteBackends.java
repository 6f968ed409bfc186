package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.postgres.PostgresConfig;
import io.github.reelstore.postgres.PostgresTransactions;
import io.github.reelstore.s3.S3BlobStore;
import io.github.reelstore.s3.S3Config;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testtools.EmptiedTables;
import io.github.reelstore.testtools.ReusedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The servers of the tests, with backends on them and the environment variables to use them. */
public final class RemoteBackends {

    private static final PostgresServer POSTGRES = PostgresServer.shared();
    private static final S3Server S3 = S3Server.s3proxy();
    private static final Path STAGING = Path.of("target", "s3-staging").toAbsolutePath();

    static {
        // the SDK's credentials chain also reads system properties; a running program cannot change its environment
        System.setProperty("aws.accessKeyId", S3.accessKey());
        System.setProperty("aws.secretAccessKey", S3.secretKey());
    }

    private RemoteBackends() {}

    /** The schema of {@link #postgres()}. */
    private static final class Emptied {
        static final PostgresConfig CONFIG = PostgresConfig.of(POSTGRES.url())
                .withCredentials(POSTGRES.user(), POSTGRES.password())
                .withSchema(POSTGRES.newSchema());
    }

    /** Opens the database of a contract's tests. */
    private static Transactions openPostgres(Clock clock) {
        return PostgresTransactions.open(Emptied.CONFIG, clock);
    }

    private static void emptyPostgres() {
        POSTGRES.execute(String.join("; ", EmptiedTables.statements(Emptied.CONFIG.schema())));
    }

    /** A database for all tests of a class, emptied before each. */
    static ReusedDatabase postgres() {
        return new ReusedDatabase(RemoteBackends::openPostgres, RemoteBackends::emptyPostgres);
    }

    /** Opens an empty bucket. */
    static BlobStore s3() {
        S3BlobStore store = S3BlobStore.open(S3Config.builder(S3.newBucket())
                .endpoint(S3.endpoint())
                .region(S3.region())
                .pathStyle(true)
                .staging(STAGING)
                .build());
        // as remembered, so that not every test tries the server
        store.assume(ExclusiveWrites.ALL);
        return store;
    }

    /** The environment variables for an empty Postgres schema. */
    public static Map<String, String> postgresEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("REELSTORE_DATABASE_URL", POSTGRES.url());
        environment.put("REELSTORE_DATABASE_USER", POSTGRES.user());
        environment.put("REELSTORE_DATABASE_PASSWORD", POSTGRES.password());
        environment.put("REELSTORE_DATABASE_SCHEMA", POSTGRES.newSchema());
        return environment;
    }

    /** Runs statements in the schema of {@link #postgresEnvironment}, as an administrator would. */
    static void execute(Map<String, String> environment, String statements) {
        POSTGRES.execute("SET search_path TO " + environment.get("REELSTORE_DATABASE_SCHEMA") + "; " + statements);
    }

    /** The options for an empty schema and an empty bucket. */
    static Map<ConfigOption, String> options() {
        Map<String, String> environment = postgresEnvironment();
        environment.putAll(s3Environment());
        Map<ConfigOption, String> options = new EnumMap<>(ConfigOption.class);
        environment.forEach((variable, value) ->
                options.put(ConfigOption.ofVariable(variable).orElseThrow(), value));
        return options;
    }

    /** The environment variables for an empty bucket. */
    public static Map<String, String> s3Environment() {
        return s3Environment(S3);
    }

    /** The environment variables for an empty bucket of another s3proxy. */
    static Map<String, String> s3Environment(S3Server server) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("REELSTORE_STORAGE_URL", "s3://" + server.newBucket() + "/studio");
        environment.put("REELSTORE_STORAGE_ENDPOINT", server.endpoint().toString());
        environment.put("REELSTORE_STORAGE_REGION", S3.region());
        environment.put("REELSTORE_STORAGE_STAGING", STAGING.toString());
        return environment;
    }

    /** The major version of the Postgres server. */
    public static int postgresVersion() {
        return POSTGRES.majorVersion();
    }
}
