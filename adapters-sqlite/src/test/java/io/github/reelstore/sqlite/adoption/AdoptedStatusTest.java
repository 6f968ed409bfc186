package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statuses in a table whose CHECK accepts other values than those of the known shapes. */
class AdoptedStatusTest {

    @TempDir
    Path folder;

    private LegacyDatabase adopted(String check) throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE);
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.execute("DROP TABLE veo3_video_generations");
            statement.execute(LegacySchema.looseVideoTable(LegacySchema.VIDEOS)
                    .replace(" status TEXT,", " status TEXT CHECK (" + check + "),"));
            // creates the project that the other videos belong to
            statement.execute("INSERT INTO veo3_video_generations (id, profile_id, project_id) VALUES ('first', '"
                    + legacy.profiles().get(0) + "', 'p')");
        }
        Adoption.of(SqliteConfig.of(legacy.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        return legacy;
    }

    private static VideoGeneration insert(LegacyDatabase legacy, String id, String status) {
        ProfileId profile = new ProfileId(legacy.profiles().get(0));
        try (Transactions store = SqliteTransactions.open(SqliteConfig.of(legacy.file()), Clock.systemUTC())) {
            store.<Boolean, RuntimeException>inTransaction(profile, tx -> {
                tx.generations()
                        .insert(VideoGeneration.builder()
                                .id(new GenerationId(id))
                                .profileId(profile)
                                .projectId(new ProjectId("p"))
                                .status(new GenerationStatus(status))
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .build());
                return true;
            });
            return store.<Optional<VideoGeneration>, RuntimeException>readOnly(
                            profile, tx -> tx.generations().find(new GenerationId(id)))
                    .orElseThrow();
        }
    }

    private static String storedStatus(LegacyDatabase legacy, String id) throws SQLException {
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT status FROM veo3_video_generations WHERE id = '" + id + "'")) {
            return row.getString(1);
        }
    }

    @Test
    void rejectedStatusIsKeptInOwnValues() throws SQLException {
        LegacyDatabase legacy = adopted("\"status\" in ('queued','rendering','error')");

        assertThat(insert(legacy, "known", "rendering").status().value()).isEqualTo("rendering");
        assertThat(insert(legacy, "unknown", "completed").status().value()).isEqualTo("completed");
        assertThat(storedStatus(legacy, "known")).isEqualTo("rendering");
        assertThat(storedStatus(legacy, "unknown")).isEqualTo("error");
    }

    @Test
    void statusIsStoredInTheColumnIfTheCheckIsOnAnotherColumn() throws SQLException {
        LegacyDatabase legacy = adopted("seed IS NULL OR seed >= 0");

        assertThat(insert(legacy, "any", "filtered").status().value()).isEqualTo("filtered");
        assertThat(storedStatus(legacy, "any")).isEqualTo("filtered");
    }

    @Test
    void statusIsRejectedByACheckThatCannotBeParsed() throws SQLException {
        LegacyDatabase legacy = adopted("status <> 'completed' OR video_path IS NOT NULL");

        assertThatThrownBy(() -> insert(legacy, "refused", "completed"))
                .isInstanceOf(StorageException.Integrity.class)
                .hasMessageContaining("The database rejected")
                .hasMessageContaining("CHECK");
        assertThat(insert(legacy, "accepted", "pending").status().value()).isEqualTo("pending");
    }
}
