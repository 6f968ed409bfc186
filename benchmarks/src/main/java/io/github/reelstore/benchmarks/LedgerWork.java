package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.testservers.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs that one worker takes from planned to stored, with a provider that answers at once, compared with as many durable commits of one
 * row by raw JDBC as a job has: when it is claimed, accepted and generated, and with its result.
 */
final class LedgerWork implements AutoCloseable {

    private static final int JOBS = 200;
    private static final int COMMITS_OF_A_JOB = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Nothing is waited for that the work does not need. */
    private static final WorkerOptions OPTIONS =
            WorkerOptions.DEFAULT.withPoll(Duration.ofMillis(10)).withLook(Duration.ofMillis(10));

    private final Reelstore store;
    private final ProjectId project;
    private final Connection connection;
    private final PreparedStatement update;
    private final List<ProviderJob> rawJobs;
    private int number;

    private LedgerWork(Reelstore store, Reelstore raw, Connection connection) throws SQLException {
        this.store = store;
        this.project = store.projects().create("Ledger").id();
        this.rawJobs = plan(raw, raw.projects().create("Ledger").id());
        this.connection = connection;
        connection.setAutoCommit(false);
        this.update = connection.prepareStatement("UPDATE provider_jobs SET fence = fence + 1 WHERE id = ?");
    }

    static Table measure(Path work) throws Exception {
        Table table = new Table("Jobs by one worker", "as many commits of one row by raw JDBC");
        Databases.Sqlite sqlite = new Databases.Sqlite(work);
        measure(table, "SQLite, local disk", sqlite, sqlite.open("ours"));
        S3Server server = S3Server.s3proxy(Files.createDirectory(work.resolve("server")));
        System.setProperty("aws.accessKeyId", server.accessKey());
        System.setProperty("aws.secretAccessKey", server.secretKey());
        Databases.Postgres postgres = Databases.Postgres.start(work);
        postgres.create("ours");
        ReelstoreConfig config = postgres.config("ours")
                .storageUrl("s3://" + server.newBucket())
                .set("reelstore.storage.endpoint", server.endpoint().toString())
                .set("reelstore.storage.region", server.region())
                .set("reelstore.storage.staging", work.resolve("staging").toString())
                .build();
        measure(table, "Postgres, S3", postgres, Reelstore.open(config));
        return table;
    }

    private static void measure(Table table, String pair, Databases database, Reelstore ours) throws Exception {
        try (ours;
                Reelstore raw = database.open("raw");
                Connection connection = database.connect("raw");
                LedgerWork work = new LedgerWork(ours, raw, connection)) {
            Comparison measured = Comparison.of(3, 11, work::work, work::commit);
            table.add(pair + ": a job", JOBS, measured, "did not exist", Goal.NONE);
            System.err.printf("%s: %.0f jobs a second%n", pair, JOBS / Comparison.median(measured.ours()));
        }
    }

    private List<ProviderJob> plan(Reelstore planned, ProjectId in) {
        List<NewJob> batch = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            JobRequest request = JobRequest.builder()
                    .provider(InstantProvider.NAME)
                    .kind(MediaKind.AUDIO)
                    .text("text " + number++)
                    .build();
            batch.add(new NewJob(request, in));
        }
        return planned.jobs().requestAll(batch).stream().map(RequestedJob::job).toList();
    }

    private void work() throws InterruptedException {
        plan(store, project);
        ProviderSetup provider = new ProviderSetup(InstantProvider.NAME, new InstantProvider(), "key", 64, 1_000_000);
        try (JobWorker worker = store.startWorker(List.of(provider), OPTIONS, WorkerListener.NONE)) {
            if (!worker.awaitIdle(PATIENCE)) {
                throw new IllegalStateException("the jobs were not finished within " + PATIENCE);
            }
        }
    }

    private void commit() throws SQLException {
        for (ProviderJob job : rawJobs) {
            for (int i = 0; i < COMMITS_OF_A_JOB; i++) {
                update.setString(1, job.id().value());
                update.executeUpdate();
                connection.commit();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        update.close();
    }
}
