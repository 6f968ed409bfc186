package io.github.reelstore.domain.ledger.jobs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.internal.ResultRows;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.VerifiedStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The stored results of earlier jobs, with which a request can be answered. A result whose row was deleted is brought back while
 * its file exists.
 */
final class ReusableResults {

    /** The maximum number of earlier takes that are looked at. */
    static final int MAX_TAKES = 1_000;

    private final Transactions transactions;
    private final ProfileId profile;
    private final BlobStore blobs;
    private final IdGenerator ids;
    private final ResultRows rows;

    ReusableResults(
            Transactions transactions,
            ProfileId profile,
            BlobStore blobs,
            IdGenerator ids,
            GenerationService generations) {
        this.transactions = transactions;
        this.profile = profile;
        this.ids = ids;
        this.blobs = blobs;
        this.rows = new ResultRows(generations);
    }

    /** The jobs that have succeeded, those for the asked project and scene first; and which of them were rejected. */
    private record Finished(List<ProviderJob> jobs, Set<JobId> rejected) {

        /** Without those that were rejected, and their copies. */
        List<ProviderJob> usable() {
            List<ProviderJob> rejectedJobs =
                    jobs.stream().filter(job -> rejected.contains(job.id())).toList();
            return jobs.stream()
                    .filter(job -> rejectedJobs.stream().noneMatch(one -> ResultRows.areSame(one, job)))
                    .toList();
        }

        boolean contains(ProviderJob job) {
            return jobs.stream().anyMatch(one -> one.id().equals(job.id()));
        }
    }

    /** A job with its stored results. */
    private record Found(ProviderJob job, List<Existing> results) {}

    /**
     * A stored result.
     *
     * @param row whether its row exists
     */
    private record Existing(JobResult result, boolean row) {}

    /**
     * Whether a request can be answered, unless a file turns out to be damaged. Nothing is written.
     *
     * @param examined the jobs that were looked at are added
     */
    boolean has(NewJob asked, Set<JobId> examined) {
        return found(look(asked, examined)).findFirst().isPresent();
    }

    private Finished look(NewJob asked, Set<JobId> examined) {
        Finished finished = transactions.readOnly(profile, tx -> finished(tx, asked));
        finished.jobs().forEach(job -> examined.add(job.id()));
        return finished;
    }

    /** The usable jobs all of whose stored results have their files, one after the other. */
    private Stream<Found> found(Finished finished) {
        return finished.usable().stream()
                .map(job -> transactions.readOnly(profile, tx -> found(tx, job)))
                .filter(found -> !found.results().isEmpty()
                        && found.results().stream().allMatch(existing -> hasFile(existing.result())));
    }

    /**
     * Answers a request with the stored results of the last take that has their files, in the asked project and scene if there is one. Those
     * that were all rejected as takes of the asked project are not given again, and neither are copies of them.
     * Results whose rows are missing are stored again. For another project or scene they are stored there, as those of a job that
     * costs nothing and that answers the next such request. The reuse is not counted yet.
     *
     * @param examined the jobs that were looked at are added
     * @return empty if there are no such results
     */
    Optional<RequestedJob.Reused> answer(NewJob asked, Set<JobId> examined) {
        Finished finished = look(asked, examined);
        return found(finished)
                .flatMap(found -> take(asked, found, finished).stream())
                .findFirst();
    }

    /**
     * The job that was paid for the results of another one: itself, or the one that it is a copy of.
     *
     * @param jobs the jobs for the same request
     */
    static JobId paidFor(ProviderJob job, List<ProviderJob> jobs) {
        return jobs.stream()
                .filter(one -> one.state() == JobState.SUCCEEDED && ResultRows.areSame(one, job))
                .max(Comparator.comparing(
                                (ProviderJob one) -> one.settledNanos().orElse(0L))
                        .thenComparing(ProviderJob::createdAt, Comparator.reverseOrder())
                        .thenComparing(one -> one.id().value(), Comparator.reverseOrder()))
                .orElse(job)
                .id();
    }

    private static Finished finished(Tx tx, NewJob asked) {
        List<ProviderJob> jobs = tx.jobs().usable(asked.request().fingerprint(), MAX_TAKES).stream()
                .filter(job -> job.state() == JobState.SUCCEEDED)
                .sorted(Comparator.comparing((ProviderJob job) -> !isFor(asked, job)))
                .toList();
        return new Finished(jobs, jobs.isEmpty() ? Set.of() : tx.takes().rejectedJobs(asked.projectId()));
    }

    private static boolean isFor(NewJob asked, ProviderJob job) {
        return job.projectId().equals(asked.projectId()) && job.sceneId().equals(asked.sceneId());
    }

    private static Found found(Tx tx, ProviderJob job) {
        return new Found(
                job,
                tx.jobs().results(job.id()).stream()
                        .filter(result -> result.state() == ResultState.STORED)
                        .map(result -> new Existing(result, ResultRows.hasRow(tx, job, result)))
                        .toList());
    }

    private boolean hasFile(JobResult result) {
        return result.filePath()
                .flatMap(blobs::stat)
                .map(BlobInfo::size)
                .filter(size -> size > 0)
                .isPresent();
    }

    /** Returns empty if a file turns out to be missing or damaged. */
    private Optional<RequestedJob.Reused> take(NewJob asked, Found found, Finished finished) {
        boolean own = isFor(asked, found.job());
        requireProject(asked);
        Found stored = own ? found : copyOf(found, asked, finished);
        List<JobResult> results = new ArrayList<>();
        try {
            for (Existing existing : stored.results()) {
                results.add(existing.row() ? existing.result() : storeAgain(stored.job(), existing.result()));
            }
        } catch (StorageException.NotFound | StorageException.Corrupt e) {
            requireProject(asked);
            if (!own) {
                lose(stored);
            }
            return Optional.empty();
        }
        return Optional.of(new RequestedJob.Reused(stored.job(), paidFor(found.job(), finished.jobs()), results));
    }

    private void lose(Found copy) {
        transactions.inTransaction(profile, tx -> {
            for (Existing existing : copy.results()) {
                tx.jobs()
                        .putResult(existing.result().toBuilder()
                                .state(ResultState.LOST)
                                .rowId(Optional.empty())
                                .build());
            }
            return copy;
        });
    }

    /** The copy for the asked project and scene: that of another request since the jobs were looked at, or a new one. */
    private Found copyOf(Found found, NewJob asked, Finished finished) {
        return transactions.inTransaction(
                profile,
                tx -> finished(tx, asked).usable().stream()
                        .filter(job ->
                                isFor(asked, job) && ResultRows.areSame(job, found.job()) && !finished.contains(job))
                        .map(job -> found(tx, job))
                        .filter(copy -> !copy.results().isEmpty())
                        .findFirst()
                        .orElseGet(() -> insertCopy(tx, found, asked)));
    }

    /** With all its results, whose rows are stored next: if that is interrupted, the next request goes on with it. */
    private Found insertCopy(Tx tx, Found found, NewJob asked) {
        Optional<Long> nothing = found.job().currency().map(currency -> 0L);
        ProviderJob copy = found.job().toBuilder()
                .id(new JobId(ids.next()))
                .projectId(asked.projectId())
                .sceneId(asked.sceneId())
                .reservedNanos(nothing)
                .reservedAt(tx.now())
                .settledNanos(nothing)
                .usageNanos(Optional.empty())
                .usageUnit(Optional.empty())
                .reuses(0)
                .createdAt(tx.now())
                .updatedAt(tx.now())
                .completedAt(tx.now())
                .build();
        tx.jobs().insert(copy);
        List<Existing> results = found.results().stream()
                .map(existing -> existing.result().toBuilder()
                        .jobId(copy.id())
                        .rowId(Optional.empty())
                        .build())
                .map(result -> new Existing(result, false))
                .toList();
        results.forEach(existing -> tx.jobs().putResult(existing.result()));
        return new Found(copy, results);
    }

    /** Stores a result whose row is missing, unless another request has done so since. */
    private JobResult storeAgain(ProviderJob job, JobResult result) {
        try {
            return rows.store(job, result, sourceOf(result), (tx, stored) -> {
                Optional<JobResult> since = tx.jobs().results(job.id()).stream()
                        .filter(now -> now.position() == result.position()
                                && now.state() == ResultState.STORED
                                && ResultRows.hasRow(tx, job, now))
                        .findFirst();
                if (since.isPresent()) {
                    throw new StoredMeanwhile(since.get());
                }
                tx.jobs().putResult(stored);
            });
        } catch (StoredMeanwhile e) {
            return e.result;
        }
    }

    /** Rolls the transaction back. */
    private static final class StoredMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient JobResult result;

        StoredMeanwhile(JobResult result) {
            this.result = result;
        }
    }

    private void requireProject(NewJob asked) {
        transactions.readOnly(profile, tx -> MediaTable.PROJECTS.require(tx, asked.projectId()));
    }

    private BlobSource sourceOf(JobResult result) {
        BlobKey key = result.filePath().orElseThrow();
        return new BlobSource(key.value(), () -> verified(result, key));
    }

    private InputStream verified(JobResult result, BlobKey key) {
        BlobContent content = blobs.open(key, ByteRange.ALL);
        return result.contentHash()
                .<InputStream>map(hash -> new VerifiedStream(content, key, hash))
                .orElseGet(content::stream);
    }
}
