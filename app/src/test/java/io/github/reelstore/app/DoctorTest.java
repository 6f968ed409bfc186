package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Finding.Outcome;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.VideoProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    Path folder;

    private ReelstoreConfig config() {
        return ReelstoreConfig.builder().workingFolder(folder).build();
    }

    private Path database() {
        return folder.resolve("reelstore-data/reelstore.db");
    }

    private Path media() {
        return folder.resolve("reelstore-data/media");
    }

    private static Outcome outcome(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static String detail(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void findsAllWellAndLeavesNothingBehind() {
        try (Reelstore store = Reelstore.open(config())) {
            store.projects().create(VideoProject.builder().title("Dusk"));
        }
        StoreSnapshot before = StoreSnapshot.of(database(), media());

        List<Finding> findings = Reelstore.check(config());
        Reelstore.check(config());

        assertThat(findings).extracting(Finding::outcome).containsOnly(Outcome.OK);
        assertThat(findings)
                .extracting(Finding::check)
                .containsExactly("configuration", "database", "database writable", "storage", "storage writable");
        assertThat(detail(findings, "database")).contains(database().toString());
        assertThat(detail(findings, "storage")).contains(media().toString());
        assertThat(StoreSnapshot.of(database(), media())).isEqualTo(before);
        // folders remain on a local disk, but not one more for each check
        assertThat(media().resolve("projects").toFile().list()).hasSize(1);
    }

    @Test
    void makesNoDatabaseAndNoFolder() {
        List<Finding> findings = Reelstore.check(config());

        assertThat(outcome(findings, "configuration")).isEqualTo(Outcome.OK);
        assertThat(outcome(findings, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(findings, "database"))
                .contains(database().toString(), "is not there", "\"reelstore init\" makes it");
        assertThat(outcome(findings, "database writable")).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(outcome(findings, "storage")).isEqualTo(Outcome.FAILED);
        assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void checksTheStorageWhenTheDatabaseIsBroken() throws IOException {
        Files.createDirectories(media());
        Files.writeString(database(), "A letter, and no database. ".repeat(100));

        List<Finding> findings = Reelstore.check(config());

        assertThat(outcome(findings, "database")).isEqualTo(Outcome.FAILED);
        assertThat(detail(findings, "database")).contains("is not an SQLite database");
        assertThat(outcome(findings, "storage writable")).isEqualTo(Outcome.OK);
    }

    @Test
    void checksTheDatabaseWhenTheStorageIsBroken() throws IOException {
        Reelstore.open(config()).close();
        Files.move(media(), folder.resolve("elsewhere"));
        Files.writeString(media(), "a file");

        List<Finding> findings = Reelstore.check(config());

        assertThat(outcome(findings, "database writable")).isEqualTo(Outcome.OK);
        assertThat(outcome(findings, "storage")).isEqualTo(Outcome.FAILED);
        assertThat(media()).hasContent("a file");
    }

    @Test
    void aConfigurationThatIsRefusedIsAFinding() {
        List<Finding> findings = Doctor.examine(() -> {
            throw new StorageException.Configuration("x", "It is refused.");
        });

        assertThat(findings.get(0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(findings.get(0).detail()).isEqualTo("It is refused.");
        assertThat(findings.subList(1, findings.size()))
                .hasSize(4)
                .extracting(Finding::outcome)
                .containsOnly(Outcome.NOT_CHECKED);
    }
}
