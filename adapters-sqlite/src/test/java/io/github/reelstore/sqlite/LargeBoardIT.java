package io.github.reelstore.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testtools.BoardWorkload;
import io.github.reelstore.testtools.SmallHeap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storyboards of the largest projects. */
@Tag("large")
class LargeBoardIT {

    @TempDir
    Path folder;

    private static Transactions open(Path file) {
        return SqliteTransactions.open(SqliteConfig.of(file), Clock.systemUTC());
    }

    /** Reads and plans, in a JVM of its own. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) {
            try (Transactions transactions = open(Path.of(arguments[0]))) {
                System.out.println(BoardWorkload.readLarge(transactions));
            }
        }
    }

    @Test
    void aBoardOf60000TakesIsReadAndAPlanOf200ScenesIsMadeIn128MiB() throws IOException, InterruptedException {
        Path file = folder.resolve("reelstore.db");
        try (Transactions transactions = open(file)) {
            BoardWorkload.makeLarge(transactions);
        }

        assertThat(SmallHeap.outputOf(Reader.class, folder.resolve("output"), Map.of(), file.toString()))
                .contains("12000 cells, 2000 of them stale, 4200 requests");
    }

    @Test
    void tenThousandMovesIntoTheSameGapKeepTheOrder() {
        try (Transactions transactions = open(folder.resolve("reelstore.db"))) {
            ProjectId project = BoardWorkload.make(transactions, "moves", 4, 0, 1);
            SceneService scenes = new SceneService(transactions, SampleRows.ALICE);
            for (int i = 0; i < 10_000; i++) {
                scenes.move(project, i % 2 == 0 ? "s2" : "s1", new Place.After("s0"));
            }

            List<Scene> all =
                    transactions.readOnly(SampleRows.ALICE, tx -> tx.scenes().ofProject(project));
            assertThat(all).extracting(Scene::sceneId).containsExactly("s0", "s1", "s2", "s3");
            assertThat(all)
                    .allMatch(scene -> scene.position().value().length() <= ScenePosition.MAX_COMFORTABLE_LENGTH);
        }
    }
}
