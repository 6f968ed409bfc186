package io.github.reelstore.sqlite.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.sqlite.adoption.AdoptionToBeKilled.Way;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Odd;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.sqlite.internal.schema.ActualSchema;
import io.github.reelstore.sqlite.internal.schema.ActualSchema.Owner;
import io.github.reelstore.testtools.Points;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed during an adoption leaves the old or the adopted file, and no incomplete backup. */
@Tag("kill")
class AdoptionKillIT {

    private static final int RANDOM_KILLS = 6;
    private static final long MAX_DELAY_NANOS = 120_000_000;
    private static final int NEVER = 0;

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_124);

    /** Processes that are started while another one is killed and checked, because starting takes the most time. */
    private final Deque<Victim> starting = new ArrayDeque<>();

    /** The state of the file after a kill. */
    private enum Left {
        UNCHANGED,
        PARTLY_ADOPTED,
        ADOPTED
    }

    private record Victim(Path file, Process process) {}

    @ParameterizedTest
    @EnumSource
    void adoptionKilledBetweenSomeStepsIsCompletedByTheNext(Way way)
            throws IOException, InterruptedException, SQLException {
        adoptionKilledBetweenStepsIsCompletedByTheNext(way, Points.FEW);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("kill")
    void adoptionKilledBetweenStepsIsCompletedByTheNext(Way way)
            throws IOException, InterruptedException, SQLException {
        adoptionKilledBetweenStepsIsCompletedByTheNext(way, Points.ALL);
    }

    private void adoptionKilledBetweenStepsIsCompletedByTheNext(Way way, Points points)
            throws IOException, InterruptedException, SQLException {
        Path original = original();
        LegacyDump before = LegacyDump.of(original);
        int calls = calls(original, way);
        // the first calls report the backup, the last ones the mark
        List<Integer> moments = points.of(IntStream.rangeClosed(1, calls)
                .filter(call -> call <= 2 || call % 5 == 0 || call > calls - 3)
                .boxed()
                .toList());
        List<Left> left = new ArrayList<>();

        int next = 0;
        for (int i = 0; i < moments.size(); i++) {
            while (next < moments.size() && starting.size() < 2) {
                starting.add(start(original, way, moments.get(next++)));
            }
            Victim victim = starting.remove();
            // the process has reached the call
            assertThat(victim.process().getInputStream().read()).isEqualTo('!');
            left.add(killed(victim, before));
        }

        if (way == Way.AT_ONCE) {
            assertThat(left).containsOnly(Left.UNCHANGED);
        } else {
            assertThat(left).contains(Left.UNCHANGED, Left.PARTLY_ADOPTED).endsWith(Left.ADOPTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("kill")
    void adoptionKilledAtARandomMomentIsCompletedByTheNext(Way way)
            throws IOException, InterruptedException, SQLException {
        Path original = original();
        LegacyDump before = LegacyDump.of(original);
        for (int kill = 0; kill < RANDOM_KILLS; kill++) {
            while (starting.size() < 2) {
                starting.add(start(original, way, NEVER));
            }
            Victim victim = starting.remove();
            victim.process().getOutputStream().write('\n');
            victim.process().getOutputStream().flush();
            LockSupport.parkNanos((long) (random.nextDouble() * MAX_DELAY_NANOS));
            Left left = killed(victim, before);
            assertThat(left == Left.PARTLY_ADOPTED && way == Way.AT_ONCE).isFalse();
        }
    }

    @Test
    void concurrentAdoptionsBothSucceed() throws IOException, InterruptedException, SQLException {
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
        assertThat(stateOf(one.file(), before)).isEqualTo(Left.ADOPTED);
    }

    @AfterEach
    void endStartedProcesses() {
        starting.forEach(victim -> victim.process().destroyForcibly());
    }

    private Path original() {
        return LegacyDatabase.create(folder.resolve("original.db"), Shape.STRICT)
                .odd(Odd.NULL_IDS, Odd.FK_VIOLATIONS)
                .file();
    }

    /** The number of progress calls of an adoption that is not killed. */
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
        Left left = stateOf(victim.file(), before);

        Adoption.of(SqliteConfig.of(victim.file())).adopt(Optional.empty(), (phase, done, total) -> {});
        assertThat(stateOf(victim.file(), before)).isEqualTo(Left.ADOPTED);
        return left;
    }

    private static Left stateOf(Path file, LegacyDump before) throws SQLException, IOException {
        LegacyDump now = LegacyDump.of(file);
        assertThat(before.again(file)).isEqualTo(before);
        backups(file)
                .forEach(backup -> assertThat(isComplete(backup, before))
                        .as(backup.toString())
                        .isTrue());
        if (now.equals(before)) {
            return Left.UNCHANGED;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            if (ActualSchema.ownerOf(connection) != Owner.ADOPTED) {
                return Left.PARTLY_ADOPTED;
            }
        }
        assertThat(Adoption.of(SqliteConfig.of(file)).plan().isEmpty()).isTrue();
        return Left.ADOPTED;
    }

    /** The files with a backup's name; an incomplete backup has another name. */
    private static List<Path> backups(Path file) throws IOException {
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.filter(path -> path.getFileName().toString().matches("app\\.db\\.backup-\\d{8}-\\d{6}(-\\d+)?"))
                    .toList();
        }
    }

    /** Compares the app's rows only: a backup made after a kill also has what was added before. */
    private static boolean isComplete(Path backup, LegacyDump before) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup.toUri() + "?immutable=1");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            return "ok".equals(row.getString(1)) && before.again(backup).equals(before);
        } catch (SQLException e) {
            throw new AssertionError(backup + " cannot be read", e);
        }
    }
}
