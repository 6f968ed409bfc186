package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testtools.PortWorkload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dangling references, as left by another program that writes without foreign keys. */
class MissingRowsTest {

    private static final List<String> IDS = List.of("p", "p-g0", "p-i0", "p-a0", "p-g1", "p-i1", "p-a1");

    @TempDir
    Path folder;

    private List<MissingRow> after(ProfileId profile, String... statements) throws SQLException {
        Path file = folder.resolve("reelstore.db");
        try (Transactions transactions = SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC())) {
            transactions.inTransaction(PortWorkload.PROFILE, tx -> {
                PortWorkload.makeProject(tx, "p", 2);
                return true;
            });
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.executeUpdate(sql);
                }
            }
            return transactions.readOnly(profile, tx -> {
                List<MissingRow> missing = new ArrayList<>();
                for (EntityType kind : EntityType.values()) {
                    missing.addAll(tx.maintenance().missingRows(kind, IDS));
                }
                return missing;
            });
        }
    }

    @Test
    void missingProjectIsReportedByAllItsRows() throws SQLException {
        assertThat(after(PortWorkload.PROFILE, "DELETE FROM video_projects"))
                .hasSize(6)
                .allMatch(row ->
                        row.column().equals("project_id") && row.missing().equals("p"));
    }

    @Test
    void missingImageIsReportedByItsVideoAndInputs() throws SQLException {
        assertThat(after(PortWorkload.PROFILE, "DELETE FROM image_generations WHERE id = 'p-i0'"))
                .containsExactlyInAnyOrder(
                        new MissingRow(EntityType.GENERATION, "p-g0", "image_generation_id", "p-i0"),
                        new MissingRow(EntityType.GENERATION, "p-g0", "generation_inputs", "p-i0"));
    }

    @Test
    void missingAudioIsReportedByItsVideoAndTracks() throws SQLException {
        assertThat(after(
                        PortWorkload.PROFILE,
                        "UPDATE veo3_video_generations SET audio_generation_id = 'p-a0' WHERE id = 'p-g1'",
                        "DELETE FROM audio_generations WHERE id = 'p-a0'"))
                .containsExactlyInAnyOrder(
                        new MissingRow(EntityType.GENERATION, "p-g1", "audio_generation_id", "p-a0"),
                        new MissingRow(EntityType.GENERATION, "p-g0", "generation_audio_tracks", "p-a0"));
    }

    @Test
    void missingVideoIsReportedByItsLinks() throws SQLException {
        assertThat(after(PortWorkload.PROFILE, "DELETE FROM veo3_video_generations WHERE id = 'p-g0'"))
                .containsExactlyInAnyOrder(
                        new MissingRow(EntityType.IMAGE, "p-i0", "generation_inputs", "p-g0"),
                        new MissingRow(EntityType.AUDIO, "p-a0", "generation_audio_tracks", "p-g0"));
    }

    @Test
    void rowsOfAnotherProfileAreNotChecked() throws SQLException {
        assertThat(after(new ProfileId("other"), "DELETE FROM video_projects", "DELETE FROM image_generations"))
                .isEmpty();
    }
}
