package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameConflictsIT {

    @TempDir
    Path folder;

    private LegacyDatabase with(String sql) throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        try (Connection connection = legacy.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return legacy;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE VIEW video_projects AS SELECT 1 AS id | a view video_projects",
                "CREATE VIEW Blob_Tombstones AS SELECT 1 AS id | a view Blob_Tombstones",
                "CREATE TABLE Video_Projects (id TEXT) | a table Video_Projects",
                "CREATE TABLE reelstore_ADOPTION (id INTEGER) | a table reelstore_ADOPTION",
                "CREATE VIRTUAL TABLE video_projects USING fts5(title) | a virtual table video_projects",
                "CREATE TABLE idx_vg_file_key (id) | a table idx_vg_file_key",
                "CREATE INDEX image_generations ON profiles (name) | an index image_generations",
                "CREATE INDEX IDX_vg_file_key ON profiles (name) | an index IDX_vg_file_key",
                "CREATE INDEX idx_vg_profile_created_at ON profiles (name) | an index idx_vg_profile_created_at that is not",
                "CREATE INDEX idx_vg_profile_created_at ON veo3_video_generations (profile_id) | on profile_id, created_at",
                "CREATE INDEX idx_vg_profile_created_at ON veo3_video_generations (created_at, profile_id) | not Reelstore's",
                "CREATE UNIQUE INDEX idx_vg_profile_created_at ON veo3_video_generations (profile_id, created_at) | not Reelstore's",
                "CREATE INDEX idx_vg_profile_created_at ON veo3_video_generations (profile_id, created_at) WHERE id > '' | not Reelstore's",
                "CREATE INDEX idx_vg_created_order ON veo3_video_generations (created_at, id) | on time and id",
                "ALTER TABLE veo3_video_generations ADD COLUMN duration_ms INTEGER AS (seed * 2) | a generated column duration_ms",
                "ALTER TABLE veo3_video_generations ADD COLUMN Reelstore_Values AS (seed * 3) | a generated column reelstore_values"
            })
    void conflictIsReportedInOneSentence(String sql, String expected) throws SQLException, IOException {
        LegacyDatabase legacy = with(sql);
        byte[] before = Files.readAllBytes(legacy.file());
        Adoption adoption = Adoption.of(SqliteConfig.of(legacy.file()));

        assertThatThrownBy(adoption::plan)
                .isInstanceOf(StorageException.Unsupported.class)
                .hasMessageContaining(expected)
                .hasMessageEndingWith(" Nothing was changed.");
        assertThatThrownBy(() -> adoption.adopt(Optional.empty(), (phase, done, total) -> {}))
                .isInstanceOf(StorageException.Unsupported.class)
                .hasMessageContaining(expected);
        assertThat(Files.readAllBytes(legacy.file())).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(legacy.file());
        }
    }

    /** A later version of the app may create the same objects, in a slightly different notation. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX idx_vg_profile_created_at ON veo3_video_generations (profile_id, created_at DESC)",
                "CREATE INDEX idx_vg_profile_created_at ON \"veo3_video_generations\" ( Profile_Id , \"created_at\" )",
                "CREATE TRIGGER video_projects AFTER INSERT ON profiles BEGIN SELECT 1; END",
                "ALTER TABLE veo3_video_generations ADD COLUMN of_theirs AS (seed * 2)",
                "ALTER TABLE veo3_video_generations ADD COLUMN Duration_MS INTEGER"
            })
    void equivalentObjectsAreAccepted(String sql) throws SQLException {
        LegacyDatabase legacy = with(sql);
        LegacyDump before = LegacyDump.of(legacy.file());
        Adoption adoption = Adoption.of(SqliteConfig.of(legacy.file()));

        adoption.adopt(Optional.empty(), (phase, done, total) -> {});

        assertThat(adoption.plan().isEmpty()).isTrue();
        assertThat(before.again(legacy.file())).isEqualTo(before);
    }

    /** An adoption that a version with an earlier schema began has left a table without the later columns. */
    @Test
    void tableOfAnEarlierSchemaIsCompleted() throws SQLException {
        LegacyDatabase legacy = with("CREATE TABLE reelstore_identity (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),"
                + " store_id TEXT NOT NULL, bound_at TEXT)");
        Adoption adoption = Adoption.of(SqliteConfig.of(legacy.file()));

        adoption.adopt(Optional.empty(), (phase, done, total) -> {});

        assertThat(adoption.plan().isEmpty()).isTrue();
    }
}
