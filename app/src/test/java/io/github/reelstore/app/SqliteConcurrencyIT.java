package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("race")
class SqliteConcurrencyIT extends ConcurrencyContract {

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("reelstore.db");
    }

    @Override
    Map<String, String> database() {
        return Map.of(ConfigOption.DATABASE_URL.environmentVariable(), url());
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** The smallest number of rounds in which a project is deleted. */
    @Test
    void someConcurrentWritesSucceed() throws Exception {
        concurrentWritesSucceed(8);
    }
}
