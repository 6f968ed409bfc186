package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.reelstore.app.RemoteBackends;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.testservers.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database or S3 server that is unreachable or misconfigured: one line that says what to do, without secrets. */
@Tag("fault")
class BadServerIT {

    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    /** Runs a command that opens the store, with and without --json, and returns its error. */
    private String refused(String type) {
        Result text = cli.run("init");
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.err()).startsWith("reelstore: ").hasLineCount(1).doesNotContain(SECRET, "Exception");
        assertThat(cli.run("init", "--stacktrace").err()).doesNotContain(SECRET);
        Result json = cli.run("init", "--json");
        assertThat(json.error().get("type").asString()).isEqualTo(type);
        return text.err();
    }

    private Result doctor() {
        Result doctor = cli.run("doctor");
        assertThat(doctor.status()).isEqualTo(1);
        assertThat(doctor.err()).isEmpty();
        assertThat(doctor.out()).doesNotContain(SECRET);
        return doctor;
    }

    private void useS3() {
        RemoteBackends.s3Environment().forEach(cli::environment);
    }

    /** Creates a role that may only connect, on a separate server, because roles are not dropped. */
    private String role(String name) {
        PostgresServer server = PostgresServer.embedded();
        server.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + SECRET + "'");
        cli.environment("REELSTORE_DATABASE_URL", server.newDatabase())
                .environment("REELSTORE_DATABASE_USER", name)
                .environment("REELSTORE_DATABASE_PASSWORD", SECRET);
        return name;
    }

    @Test
    void anUnreachableDatabaseServer() {
        useS3();
        cli.environment("REELSTORE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/studio")
                .environment("REELSTORE_DATABASE_PASSWORD", SECRET);

        assertThat(refused("Unavailable")).contains("127.0.0.1:1", "cannot be reached");
        assertThat(doctor().out())
                .contains("✗ database ", "– database writable", "✓ storage ", "✓ storage writable")
                .contains("cannot be reached");
    }

    @Test
    void aReadOnlyDatabase() {
        PostgresServer server = PostgresServer.embedded();
        String url = server.newDatabase();
        cli.environment("REELSTORE_DATABASE_URL", url)
                .environment("REELSTORE_DATABASE_USER", server.user())
                .environment("REELSTORE_DATABASE_PASSWORD", server.password());
        cli.json("init");
        server.execute("ALTER DATABASE " + url.substring(url.lastIndexOf('/') + 1)
                + " SET default_transaction_read_only = on");

        assertThat(doctor().out()).contains("✗ database ", "is read-only", "– database writable", "✓ storage writable");
    }

    @Test
    void aWrongPassword() {
        role("app_wrong_password");
        cli.environment("REELSTORE_DATABASE_PASSWORD", "not-" + SECRET);

        assertThat(refused("Configuration")).contains("password", "app_wrong_password");
    }

    @Test
    void aRoleThatMayNotCreateTheSchema() {
        role("app_no_grant");

        assertThat(refused("Configuration")).contains("GRANT", "app_no_grant");
        assertThat(doctor().out()).contains("✗ database ", "GRANT");
    }

    @Test
    void aSchemaOfAnotherProgram() {
        RemoteBackends.postgresEnvironment().forEach(cli::environment);
        PostgresServer.shared().execute("CREATE SCHEMA app_foreign; CREATE TABLE app_foreign.invoices (id int)");
        cli.environment("REELSTORE_DATABASE_SCHEMA", "app_foreign");

        assertThat(refused("Configuration")).contains("app_foreign");
        assertThat(PostgresServer.shared()
                        .query("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'app_foreign'"))
                .isEqualTo("1");
        PostgresServer.shared().execute("DROP SCHEMA app_foreign CASCADE");
    }

    @Test
    void aMissingBucket() {
        useS3();
        cli.environment("REELSTORE_STORAGE_URL", "s3://no-such-bucket-here");

        assertThat(refused("Configuration")).contains("no-such-bucket-here");
        assertThat(doctor().out()).contains("✗ storage ", "– storage writable");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anUnreachableS3Server() {
        useS3();
        cli.environment("REELSTORE_STORAGE_ENDPOINT", "http://127.0.0.1:1");

        assertThat(refused("Unavailable")).contains("127.0.0.1:1");
    }

    @Test
    void anEndpointThatIsNotS3() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            byte[] page = "<html><body>Welcome</body></html>".getBytes(StandardCharsets.UTF_8);
            boolean body = !exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, body ? page.length : -1);
            if (body) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        web.start();
        try {
            useS3();
            cli.environment(
                    "REELSTORE_STORAGE_ENDPOINT",
                    "http://127.0.0.1:" + web.getAddress().getPort());

            assertThat(refused("Configuration")).contains("S3");
        } finally {
            web.stop(0);
        }
    }
}
