package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.SharedMemory;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.ExpectedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LegacyDatabaseIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyShapeCanBeAdopted(Shape shape) throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), shape);

        try (Connection connection = legacy.connect()) {
            ActualSchema actual = ActualSchema.of(connection);

            assertThat(actual.owner()).isEqualTo(ActualSchema.Owner.ADOPTABLE);
            assertThat(actual.tables().contains("veo3_video_generations")).isEqualTo(shape.hasVideos());
            assertThat(actual.unknownRequiredColumns(ExpectedSchema.ofMigrations())
                            .isEmpty())
                    .isEqualTo(!shape.isVideoId());
        }
        assertThat(legacy.videosByProject().values().stream().mapToInt(n -> n).sum())
                .isEqualTo(shape.acceptsVideos() ? LegacyDatabase.VIDEOS : 0);
    }

    @ParameterizedTest
    @EnumSource
    void everyOddityCanBeInserted(Odd odd) {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE_35);
        LegacyDump before = LegacyDump.of(legacy.file());

        legacy.odd(odd);

        assertThat(LegacyDump.of(legacy.file())).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void shapeAcceptsEveryFittingOddity(Shape shape) {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), shape);
        LegacyDump before = LegacyDump.of(legacy.file());

        legacy.odd(Odd.fitting(shape));

        assertThat(LegacyDump.of(legacy.file())).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void lastRowsOfAHotDatabaseAreOnlyInItsWal(SharedMemory sharedMemory) throws Exception {
        LegacyDatabase hot = LegacyDatabase.hotWal(folder.resolve("app.db"), Shape.LOOSE, sharedMemory);
        Path alone = folder.resolve("alone.db");
        Files.copy(hot.file(), alone);

        assertThat(LegacyDump.rawRows(hot.file(), "veo3_video_generations")).hasSize(LegacyDatabase.VIDEOS + 30);
        assertThat(LegacyDump.rawRows(alone, "veo3_video_generations")).hasSize(LegacyDatabase.VIDEOS);
        assertThat(Files.exists(folder.resolve("app.db-shm"))).isEqualTo(sharedMemory == SharedMemory.KEPT);
    }

    @Test
    void dumpDistinguishesTypesAndValues() throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("app.db"), Shape.LOOSE);
        LegacyDump before = LegacyDump.of(legacy.file());

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + legacy.file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE veo3_video_generations SET prompt = CAST(prompt AS BLOB) WHERE seed = 1001");
        }

        assertThat(before.again(legacy.file())).isNotEqualTo(before);
        assertThat(before.again(legacy.file()).rows().get("profiles"))
                .isEqualTo(before.rows().get("profiles"));
    }
}
