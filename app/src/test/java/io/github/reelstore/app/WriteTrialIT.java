package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.CheckResult.Outcome;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testservers.S3Server;
import io.github.reelstore.testservers.ServerKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known about the writers of an S3 server: tried once, remembered, and tried again by the doctor. */
@Tag("servers")
class WriteTrialIT {

    private static final String PLAIN = "projects/[^/]+/images/[^/.]+\\.png";
    private static final String RANDOM = "projects/[^/]+/images/[^/.]+\\.~[0-9a-f]{20}\\.png";

    @TempDir
    Path folder;

    private ReelstoreConfig config(Map<String, String> environment) {
        return ReelstoreConfig.builder()
                .environment(environment)
                .workingFolder(folder)
                .build();
    }

    /** Stores an image under a new key, and returns the key. */
    private String addImage(Reelstore store) {
        ProjectId project = store.projects().create("lake").id();
        BlobKey key = store.generations()
                .addImage(new NewImage(
                        project,
                        BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder)),
                        ImageGeneration.builder().provider("imagen")))
                .filePath();
        // so that the same image is stored again the next time
        store.projects().delete(project);
        return key.value();
    }

    private String addImage(ReelstoreConfig config) {
        try (Reelstore store = Reelstore.open(config)) {
            return addImage(store);
        }
    }

    private static CheckResult writers(ReelstoreConfig config) {
        List<CheckResult> results = Reelstore.check(config);
        return results.stream()
                .filter(result -> result.check().equals("storage writers"))
                .findFirst()
                .orElseThrow();
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("reelstore-data/reelstore.db"));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void doctorSaysThatKeysNeedARandomPart() {
        ReelstoreConfig config = config(RemoteBackends.s3Environment(S3Server.s3proxy(ServerKind.RACING::of)));
        assertThat(addImage(config)).matches(RANDOM);
        CheckResult writers = writers(config);
        assertThat(writers.outcome()).isEqualTo(Outcome.OK);
        assertThat(writers.detail()).contains("If-None-Match", "random part").doesNotContain("differs");
    }

    @Test
    void theResultIsRememberedUntilDoctorTriesAgain() throws SQLException {
        ReelstoreConfig config = config(RemoteBackends.s3Environment());
        assertThat(addImage(config)).matches(PLAIN);
        execute("UPDATE reelstore_marks SET subject = 'none' WHERE row_kind = 'server' AND subject = 'all'");
        assertThat(addImage(config)).matches(RANDOM);

        assertThat(writers(config).detail())
                .contains("one succeeds; this differs from the trial of 20")
                .endsWith("(none)");
        assertThat(writers(config).detail()).endsWith("one succeeds");
        assertThat(addImage(config)).matches(PLAIN);
    }

    @Test
    void aBlobStoreOnLocalDiskNeedsNoTrial() {
        addImage(config(Map.of()));
        assertThat(Reelstore.check(config(Map.of())))
                .extracting(CheckResult::check)
                .contains("storage writable")
                .doesNotContain("storage writers");
    }
}
