package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.internal.ResultRows;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.JobRepository;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class InMemoryJobs implements JobRepository {

    private final InMemoryTx tx;

    InMemoryJobs(InMemoryTx tx) {
        this.tx = tx;
    }

    private InMemoryLedger reading() {
        return tx.reading().ledger();
    }

    private InMemoryLedger writing() {
        return tx.writing().ledger();
    }

    @Override
    public void insert(ProviderJob job) {
        JobId.of(job.id().value());
        if (!job.profileId().equals(tx.profile())) {
            throw new StorageException.InvalidInput(
                    "profile", "The job " + job.id() + " does not belong to profile " + tx.profile() + ".");
        }
        if (writing().jobs().containsKey(job.id())) {
            throw tx.failed(
                    new StorageException.AlreadyExists(job.id().value(), "The job id " + job.id() + " is taken."));
        }
        if (job.state().isActive()
                && reading()
                        .jobs(tx.profile())
                        .anyMatch(other -> other.state().isActive()
                                && other.fingerprint().equals(job.fingerprint())
                                && other.take() == job.take())) {
            throw tx.failed(new StorageException.AlreadyExists(
                    job.id().value(), "There is an active job with the fingerprint and take of job " + job.id() + "."));
        }
        writing().jobs().put(job.id(), job);
    }

    @Override
    public Optional<ProviderJob> find(JobId id) {
        return reading().find(tx.profile(), id);
    }

    @Override
    public List<ProviderJob> usable(Fingerprint fingerprint, int limit) {
        return reading()
                .jobs(tx.profile())
                .filter(job -> job.fingerprint().equals(fingerprint)
                        && (job.state().isActive() || job.state() == JobState.SUCCEEDED))
                .sorted(Comparator.comparingInt(ProviderJob::take)
                        .thenComparing(InMemoryJobs::cursor, InMemoryTable.OLDEST_FIRST)
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Map<Fingerprint, ProviderJob> answers(ProjectId project, Collection<Fingerprint> fingerprints) {
        Set<JobId> rejectedIds = tx.takes().rejectedJobs(project);
        Map<Fingerprint, ProviderJob> answers = new HashMap<>();
        fingerprints.forEach(fingerprint -> {
            List<ProviderJob> usable = usable(fingerprint, Integer.MAX_VALUE);
            List<ProviderJob> rejected = usable.stream()
                    .filter(job -> rejectedIds.contains(job.id()))
                    .toList();
            usable.stream()
                    .filter(job -> job.state() == JobState.SUCCEEDED && hasAllRows(job))
                    .filter(job -> rejected.stream().noneMatch(one -> ResultRows.areSame(one, job)))
                    .findFirst()
                    .or(() -> usable.stream()
                            .filter(job -> job.state().isActive())
                            .findFirst())
                    .ifPresent(job -> answers.put(fingerprint, job));
        });
        return answers;
    }

    private boolean hasAllRows(ProviderJob job) {
        List<JobResult> stored = results(job.id()).stream()
                .filter(result -> result.state() == ResultState.STORED)
                .toList();
        return !stored.isEmpty()
                && stored.stream()
                        .allMatch(result -> ResultRows.hasRow(tx, job, result)
                                || result.filePath()
                                        .flatMap(key -> tx.references().tombstone(key))
                                        .isPresent());
    }

    private static Cursor cursor(ProviderJob job) {
        return new Cursor(job.createdAt(), job.id().value());
    }

    @Override
    public Page<ProviderJob> list(JobFilter filter, PageRequest page) {
        return InMemoryRows.page(
                reading()
                        .jobs(tx.profile())
                        .filter(job -> InMemoryRows.isMet(filter.project(), Optional.of(job.projectId()))
                                && InMemoryRows.isMet(filter.state(), Optional.of(job.state()))),
                InMemoryJobs::cursor,
                page);
    }

    /** How many jobs of a project are not finished. */
    long active(ProjectId project) {
        return reading()
                .jobs(tx.profile())
                .filter(job -> job.projectId().equals(project) && job.state().isActive())
                .count();
    }

    @Override
    public boolean update(ProviderJob before, ProviderJob after) {
        before.requireMayBecome(after);
        Optional<ProviderJob> same = writing()
                .find(tx.profile(), before.id())
                .filter(job -> job.fence() == before.fence() && job.state() == before.state());
        same.ifPresent(job -> writing().jobs().put(job.id(), changed(job, after)));
        return same.isPresent();
    }

    private ProviderJob changed(ProviderJob job, ProviderJob after) {
        return after.toBuilder()
                .profileId(job.profileId())
                .projectId(job.projectId())
                .sceneId(job.sceneId())
                .kind(job.kind())
                .provider(job.provider())
                .model(job.model())
                .language(job.language())
                .request(job.request())
                .fingerprint(job.fingerprint())
                .take(job.take())
                .reuses(job.reuses())
                .createdAt(job.createdAt())
                .updatedAt(tx.now())
                .build();
    }

    @Override
    public boolean addReuse(JobId id) {
        Optional<ProviderJob> found = writing().find(tx.profile(), id);
        found.ifPresent(job -> writing()
                .jobs()
                .put(
                        id,
                        job.toBuilder()
                                .reuses(job.reuses() + 1)
                                .updatedAt(tx.now())
                                .build()));
        return found.isPresent();
    }

    @Override
    public List<JobResult> results(JobId id) {
        return find(id).stream()
                .flatMap(job -> reading().results().values().stream())
                .filter(result -> result.jobId().equals(id))
                .sorted(Comparator.comparingInt(JobResult::position))
                .toList();
    }

    @Override
    public void putResult(JobResult result) {
        require(result.jobId());
        writing().results().put(new InMemoryLedger.Place(result.jobId(), result.position()), result);
    }

    @Override
    public List<JobAttempt> attempts(JobId id) {
        return find(id).map(job -> reading().attempts().getOrDefault(id, List.of()))
                .orElse(List.of());
    }

    @Override
    public void addAttempt(JobAttempt attempt) {
        require(attempt.jobId());
        List<JobAttempt> attempts = new ArrayList<>(writing().attempts().getOrDefault(attempt.jobId(), List.of()));
        int last = attempts.size() - 1;
        if (last >= 0 && isSame(attempts.get(last), attempt)) {
            JobAttempt counted = attempts.get(last);
            attempts.set(last, noted(attempt, counted.number(), counted.firstAt(), counted.times() + 1));
        } else {
            int number = last >= 0 ? attempts.get(last).number() + 1 : 1;
            attempts.add(noted(attempt, number, tx.now(), 1));
            attempts.removeIf(
                    one -> one.number() > JobAttempt.FIRST_KEPT && one.number() <= number - JobAttempt.LAST_KEPT);
        }
        writing().attempts().put(attempt.jobId(), List.copyOf(attempts));
    }

    private static boolean isSame(JobAttempt one, JobAttempt other) {
        return one.state() == other.state()
                && one.failure() == other.failure()
                && one.message().equals(other.message());
    }

    private JobAttempt noted(JobAttempt attempt, int number, Instant firstAt, long times) {
        return new JobAttempt(
                attempt.jobId(),
                number,
                attempt.state(),
                attempt.failure(),
                attempt.message(),
                firstAt,
                tx.now(),
                times);
    }

    private void require(JobId id) {
        writing();
        if (find(id).isEmpty()) {
            throw InMemoryRows.notFound("job", id);
        }
    }
}
