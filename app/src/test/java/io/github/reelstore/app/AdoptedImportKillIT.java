package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.KilledProcess.Work;
import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.Adoption;
import io.github.reelstore.sqlite.adoption.LegacyDatabase;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.adoption.LegacyDump;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testtools.FaultCount;
import io.github.reelstore.testtools.StoreInvariants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process at any step of an adoption with its media import: the next process continues, the data of the other
 * program is unchanged, and the store is consistent.
 */
class AdoptedImportKillIT {

    /** Videos with files; two of them have the same file. */
    private static final int VIDEOS = 3;

    private static final String AT_A_STEP = "SIGKILL at a step";

    @TempDir
    Path folder;

    private int copies;

    @Test
    @Tag("kill")
    void continuesAfterAKillAtEachStep() throws Exception {
        LegacyDatabase original = original();
        LegacyDump before = LegacyDump.of(original.file());
        List<ProfileId> profiles =
                original.profiles().stream().map(ProfileId::new).toList();
        FaultCount count = new FaultCount("AdoptedImportKillIT");
        List<String> steps = KilledProcesses.steps(Work.ADOPTION, KilledProcess.config(copy(original)));
        List<Integer> chosen = KilledProcesses.eachKind(steps.stream()
                // AdoptionKillIT covers the steps of the adoption itself
                .map(step -> step.startsWith("adoption") ? "adoption" : step)
                .toList());
        chosen.forEach(step -> count.plan(AT_A_STEP));

        try (KilledProcesses killedProcesses = new KilledProcesses(Work.ADOPTION, store -> copy(original), folder)) {
            for (List<Integer> group : KilledProcesses.groups(chosen)) {
                KilledProcesses.Victim victim = killedProcesses.next();
                List<String> reached =
                        victim.killAtSteps(Collections.nCopies(group.size(), 1), group, (store, line) -> {});
                for (int store = 0; store < group.size(); store++) {
                    assertThat(reached.get(store)).isEqualTo(steps.get(group.get(store) - 1));
                    count.injected(AT_A_STEP);
                    continueAndVerify(KilledProcess.config(victim.options().get(store)), before, profiles);
                }
            }
        }
        count.assertAllInjected();
    }

    private void continueAndVerify(ReelstoreConfig config, LegacyDump before, List<ProfileId> profiles)
            throws SQLException, IOException {
        SqliteConfig database = config.sqlite().orElseThrow();
        assertThat(before.again(database.file())).as("the app's data").isEqualTo(before);
        Adoption.of(database).adopt(Optional.empty(), (phase, done, total) -> {});
        try (Reelstore store = Reelstore.open(config)) {
            MediaImport.Summary summary = new MediaImport(store, AdoptedContents.of(database)).run((done, total) -> {});
            assertThat(summary.missing()).isEmpty();
            assertThat(summary.refused()).isEmpty();
        }
        try (Resources resources = Resources.open(config)) {
            new StoreInvariants().assertHold(resources.transactions(), resources.blobs(), profiles, profiles.get(0));
            long files = profiles.stream()
                    .mapToLong(profile -> resources.transactions().readOnly(profile, AdoptedImportKillIT::filesOf))
                    .sum();
            assertThat(files).as("videos with files").isGreaterThanOrEqualTo(VIDEOS);
        }
        assertThat(before.again(database.file())).as("the app's data").isEqualTo(before);
    }

    private static long filesOf(Tx tx) {
        return tx.generations().list(GenerationFilter.ALL, PageRequest.first(100)).items().stream()
                .filter(video -> video.filePath().isPresent())
                .count();
    }

    private LegacyDatabase original() throws SQLException {
        LegacyDatabase legacy = LegacyDatabase.create(folder.resolve("original.db"), Shape.LOOSE_35);
        try (Connection connection = legacy.connect();
                Statement clear = connection.createStatement();
                PreparedStatement name =
                        connection.prepareStatement("UPDATE veo3_video_generations SET video_path = ? WHERE id = ?")) {
            clear.execute("UPDATE veo3_video_generations SET video_path = NULL");
            for (int video = 0; video < VIDEOS; video++) {
                byte[] more = {(byte) (video % 2)};
                name.setString(
                        1, Samples.VIDEO_MP4.in(folder, video + ".mp4", more).toString());
                // video 3 belongs to the same profile as video 0
                name.setString(2, LegacyDatabase.videoId(video == 2 ? 3 : video));
                name.executeUpdate();
            }
        }
        return legacy;
    }

    /** Copies the database and returns the options of a store on it. */
    private Path copy(LegacyDatabase original) {
        try {
            Path storeFolder = Files.createDirectory(folder.resolve("copy" + ++copies));
            Path file = Files.copy(original.file(), storeFolder.resolve("app.db"));
            return KilledProcesses.write(
                    storeFolder.resolve("store.properties"),
                    Map.of(
                            ConfigOption.DATABASE_URL, "jdbc:sqlite:" + file,
                            ConfigOption.STORAGE_URL, "file:" + storeFolder.resolve("media")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
