package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.JobRepository;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

final class MybatisJobRepository implements JobRepository {

    private final MybatisTx tx;
    private final JobMapper mapper;

    MybatisJobRepository(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(JobMapper.class);
    }

    @Override
    public void insert(ProviderJob job) {
        JobId.of(job.id().value());
        if (!job.profileId().equals(tx.profile())) {
            throw new StorageException.InvalidInput(
                    "profile",
                    "The job belongs to profile " + job.profileId() + ", but the transaction to profile " + tx.profile()
                            + ".");
        }
        tx.write(job.id().value(), () -> mapper.insert(job));
    }

    @Override
    public Optional<ProviderJob> find(JobId id) {
        return tx.find(id.value(), () -> mapper.find(tx.profile(), id));
    }

    @Override
    public List<ProviderJob> usable(Fingerprint fingerprint, int limit) {
        return all("jobs", () -> mapper.usable(tx.profile(), fingerprint, limit));
    }

    @Override
    public Map<Fingerprint, ProviderJob> answers(ProjectId project, Collection<Fingerprint> fingerprints) {
        Map<Fingerprint, ProviderJob> answers = new HashMap<>();
        for (List<Fingerprint> some : MybatisTx.chunks(fingerprints)) {
            for (ProviderJob job : all("jobs", () -> mapper.answers(tx.profile(), project, some))) {
                answers.put(job.fingerprint(), job);
            }
        }
        return answers;
    }

    /**
     * Reads rows none of which may be left out, since what is left out would be paid for once more.
     *
     * @throws StorageException.Corrupt if a row has an invalid value in a column that must have one
     */
    private <R> List<R> all(String subject, Supplier<List<@Nullable R>> statement) {
        int before = tx.invalidValues().size();
        List<@Nullable R> rows = tx.run(subject, statement);
        List<R> valid = RowRepository.valid(rows);
        if (valid.size() < rows.size()) {
            throw MybatisTx.corrupt(tx.invalidValues().get(before));
        }
        return valid;
    }

    @Override
    public Page<ProviderJob> list(JobFilter filter, PageRequest page) {
        return tx.page(
                "list",
                page,
                (after, limit) -> mapper.list(tx.profile(), filter, after, limit),
                job -> new Cursor(job.createdAt(), job.id().value()));
    }

    @Override
    public boolean update(ProviderJob before, ProviderJob after) {
        before.requireMayBecome(after);
        return tx.write(before.id().value(), () -> mapper.update(tx.profile(), before, after, tx.now())) > 0;
    }

    @Override
    public boolean addReuse(JobId id) {
        return tx.write(id.value(), () -> mapper.addReuse(tx.profile(), id, tx.now())) > 0;
    }

    @Override
    public List<JobResult> results(JobId id) {
        return all(id.value(), () -> mapper.results(tx.profile(), id));
    }

    @Override
    public void putResult(JobResult result) {
        require(result.jobId());
        tx.write(result.jobId().value(), () -> mapper.putResult(tx.profile(), result));
    }

    @Override
    public List<JobAttempt> attempts(JobId id) {
        return RowRepository.valid(tx.run(id.value(), () -> mapper.attempts(tx.profile(), id)));
    }

    @Override
    public void addAttempt(JobAttempt attempt) {
        require(attempt.jobId());
        tx.write(attempt.jobId().value(), () -> {
            int counted = mapper.countAttempt(tx.profile(), attempt, tx.now());
            if (counted == 0) {
                mapper.insertAttempt(tx.profile(), attempt, tx.now());
                mapper.deleteAttempts(tx.profile(), attempt.jobId(), JobAttempt.FIRST_KEPT, JobAttempt.LAST_KEPT);
            }
            return counted;
        });
    }

    private void require(JobId id) {
        if (tx.run(id.value(), () -> mapper.count(tx.profile(), id)) == 0) {
            throw new StorageException.NotFound(
                    id.value(),
                    "There is no job " + Messages.quoted(id.value()) + " in profile " + tx.profile()
                            + "; \"reelstore job list\" lists those that exist.");
        }
    }
}
