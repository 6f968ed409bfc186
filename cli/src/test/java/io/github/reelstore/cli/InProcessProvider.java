package io.github.reelstore.cli;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.Usage;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A provider in this process, whose answers depend on the first word of the prompt or text: {@code refused}, {@code lost} (no
 * answer), {@code filtered}, {@code endless} (never finished), {@code stuck} (its result cannot be downloaded, and expires in an
 * hour); all others are finished at once.
 */
final class InProcessProvider implements ProviderClient {

    /** Where it has its results; never to be shown. */
    static final String SIGNED_URL = "https://provider.example/result?signature=5ec2e7";

    static final String NAME = "veo";

    /** A worker for the store in the folder, as long as it has something to do other than endless jobs. */
    static void work(Path folder) throws InterruptedException {
        ReelstoreConfig config = ReelstoreConfig.builder().workingFolder(folder).build();
        WorkerOptions options = new WorkerOptions(
                4,
                2,
                Duration.ofMillis(10),
                Duration.ofMillis(10),
                Duration.ofMillis(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ZERO);
        ProviderSetup setup = new ProviderSetup(NAME, new InProcessProvider(), "veo-main", 100, 60_000);
        try (Reelstore store = Reelstore.open(config)) {
            JobWorker worker = store.startWorker(List.of(setup), options, WorkerListener.NONE);
            try {
                long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (!isSettled(store) && System.nanoTime() - deadline < 0) {
                    Thread.sleep(20);
                }
            } finally {
                worker.close();
            }
        }
    }

    /** Whether those that are left are endless or stuck. */
    private static boolean isSettled(Reelstore store) {
        Map<JobState, Long> active = store.jobs().active();
        return !active.containsKey(JobState.PLANNED)
                && !active.containsKey(JobState.SUBMITTING)
                && jobs(store, JobState.SUBMITTED).allMatch(job -> job.request().contains("endless"))
                && jobs(store, JobState.DOWNLOADING).allMatch(job -> job.failures() > 0)
                && jobs(store, JobState.OUTCOME_UNKNOWN)
                        .allMatch(job -> job.worker().equals(ProviderJob.FREE));
    }

    private static Stream<ProviderJob> jobs(Reelstore store, JobState state) {
        return store.jobs().list(JobFilter.of(state), PageRequest.first(100)).items().stream();
    }

    @Override
    public Submission submit(SubmitRequest request) throws ProviderException {
        String words = request.request().prompt().or(request.request()::text).orElse("");
        Operation operation = new Operation("op-" + request.clientToken());
        return switch (words.split(" ", 2)[0]) {
            case "refused" -> throw new ProviderException(FailureClass.REFUSED, "The prompt is not allowed.", null);
            case "lost" -> throw new ProviderException(FailureClass.MAYBE_ACCEPTED, "The connection broke.", null);
            case "filtered" -> new Submission(operation, Optional.of(new Progress.Filtered(List.of("Safety"))));
            case "endless" -> new Submission(operation);
            case "stuck" ->
                new Submission(
                        operation,
                        Optional.of(done(
                                new RemoteFile(SIGNED_URL),
                                Optional.of(
                                        Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS)))));
            default ->
                new Submission(
                        operation,
                        Optional.of(done(new RemoteFile(nameOf(request.request().kind())), Optional.empty())));
        };
    }

    private static Progress done(RemoteFile file, Optional<Instant> expiry) {
        return new Progress.Done(
                List.of(file),
                Optional.of(Usage.of(new BigDecimal("8"), "seconds")),
                Optional.of(Money.parse("0.25 USD")),
                expiry);
    }

    private static String nameOf(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> Samples.LIGHTHOUSE_PNG.name();
            case AUDIO -> Samples.NARRATION_EN_MP3.name();
            case VIDEO -> Samples.VIDEO_MP4.name();
        };
    }

    @Override
    public Progress poll(Operation operation) {
        return new Progress.Running(Optional.of(Duration.ofSeconds(1)));
    }

    @Override
    public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
        if (file.name().equals(SIGNED_URL)) {
            throw new ProviderException(FailureClass.TEMPORARY, "The server is overloaded.", null);
        }
        byte[] bytes = Samples.valueOf(file.name()).bytes();
        return new RemoteContent(new ByteArrayInputStream(bytes), 0, Optional.of((long) bytes.length));
    }

    @Override
    public void close() {
        // it has no connections
    }
}
