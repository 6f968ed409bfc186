package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that an earlier version adopted has no history of migrations, and another program may be using it. */
class AdoptedMediaInfoIT {

    private static final String INFO = "{\"warnings\":[\"damaged\"]}";

    @TempDir
    Path folder;

    private LegacyDatabase legacy;

    /** The same as a file of schema version 6. */
    @BeforeEach
    void adoptedByAnEarlierVersion() throws SQLException {
        legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.STRICT);
        Adoption.of(SqliteConfig.of(legacy.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        for (String table :
                List.of("veo3_video_generations", "video_projects", "image_generations", "audio_generations")) {
            run("ALTER TABLE " + table + " DROP COLUMN media_info");
        }
        run("ALTER TABLE reelstore_adoption DROP COLUMN migrated");
        run("UPDATE veo3_video_generations SET meta = '{\"take\": 1, \"reelstore\":" + INFO + "}'");
        run("INSERT INTO image_generations (id, profile_id, provider, file_path, created_at, updated_at, meta)"
                + " VALUES ('i', 'p', 'x', 'projects/p/i', 'x', 'x', '{\"reelstore\":" + INFO + "}')");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return String.valueOf(row.getString(1));
        }
    }

    private void open() {
        SqliteTransactions.open(SqliteConfig.of(legacy.file()), Clock.systemUTC())
                .close();
    }

    private void assertMoved() throws SQLException {
        String videos = one("SELECT count(*) FROM veo3_video_generations");
        assertThat(one("SELECT count(*) FROM veo3_video_generations WHERE meta = '{\"take\": 1}' AND media_info = '"
                        + INFO + "'"))
                .isEqualTo(videos)
                .isNotEqualTo("0");
        assertThat(one("SELECT meta || media_info FROM image_generations")).isEqualTo("null");
        assertThat(one("SELECT media_info FROM image_generations")).isEqualTo(INFO);
        assertThat(one("SELECT migrated FROM reelstore_adoption")).isEqualTo("8");
    }

    @Test
    void rowsOfBothProgramsAreMovedOnce() throws SQLException {
        open();
        assertMoved();
        run("UPDATE image_generations SET meta = '{\"reelstore\":{}}'");
        open();
        assertThat(one("SELECT meta FROM image_generations")).isEqualTo("{\"reelstore\":{}}");
    }

    /** As if the process was killed between two transactions: the columns are there, and some rows are moved. */
    @Test
    void interruptedMoveIsFinished() throws SQLException {
        open();
        run("ALTER TABLE reelstore_adoption DROP COLUMN migrated");
        run("UPDATE image_generations SET meta = '{\"reelstore\":" + INFO + "}', media_info = NULL");
        open();
        assertMoved();
    }

    @Test
    void newlyAdoptedFileHasNothingToMove() throws SQLException {
        LegacyDatabase other = LegacyDatabase.create(folder.resolve("other.db"), Shape.STRICT);
        Adoption.of(SqliteConfig.of(other.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        legacy = other;
        assertThat(one("SELECT migrated FROM reelstore_adoption")).isEqualTo("8");
    }

    /** An app's own column of this name may have any values. */
    @Test
    void metaThatIsNotJsonStays() throws SQLException {
        run("UPDATE veo3_video_generations SET meta = 'a \"reelstore\": {} b'");
        open();
        assertThat(one("SELECT DISTINCT meta FROM veo3_video_generations")).isEqualTo("a \"reelstore\": {} b");
    }

    /** Another process has moved the row, and its caller has written meta since. */
    @Test
    void rowThatHasMediaInfoIsNotMovedAgain() throws SQLException {
        open();
        run("ALTER TABLE reelstore_adoption DROP COLUMN migrated");
        run("UPDATE image_generations SET meta = '{\"reelstore\":{\"mine\":1}}'");
        open();
        assertThat(one("SELECT meta FROM image_generations")).isEqualTo("{\"reelstore\":{\"mine\":1}}");
        assertThat(one("SELECT media_info FROM image_generations")).isEqualTo(INFO);
    }
}
