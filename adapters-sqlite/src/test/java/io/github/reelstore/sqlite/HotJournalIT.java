package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.AdoptionPlan;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDump;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of an app that was killed in a transaction without WAL: partly written pages, and the journal to roll them
 * back.
 */
class HotJournalIT {

    @TempDir
    Path folder;

    private LegacyDump before;
    private Path hot;
    private Path journal;

    @BeforeEach
    void killAnApp() throws IOException, SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("original.db"), Shape.LOOSE_35)
                .rows(500, 2_000);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        hot = killed.resolve("app.db");
        journal = LegacyDatabase.sibling(hot, "-journal");
        try (Connection app = legacy.connect();
                Statement statement = app.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            before = LegacyDump.of(legacy.file());
            // a small cache, so that pages are written before the commit
            statement.execute("PRAGMA cache_size = 5");
            statement.execute("BEGIN");
            statement.execute("UPDATE veo3_video_generations SET prompt = 'half written', raw_response = NULL");
            Files.copy(legacy.file(), hot);
            Files.copy(LegacyDatabase.sibling(legacy.file(), "-journal"), journal);
            statement.execute("ROLLBACK");
            assertThat(new String(Files.readAllBytes(hot), StandardCharsets.ISO_8859_1))
                    .contains("half written");
        }
    }

    @Test
    void planReadsACopyAndChangesNothing() throws IOException {
        byte[] file = Files.readAllBytes(hot);
        byte[] journalBefore = Files.readAllBytes(journal);

        AdoptionPlan plan = Adoption.of(SqliteConfig.of(hot)).plan();

        assertThat(plan.generations()).isEqualTo(LegacyDatabase.VIDEOS + 500);
        assertThat(Files.readAllBytes(hot)).isEqualTo(file);
        assertThat(Files.readAllBytes(journal)).isEqualTo(journalBefore);
        try (var files = Files.list(hot.getParent())) {
            assertThat(files).containsExactlyInAnyOrder(hot, journal);
        }
    }

    @Test
    void adoptionRollsBackTheJournalFirst() {
        Path backup = Adoption.of(SqliteConfig.of(hot))
                .adopt(Optional.empty(), (phase, done, total) -> {})
                .backup()
                .orElseThrow();

        assertThat(journal).doesNotExist();
        assertThat(LegacyDump.of(backup)).isEqualTo(before);
        assertThat(before.again(hot)).isEqualTo(before);
        SqliteTransactions.open(SqliteConfig.of(hot), Clock.systemUTC()).close();
    }
}
