package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.internal.JobSteps;
import io.github.reelstore.domain.ledger.internal.ResultRows;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes the jobs of one profile from planned to stored: sends each request once, polls its operation, and stores its results. Several
 * workers may run, in several processes: each job has one worker at a time, and a dead worker's jobs are taken over. What a worker was
 * sending when it died is {@code outcome_unknown} and never sent again by itself.
 *
 * <pre>{@code
 * try (JobWorker worker = JobWorker.start(
 *         transactions, blobs, generations, profile, providers, WorkerOptions.DEFAULT, WorkerListener.NONE)) {
 *     worker.awaitIdle(Duration.ofMinutes(10));
 * }
 * }</pre>
 */
public final class JobWorker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobWorker.class.getName());

    /** The maximum number of jobs that are taken over at once. */
    private static final int TAKEN_OVER_AT_ONCE = 100;

    private static final List<JobState> CLAIMED =
            List.of(JobState.SUBMITTING, JobState.SUBMITTED, JobState.DOWNLOADING, JobState.OUTCOME_UNKNOWN);

    private static final Duration PATIENCE_WITH_DOWNLOADS = Duration.ofSeconds(10);

    private static final Duration LOOK_FOR_IDLE = Duration.ofMillis(100);

    /** How many pauses of a failed step pass before a step that failed unexpectedly is tried again. */
    private static final int UNEXPECTED_PAUSES = 10;

    private static final int QUESTIONS_IN_DOUBT = 10;

    private final Transactions transactions;
    private final ProfileId profile;
    private final WorkerOptions options;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, ProviderSetup> providers = new TreeMap<>();
    private final Map<String, CredentialGate> gates = new HashMap<>();

    /** Those of credentials that limit calls of all kinds. */
    private final Map<String, CredentialGate> callGates = new HashMap<>();

    private final LivingWorkers others;
    private final JobsInHand inHand = new JobsInHand();
    private final ScheduledThreadPoolExecutor heart;

    /** Hands the tasks whose time has come to the threads of their providers, and calls none itself. */
    private final ScheduledThreadPoolExecutor clock;

    private final Map<String, ProviderThreads> threads = new HashMap<>();
    private final JobRun run;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final LostClaims lostClaims = new LostClaims();
    private volatile boolean claimsMayBeLost;

    private JobWorker(
            Transactions transactions,
            BlobStore blobs,
            GenerationService generations,
            ProfileId profile,
            List<ProviderSetup> providers,
            WorkerOptions options,
            WorkerListener listener) {
        this.transactions = transactions;
        this.profile = profile;
        this.options = options;
        for (ProviderSetup provider : providers) {
            threads.put(provider.name(), new ProviderThreads(provider, options));
            if (this.providers.put(provider.name(), provider) != null) {
                throw new StorageException.InvalidInput(
                        provider.name(), "There are two providers with the name " + provider.name() + "; rename one.");
            }
        }
        this.providers.values().stream()
                .collect(Collectors.toMap(ProviderSetup::credential, ProviderSetup::perMinute, Math::min))
                .forEach((credential, perMinute) ->
                        gates.put(credential, new CredentialGate(perMinute, System::nanoTime)));
        this.providers.values().stream()
                .filter(provider -> provider.callsPerMinute().isPresent())
                .collect(Collectors.toMap(
                        ProviderSetup::credential,
                        provider -> provider.callsPerMinute().orElseThrow(),
                        Math::min))
                .forEach((credential, perMinute) ->
                        callGates.put(credential, new CredentialGate(perMinute, System::nanoTime)));
        this.others = new LivingWorkers(id, options.dead(), System::nanoTime);
        this.heart = scheduled("heart");
        this.clock = scheduled("clock");
        Later later = new Later();
        JobCommits commits = new JobCommits(transactions, profile, inHand, options.retry(), listener, later);
        this.run = new JobRun(commits, blobs, new ResultRows(generations), inHand, later);
    }

    private static ScheduledThreadPoolExecutor scheduled(String name) {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, task -> ProviderThreads.thread(name, task));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /**
     * Starts a worker. Close it to stop it; it closes the clients of the providers then. If this method throws, they stay open.
     *
     * @throws StorageException.InvalidInput if two providers have the same name
     * @throws StorageException.Unavailable if the database is not available
     */
    public static JobWorker start(
            Transactions transactions,
            BlobStore blobs,
            GenerationService generations,
            ProfileId profile,
            List<ProviderSetup> providers,
            WorkerOptions options,
            WorkerListener listener) {
        JobWorker worker = new JobWorker(transactions, blobs, generations, profile, providers, options, listener);
        try {
            worker.start();
        } catch (RuntimeException | Error e) {
            worker.endThreads();
            throw e;
        }
        return worker;
    }

    private void start() {
        beat();
        long pause = options.beat().toMillis();
        Future<?> unused = heart.scheduleWithFixedDelay(this::beatAgain, pause, pause, TimeUnit.MILLISECONDS);
        providers.values().forEach(provider -> look(provider, 0));
    }

    /** Gives a sign of life, and takes over what no living worker has, however much that is. */
    private void beat() {
        boolean more = takeOver();
        while (more && !closing.get()) {
            more = takeOver();
        }
        if (claimsMayBeLost && !closing.get()) {
            resumeLostClaims();
        }
    }

    /** Returns whether there may be more. */
    private boolean takeOver() {
        List<ProviderJob> taken = transactions.inTransaction(profile, tx -> {
            tx.jobQueue().beat(id);
            if (closing.get()) {
                return List.of();
            }
            Set<String> dead = others.dead(tx.jobQueue().beats());
            List<ProviderJob> jobs = tx.jobQueue().claimSent(id, providers.keySet(), dead, TAKEN_OVER_AT_ONCE);
            if (!dead.isEmpty()) {
                tx.jobQueue().signOff(dead);
            }
            return jobs;
        });
        for (ProviderJob job : taken) {
            inHand.put(job);
            ProviderSetup provider = setupOf(job);
            step(provider, job, () -> run.resume(provider, job), 0);
        }
        return taken.size() == TAKEN_OVER_AT_ONCE;
    }

    /**
     * Goes on with jobs that this worker has claimed without knowing it, since the answer to the commit was lost. One that is not in
     * hand for as long as a dead worker's is not about to be sent any more.
     */
    private void resumeLostClaims() {
        List<ProviderJob> own = transactions.readOnly(
                profile,
                tx -> CLAIMED.stream()
                        .flatMap(state -> all(tx, JobFilter.of(state)))
                        .filter(job -> job.worker().equals(id) && !inHand.has(job))
                        .toList());
        List<ProviderJob> lost = lostClaims.after(own, options.dead(), System.nanoTime());
        claimsMayBeLost = !own.isEmpty();
        for (ProviderJob job : lost) {
            inHand.put(job);
            ProviderSetup provider = setupOf(job);
            step(provider, job, () -> run.resumeLost(provider, job), 0);
        }
    }

    private static Stream<ProviderJob> all(Tx tx, JobFilter filter) {
        List<ProviderJob> jobs = new ArrayList<>();
        Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX_LIMIT));
        while (next.isPresent()) {
            PageRequest request = next.get();
            Page<ProviderJob> page = tx.jobs().list(filter, request);
            jobs.addAll(page.items());
            next = page.next().map(request::after);
        }
        return jobs.stream();
    }

    private void beatAgain() {
        try {
            beat();
        } catch (RuntimeException | Error e) {
            claimsMayBeLost = true;
            // the next beat tries again; until then another worker may take over, which the fence makes harmless
            LOG.log(System.Logger.Level.WARNING, "The worker could not give a sign of life: " + e.getMessage());
        }
    }

    private ProviderSetup setupOf(ProviderJob job) {
        ProviderSetup provider = providers.get(job.provider());
        if (provider == null) {
            throw new IllegalStateException("only jobs of these providers are claimed");
        }
        return provider;
    }

    private CredentialGate gateOf(ProviderSetup provider) {
        CredentialGate gate = gates.get(provider.credential());
        if (gate == null) {
            throw new IllegalStateException("every credential has a gate");
        }
        return gate;
    }

    /** Looks for planned jobs of a provider, after a pause in nanoseconds. */
    private void look(ProviderSetup provider, long pause) {
        schedule(() -> send(provider), pause);
    }

    private void send(ProviderSetup provider) {
        send(provider, () -> sendNext(provider));
    }

    private void send(ProviderSetup provider, Runnable task) {
        // closing: nothing more is sent
        boolean unused = threadsOf(provider).send(task);
    }

    private ProviderThreads threadsOf(ProviderSetup provider) {
        ProviderThreads found = threads.get(provider.name());
        if (found == null) {
            throw new IllegalStateException("every provider has its threads");
        }
        return found;
    }

    /** Sends the next job of a provider, if one is due and the limits of its credential allow it. */
    private void sendNext(ProviderSetup provider) {
        if (closing.get()) {
            return;
        }
        long wait = gateOf(provider).take();
        if (wait > 0) {
            look(provider, Math.min(wait, options.look().toNanos()));
        } else if (!isDue(provider)) {
            gateOf(provider).giveBack();
            look(provider, options.look().toNanos());
        } else {
            long slot = book(provider);
            if (slot > 0) {
                schedule(() -> send(provider, () -> claimAndSend(provider)), slot);
            } else {
                claimAndSend(provider);
            }
        }
    }

    private void claimAndSend(ProviderSetup provider) {
        long claimedAt = System.nanoTime();
        List<ProviderJob> claimed = List.of();
        try {
            claimed = transactions.inTransaction(profile, tx -> claimed(tx, provider));
        } catch (RuntimeException e) {
            claimsMayBeLost = true;
            LOG.log(System.Logger.Level.WARNING, "The worker could not claim a job: " + e.getMessage());
        } finally {
            if (claimed.isEmpty()) {
                gateOf(provider).giveBack();
            }
            look(provider, claimed.isEmpty() ? options.look().toNanos() : 0);
        }
        for (ProviderJob job : claimed) {
            inHand.put(job);
            guarded(provider, job, () -> run.submit(provider, job, claimedAt)).run();
        }
    }

    /** SQLite has one writer at a time, whom a worker that has nothing to do does not keep waiting. */
    private boolean isDue(ProviderSetup provider) {
        try {
            return transactions.readOnly(
                    profile,
                    tx -> tx.jobQueue().isPlannedDue(provider.name(), provider.credential(), provider.inFlight()));
        } catch (RuntimeException | Error e) {
            // it looks again later
            LOG.log(System.Logger.Level.WARNING, "The worker could not look for jobs: " + e.getMessage());
            return false;
        }
    }

    /** Books the next call with a provider's credential, and returns how long to wait for it, in nanoseconds. */
    private long book(ProviderSetup provider) {
        CredentialGate gate = callGates.get(provider.credential());
        return gate == null ? 0 : gate.book();
    }

    /** With a sign of life: if this worker was taken for dead meanwhile, its job could not be taken over otherwise. */
    private List<ProviderJob> claimed(Tx tx, ProviderSetup provider) {
        if (closing.get()) {
            return List.of();
        }
        List<ProviderJob> jobs =
                tx.jobQueue().claimPlanned(id, provider.name(), provider.credential(), provider.inFlight(), 1);
        if (!jobs.isEmpty()) {
            tx.jobQueue().beat(id);
        }
        return jobs;
    }

    /** When the steps of a job go on. */
    final class Later {

        /** Polls an operation that has just begun. */
        void poll(ProviderSetup provider, ProviderJob job) {
            poll(provider, job, firstPause(), longer(firstPause()));
        }

        /**
         * Polls an operation.
         *
         * @param pause how long to wait first
         * @param next how long to wait after it, if the operation still runs and the provider does not say when to ask again
         */
        void poll(ProviderSetup provider, ProviderJob job, Duration pause, Duration next) {
            call(provider, job, () -> run.poll(provider, job, next), pause);
        }

        /** The pause before the first poll: some operations take a second, others ten minutes. */
        Duration firstPause() {
            return options.poll().dividedBy(WorkerOptions.SHORTER_AT_FIRST);
        }

        /** The pause after another one. */
        Duration longer(Duration pause) {
            Duration twice = pause.multipliedBy(2);
            return twice.compareTo(options.poll()) < 0 ? twice : options.poll();
        }

        /**
         * Looks for an operation.
         *
         * @param since since when its provider says that it has not accepted it, as {@link System#nanoTime}
         */
        void find(ProviderSetup provider, ProviderJob job, long since, Duration pause) {
            call(provider, job, () -> run.find(provider, job, since), pause);
        }

        /** The pause between two questions whether a provider still does not have it. */
        Duration pauseInDoubt() {
            return options.doubt().dividedBy(QUESTIONS_IN_DOUBT);
        }

        /** Whether a provider has said for so long that it does not have it that it is believed. */
        boolean isDoubtOver(long since) {
            return System.nanoTime() - since >= options.doubt().toNanos();
        }

        void download(ProviderSetup provider, ProviderJob job, Duration pause) {
            call(provider, job, () -> startDownload(provider, job), pause);
        }

        /** Counts a call that does not wait; the next ones wait longer. */
        void count(ProviderSetup provider) {
            long unused = book(provider);
        }

        /** Runs the step that follows a late answer to a submit: at once, also while this worker is being closed. */
        void answered(ProviderSetup provider, ProviderJob job, Runnable step) {
            Runnable task = guarded(provider, job, step);
            if (!threadsOf(provider).send(task)) {
                task.run();
            }
        }

        void again(ProviderJob job) {
            ProviderSetup provider = setupOf(job);
            step(provider, job, () -> run.again(provider, job), 0);
        }

        void pauseCredential(ProviderSetup provider, Duration pause) {
            gateOf(provider).pause(Duration.ofNanos(nanos(pause)));
        }

        /** Whether the provider has asked that nothing is sent with this credential for now. */
        boolean isPaused(ProviderSetup provider) {
            return gateOf(provider).pause() > 0;
        }

        boolean isClosing() {
            return closing.get();
        }

        /** Half of the time after which others take this worker for dead: what is not checked again within it may be theirs. */
        Duration trust() {
            return options.dead().dividedBy(2);
        }
    }

    private void startDownload(ProviderSetup provider, ProviderJob job) {
        // closing: the job is freed, and another worker downloads it
        boolean unused = threadsOf(provider).download(job, guarded(provider, job, () -> run.download(provider, job)));
    }

    /** Runs a step that calls the provider, later: when its turn among all calls with the credential comes. */
    private void call(ProviderSetup provider, ProviderJob job, Runnable step, Duration pause) {
        step(provider, job, () -> inTurn(provider, job, step, false), nanos(pause));
    }

    private void inTurn(ProviderSetup provider, ProviderJob job, Runnable step, boolean booked) {
        long paused = gateOf(provider).pause();
        if (paused > 0) {
            // the provider has asked for it since the step was planned
            step(provider, job, () -> inTurn(provider, job, step, booked), paused);
            return;
        }
        long wait = booked ? 0 : book(provider);
        if (wait > 0) {
            step(provider, job, () -> inTurn(provider, job, step, true), wait);
        } else {
            step.run();
        }
    }

    /** A provider's pause is not believed beyond the longest one. */
    private static long nanos(Duration pause) {
        return pause.compareTo(ProviderJob.LONGEST_PAUSE) < 0 ? pause.toNanos() : ProviderJob.LONGEST_PAUSE.toNanos();
    }

    /** Runs a step of a job later; if it fails unexpectedly, the job goes on from what is committed. */
    private void step(ProviderSetup provider, ProviderJob job, Runnable step, long nanos) {
        Runnable task = guarded(provider, job, step);
        schedule(
                () -> {
                    // closing: as in schedule
                    boolean unused = threadsOf(provider).call(task);
                },
                nanos);
    }

    private Runnable guarded(ProviderSetup provider, ProviderJob job, Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "A step of the job " + job.id() + " failed unexpectedly.", e);
                countFailure(job, e);
                long pause = TimeUnit.MILLISECONDS.toNanos(
                        UNEXPECTED_PAUSES * options.retry().toMillis());
                step(provider, job, () -> run.again(provider, job), pause);
            }
        };
    }

    private void countFailure(ProviderJob job, Throwable thrown) {
        try {
            run.failed(job, thrown);
        } catch (RuntimeException e) {
            // the next attempt counts
            LOG.log(System.Logger.Level.WARNING, "The failure of a step was not counted: " + e.getMessage());
        }
    }

    private void schedule(Runnable task, long nanos) {
        try {
            Future<?> unused = clock.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // closing: what is in hand is freed, and another worker goes on
        }
    }

    /**
     * Waits until no job of the profile can go on by itself: all are finished, or their outcome is unknown. Jobs of providers that this
     * worker does not serve are waited for too, since another worker may.
     *
     * @return whether that was so before the timeout
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Map<JobState, Long> active =
                    transactions.readOnly(profile, tx -> tx.jobQueue().activeJobs());
            List<JobState> going = new ArrayList<>(active.keySet());
            going.remove(JobState.OUTCOME_UNKNOWN);
            if (going.isEmpty()) {
                return true;
            }
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(options.look().toNanos(), LOOK_FOR_IDLE.toNanos()));
        }
    }

    /**
     * Stops: sends nothing more, waits for the answers to what was sent, and frees its jobs for other workers. Closing again has no
     * effect.
     */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        endThreads();
        // until the answers are there, it gives signs of life, or another worker would take their jobs over
        boolean interrupted = awaitTermination();
        List<Runnable> unusedBeat = heart.shutdownNow();
        try {
            signOff();
        } finally {
            providers.values().forEach(provider -> provider.client().close());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void endThreads() {
        clock.shutdown();
        threads.values().forEach(ProviderThreads::shutdown);
    }

    /**
     * An answer that is not waited for would be an outcome that is not known. Downloads were interrupted; one that does not end soon
     * is another worker's to repeat.
     */
    private boolean awaitTermination() {
        boolean interrupted = false;
        while (true) {
            try {
                boolean answered = true;
                for (ProviderThreads each : threads.values()) {
                    answered &= each.awaitAnswers(TimeUnit.DAYS.toNanos(1));
                }
                if (answered) {
                    awaitDownloads();
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private void awaitDownloads() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_WITH_DOWNLOADS.toNanos();
        for (ProviderThreads each : threads.values()) {
            if (!each.awaitDownloads(end - System.nanoTime())) {
                LOG.log(System.Logger.Level.WARNING, "A download does not end; another worker repeats it.");
            }
        }
    }

    private void signOff() {
        try {
            transactions.inTransaction(profile, tx -> {
                for (ProviderJob job : inHand.all()) {
                    free(new JobSteps(tx), job);
                }
                tx.jobQueue().signOff(List.of(id));
                return id;
            });
        } catch (RuntimeException e) {
            // another worker takes over, a little later
            LOG.log(System.Logger.Level.WARNING, "The worker could not free its jobs: " + e.getMessage());
        }
    }

    private static void free(JobSteps steps, ProviderJob job) {
        try {
            // a download that has not ended cannot take the job back; an answer that comes late may
            long fence = job.state() == JobState.DOWNLOADING ? job.fence() + 1 : job.fence();
            steps.change(job, values -> values.worker(ProviderJob.FREE).fence(fence));
        } catch (JobSteps.LostClaim e) {
            // it is not this worker's any more
        }
    }
}
