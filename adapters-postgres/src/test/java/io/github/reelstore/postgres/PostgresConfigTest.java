package io.github.reelstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresConfigTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://host/db",
                "jdbc:postgresql://host:5433/db?sslmode=verify-full&prepareThreshold=5",
                "jdbc:postgresql://one:5432,two:5432/db?targetServerType=primary",
                "jdbc:postgresql://[::1]/db",
                "jdbc:postgresql://host/db?ssl",
                "jdbc:postgresql://host/my%20db?ApplicationName=my%20app&sslrootcert=C:%5Cca.pem"
            })
    void validUrlsAreAccepted(String url) {
        assertThat(PostgresConfig.of(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgresql://host/db",
                "jdbc:postgres://host/db",
                "jdbc:mysql://host/db",
                "JDBC:postgresql://host/db",
                "jdbc:postgresql://host:99999/db",
                "jdbc:postgresql://host",
                "jdbc:postgresql://host/db?%zz=1",
                "jdbc:postgresql://host/%zz",
                "jdbc:postgresql://host/",
                "jdbc:postgresql:db",
                "jdbc:postgresql:///db",
                "jdbc:postgresql://host/db/x",
                "jdbc:postgresql://host/db#x",
                "jdbc:postgresql://host/d b",
                "jdbc:postgresql://host/db?sslMode=require",
                "jdbc:postgresql://host/db?currentSchema=public",
                "jdbc:postgresql://host/db?options=-c%20x",
                "jdbc:postgresql://host/db?PGHOST=elsewhere",
                "jdbc:postgresql://host/db?service=x"
            })
    void invalidUrlsAreRejected(String url) {
        assertRejected(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://studio:hunter2@host/db",
                "jdbc:postgresql://hunter2@host/db",
                "jdbc:postgresql:studio:hunter2@db",
                "jdbc:postgresql://host/db?user=hunter2",
                "jdbc:postgresql://host/db?sslmode=require&password=hunter2",
                "jdbc:postgresql://host/db?PassWord=hunter2",
                "jdbc:postgresql://host/db?%70assword=hunter2",
                "jdbc:postgresql://host/db?p%61ssword=hunter2",
                "jdbc:postgresql://host/db?sslpassword=hunter2",
                "jdbc:postgresql://host/db? password=hunter2",
                "jdbc:postgresql://studio:hunter2@host:99999/db?%zz",
                "jdbc:postgresql://studio:hunter2/db",
                "jdbc:postgresql://host,studio:hunter2/db",
                "jdbc:postgresql:studio:hunter2",
                "jdbc:postgresql://host/db?pass=hunter2",
                "jdbc:postgresql://host/db?pwd=hunter2",
                "jdbc:postgresql://host/db;user=me;password=hunter2",
                "jdbc:postgresql://host/db&password=hunter2",
                "jdbc:postgresql://host/db?ssl=true;password=hunter2",
                "jdbc:postgresql://host/db?ssl=true%3Bhunter2",
                "jdbc:postgresql://host/db?ssl=true?hunter2",
                "jdbc:postgresql://host/db?options=password%3Dhunter2",
                "jdbc:postgresql://host/db?sslfactoryarg=hunter2",
                "jdbc:postgresql://host/db?socketFactoryArg=hunter2",
                "jdbc:postgresql://host/db?authenticationPluginClassName=hunter2",
                "jdbc:postgresql://host/db?hunter2",
                "jdbc:postgresql://host/db?hunter2==",
                "jdbc:postgresql://host/db?x;hunter2=y",
                "jdbc:postgresql://host/me%3Ahunter2%40x",
                "jdbc:postgresql://host/me%253Ahunter2"
            })
    void userOrPasswordInTheUrlIsRejectedAndNotShown(String url) {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        // the driver's logger
        Logger logger = Logger.getLogger("org.postgresql");
        logger.addHandler(handler);
        try {
            assertRejected(url);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).isEmpty();
    }

    @Test
    void misspelledParameterIsNamedWithoutItsValue() {
        assertThatThrownBy(() -> PostgresConfig.of("jdbc:postgresql://host/db?sslMode=hunter2"))
                .hasMessageContaining("a parameter sslMode that the driver does not know")
                .hasMessageNotContaining("hunter2");
    }

    private static void assertRejected(String url) {
        assertThatThrownBy(() -> PostgresConfig.of(url))
                .isInstanceOf(StorageException.Configuration.class)
                .hasNoCause()
                .hasMessageNotContaining("hunter2")
                .extracting(e -> ((StorageException) e).subject())
                .isEqualTo("database.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Reel", "1st", "pg_mine", "a-b", "a b", "a\"b", "über", "a;drop"})
    void schemaNamesThatNeedQuotesAreRejected(String schema) {
        assertThatThrownBy(() -> PostgresConfig.of("jdbc:postgresql://host/db").withSchema(schema))
                .isInstanceOf(StorageException.Configuration.class);
    }

    @Test
    void connectionsAndTimeoutsOutOfRangeAreRejected() {
        for (int connections : new int[] {PostgresConfig.MIN_CONNECTIONS - 1, PostgresConfig.MAX_CONNECTIONS + 1}) {
            assertThatThrownBy(() -> with(connections, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                    .isInstanceOf(StorageException.Configuration.class);
        }
        for (Duration timeout : new Duration[] {Duration.ZERO, Duration.ofNanos(1), Duration.ofHours(2)}) {
            assertThatThrownBy(() -> with(2, timeout, Duration.ofSeconds(1)))
                    .isInstanceOf(StorageException.Configuration.class);
            assertThatThrownBy(() -> with(2, Duration.ofSeconds(1), timeout))
                    .isInstanceOf(StorageException.Configuration.class);
        }
    }

    private static PostgresConfig with(int connections, Duration lockTimeout, Duration statementTimeout) {
        return new PostgresConfig(
                "jdbc:postgresql://host/db",
                Optional.empty(),
                Optional.empty(),
                "reelstore",
                connections,
                lockTimeout,
                statementTimeout);
    }

    @Test
    void toStringDoesNotShowThePassword() {
        PostgresConfig config = PostgresConfig.of("jdbc:postgresql://host/db").withCredentials("studio", "hunter2");

        assertThat(config.toString()).contains("host").doesNotContain("hunter2");
    }
}
