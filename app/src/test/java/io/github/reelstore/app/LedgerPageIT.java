package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.ProjectId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code and the SQL in docs/ledger.md do what the page says. */
class LedgerPageIT {

    private static final Path PAGE = Path.of("../docs/ledger.md");

    private static final String IMPORTS = """
            import io.github.reelstore.app.*;
            import io.github.reelstore.domain.format.*;
            import io.github.reelstore.domain.ledger.*;
            import io.github.reelstore.domain.ledger.jobs.*;
            import io.github.reelstore.domain.model.*;
            """;

    @TempDir
    Path folder;

    @Test
    void javaCodeAsksForAResult() throws Exception {
        List<String> blocks = JavaExample.blocks(PAGE, "java");
        assertThat(blocks).hasSize(1);

        String printed = JavaExample.run(folder, IMPORTS, """
                try (Reelstore store = Reelstore.open("jdbc:sqlite:reels.db", "file:media")) {
                ProjectId project = store.projects().create("Dusk").id();
                PriceTable prices = PriceTable.EMPTY;
                %s
                System.out.println(requested.getClass().getSimpleName() + " " + requested.job().frozen().parameters());
                }
                """.formatted(blocks.get(0)));

        assertThat(printed).contains("Planned {\"durationSeconds\":");
    }

    @Test
    void theStatementKeepsRestoredJobsFromBeingSentAgain() throws Exception {
        List<String> blocks = JavaExample.blocks(PAGE, "sql");
        assertThat(blocks).hasSize(1);
        Map<String, String> environment = RemoteBackends.postgresEnvironment();
        environment.put("REELSTORE_STORAGE_URL", "file:" + folder.resolve("media"));
        try (Reelstore store = Reelstore.open(
                ReelstoreConfig.builder().environment(environment).build())) {
            ProjectId project = store.projects().create("Dusk").id();
            ProviderJob planned = plan(store, project, "planned");
            ProviderJob sending = claimed(store, plan(store, project, "being sent"));
            ProviderJob submitted = claimed(store, plan(store, project, "sent"));
            store.inTransaction(tx -> tx.jobs()
                    .update(
                            submitted,
                            submitted.toBuilder()
                                    .state(JobState.SUBMITTED)
                                    .operationName("op-1")
                                    .build()));

            RemoteBackends.execute(environment, blocks.get(0));

            for (ProviderJob job : List.of(planned, sending)) {
                ProviderJob restored = store.jobs().get(job.id());
                assertThat(restored.state()).isEqualTo(JobState.OUTCOME_UNKNOWN);
                assertThat(restored.worker()).isEqualTo(ProviderJob.FREE);
                assertThat(restored.fence()).isGreaterThan(job.fence());
            }
            assertThat(store.jobs().get(submitted.id()).state()).isEqualTo(JobState.SUBMITTED);
        }
    }

    private static ProviderJob plan(Reelstore store, ProjectId project, String prompt) {
        JobRequest request = JobRequest.builder()
                .provider("veo")
                .kind(MediaKind.VIDEO)
                .prompt(prompt)
                .build();
        return store.jobs().request(new NewJob(request, project)).job();
    }

    private static ProviderJob claimed(Reelstore store, ProviderJob planned) {
        return store.inTransaction(tx -> {
            ProviderJob job =
                    planned.toBuilder().state(JobState.SUBMITTING).worker("w").build();
            tx.jobs().update(planned, job);
            return job;
        });
    }
}
