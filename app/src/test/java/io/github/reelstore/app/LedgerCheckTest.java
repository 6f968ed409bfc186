package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ProviderJobBuilder;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.rows.SampleJobs;
import io.github.reelstore.testkit.rows.SampleRows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCheckTest {

    private static final Instant START = SampleRows.START;

    @TempDir
    Path folder;

    private Transactions database;

    @BeforeEach
    void open() {
        database = SqliteTransactions.open(
                SqliteConfig.of(folder.resolve("ledger.db")), Clock.fixed(START, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void insert(ProviderJobBuilder... jobs) {
        database.inTransaction(SampleRows.ALICE, tx -> {
            for (ProviderJobBuilder job : jobs) {
                tx.jobs().insert(job.build());
            }
            return jobs.length;
        });
    }

    private static ProviderJobBuilder job(String id, JobState state) {
        return SampleJobs.job(id).state(state);
    }

    private List<String> warnings(Duration later) {
        return LedgerCheck.of(database, SampleRows.ALICE, START.plus(later));
    }

    @Test
    void jobsThatGoOnNeedNoPerson() {
        insert(
                job("planned", JobState.PLANNED),
                job("sent", JobState.SUBMITTED).worker("w"),
                job("free", JobState.SUBMITTED),
                job("done", JobState.SUCCEEDED),
                job("fails", JobState.DOWNLOADING).worker("w").failures(5).failure(FailureClass.TEMPORARY));
        assertThat(warnings(Duration.ofMinutes(59))).isEmpty();
    }

    @Test
    void jobsOfAProviderWithoutAWorkerWait() {
        insert(
                job("one", JobState.PLANNED),
                job("two", JobState.SUBMITTED),
                job("other", JobState.PLANNED).provider("tts"));
        assertThat(warnings(Duration.ofHours(1)))
                .containsExactly(
                        "No worker serves the provider tts, whose 1 job (other) made no progress for an hour or longer: start one with"
                                + " \"reelstore work --providers FILE\".",
                        "No worker serves the provider veo, whose 2 jobs (one, two) made no progress for an hour or longer: start one"
                                + " with \"reelstore work --providers FILE\".");
    }

    @Test
    void plannedJobsMayWaitLongBehindOthersOfAWorker() {
        insert(job("planned", JobState.PLANNED));
        database.inTransaction(SampleRows.ALICE, tx -> {
            ProviderJob sent = job("sent", JobState.SUBMITTED)
                    .worker("w")
                    .updatedAt(START.plus(Duration.ofMinutes(30)))
                    .build();
            tx.jobs().insert(sent);
            return sent;
        });
        assertThat(warnings(Duration.ofMinutes(70))).isEmpty();
        assertThat(warnings(Duration.ofMinutes(100))).hasSize(1);
    }

    @Test
    void theJobOfAWorkerThatDiedLongAgoIsAbandoned() {
        insert(job("sent", JobState.SUBMITTED).worker("dead"));
        assertThat(warnings(Duration.ofMinutes(170))).isEmpty();
        assertThat(warnings(Duration.ofHours(3))).hasSize(1);
    }

    @Test
    void aDownloadThatIsRefusedForEverIsNamedWithItsReason() {
        insert(job("refused", JobState.DOWNLOADING)
                .worker("w")
                .failures(6)
                .failure(FailureClass.TEMPORARY)
                .errorMessage("status 403"));
        assertThat(warnings(Duration.ZERO))
                .singleElement()
                .asString()
                .startsWith("A step of 1 job (refused) keeps failing: ")
                .endsWith("The last failure is: status 403");
    }

    @Test
    void unknownOutcomesAndResultsThatExpireAreNamed() {
        insert(
                job("unknown", JobState.OUTCOME_UNKNOWN),
                job("expires", JobState.DOWNLOADING).worker("w").remoteExpiresAt(START.plus(Duration.ofHours(13))));
        assertThat(warnings(Duration.ZERO)).singleElement().asString().contains("(unknown)");
        assertThat(warnings(Duration.ofHours(2)))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("The provider soon deletes the results of 1 job (expires)"));
    }
}
