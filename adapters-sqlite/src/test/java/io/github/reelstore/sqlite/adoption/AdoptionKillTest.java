package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.adoption.AdoptionToBeKilled.Way;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.ActualSchema.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed while it adopts leaves the old file or the adopted one, and no backup that is not whole. */
class AdoptionKillTest {

    private static final int RANDOM_KILLS = 6;
    private static final long MOST_NANOS_LATER = 120_000_000;
    private static final int NEVER = 0;

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_124);

    /** Processes that start while another one is killed and looked after: starting is what takes the time. */
    private final Deque<Victim> starting = new ArrayDeque<>();

    /** What a kill left of the file. */
    private enum Left {
        AS_IT_WAS,
        PARTLY_ADOPTED,
        ADOPTED
    }

    private record Victim(Path file, Process process) {}

    @ParameterizedTest
    @EnumSource
    void killedBetweenItsStepsItGoesOnTheNextTime(Way way) throws IOException, InterruptedException, SQLException {
        Path original = original();
        LegacyDump before = LegacyDump.of(original);
        int calls = calls(original, way);
        // the first ones are of the backup, the last ones of the mark
        int[] moments = IntStream.rangeClosed(1, calls)
                .filter(call -> call <= 2 || call % 5 == 0 || call > calls - 3)
                .toArray();
        List<Left> left = new ArrayList<>();

        int next = 0;
        for (int i = 0; i < moments.length; i++) {
            while (next < moments.length && starting.size() < 2) {
                starting.add(start(original, way, moments[next++]));
            }
            Victim victim = starting.remove();
            // the moment has come
            assertThat(victim.process().getInputStream().read()).isEqualTo('!');
            left.add(killed(victim, before));
        }

        if (way == Way.AT_ONCE) {
            assertThat(left).containsOnly(Left.AS_IT_WAS);
        } else {
            assertThat(left).contains(Left.AS_IT_WAS, Left.PARTLY_ADOPTED).endsWith(Left.ADOPTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedAtWhateverMomentItGoesOnTheNextTime(Way way) throws IOException, InterruptedException, SQLException {
        Path original = original();
        LegacyDump before = LegacyDump.of(original);
        for (int kill = 0; kill < RANDOM_KILLS; kill++) {
            while (starting.size() < 2) {
                starting.add(start(original, way, NEVER));
            }
            Victim victim = starting.remove();
            victim.process().getOutputStream().write('\n');
            victim.process().getOutputStream().flush();
            LockSupport.parkNanos((long) (random.nextDouble() * MOST_NANOS_LATER));
            Left left = killed(victim, before);
            assertThat(left == Left.PARTLY_ADOPTED && way == Way.AT_ONCE).isFalse();
        }
    }

    @Test
    void ofTwoWhoAdoptAtOnceBothEndWell() throws IOException, InterruptedException, SQLException {
        Path original = original();
        LegacyDump before = LegacyDump.of(original);
        Victim one = start(original, Way.AT_ONCE, NEVER);
        Process other =
                AdoptionToBeKilled.process(one.file(), Way.IN_STEPS, NEVER).start();
        for (Process process : List.of(one.process(), other)) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        assertThat(one.process().waitFor()).isZero();
        assertThat(other.waitFor()).isZero();
        assertThat(whatIsLeft(one.file(), before)).isEqualTo(Left.ADOPTED);
    }

    @AfterEach
    void endTheOthers() {
        starting.forEach(victim -> victim.process().destroyForcibly());
    }

    private Path original() {
        return LegacyDatabase.create(folder.resolve("original.db"), Shape.STRICT)
                .odd(Odd.NULL_IDS, Odd.FK_VIOLATIONS)
                .file();
    }

    /** How often one that nobody kills tells how far it has come. */
    private int calls(Path original, Way way) throws IOException {
        Path file = copy(original);
        int[] calls = new int[1];
        Adoption.of(SqliteConfig.of(file), way.limits()).adopt(Optional.empty(), (phase, done, total) -> calls[0]++);
        return calls[0];
    }

    private Path copy(Path original) throws IOException {
        return Files.copy(original, Files.createTempDirectory(folder, "copy").resolve("app.db"));
    }

    private Victim start(Path original, Way way, int killAt) throws IOException {
        Path file = copy(original);
        return new Victim(file, AdoptionToBeKilled.process(file, way, killAt).start());
    }

    private Left killed(Victim victim, LegacyDump before) throws InterruptedException, SQLException, IOException {
        victim.process().destroyForcibly();
        assertThat(victim.process().waitFor()).isIn(137, 0);
        Left left = whatIsLeft(victim.file(), before);

        Adoption.of(SqliteConfig.of(victim.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        assertThat(whatIsLeft(victim.file(), before)).isEqualTo(Left.ADOPTED);
        return left;
    }

    private static Left whatIsLeft(Path file, LegacyDump before) throws SQLException, IOException {
        LegacyDump now = LegacyDump.of(file);
        assertThat(before.again(file)).isEqualTo(before);
        backups(file)
                .forEach(backup -> assertThat(isWhole(backup, before))
                        .as(backup.toString())
                        .isTrue());
        if (now.equals(before)) {
            return Left.AS_IT_WAS;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            if (ActualSchema.ownerOf(connection) != Owner.ADOPTED) {
                return Left.PARTLY_ADOPTED;
            }
        }
        assertThat(Adoption.of(SqliteConfig.of(file)).plan().isEmpty()).isTrue();
        return Left.ADOPTED;
    }

    /** Those that have a backup's name; what a kill left half made has none. */
    private static List<Path> backups(Path file) throws IOException {
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.filter(path -> path.getFileName().toString().matches("app\\.db\\.backup-\\d{8}-\\d{6}(-\\d+)?"))
                    .toList();
        }
    }

    /** The app's rows are all that a backup must have: one that was made after a kill has what was added before it. */
    private static boolean isWhole(Path backup, LegacyDump before) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup.toUri() + "?immutable=1");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return "ok".equals(row.getString(1)) && before.again(backup).equals(before);
        } catch (SQLException e) {
            throw new AssertionError(backup + " cannot be read", e);
        }
    }
}
