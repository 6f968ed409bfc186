package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/**
 * Statements of {@link MybatisJobQueue}. Those that find due jobs have null in place of a row that cannot be read; {@code wrong} is
 * the time after which a due time is due as well.
 */
interface JobQueueMapper {

    /** Counts the jobs in flight, at most as many as {@code most}. */
    int inFlight(@Param("profile") ProfileId profile, @Param("credential") String credential, @Param("most") int most);

    List<@Nullable ProviderJob> duePlanned(
            @Param("profile") ProfileId profile,
            @Param("provider") String provider,
            @Param("now") Instant now,
            @Param("wrong") Instant wrong,
            @Param("limit") int limit);

    int claimPlanned(
            @Param("profile") ProfileId profile,
            @Param("ids") Collection<JobId> ids,
            @Param("worker") String worker,
            @Param("credential") String credential,
            @Param("now") Instant now);

    List<@Nullable ProviderJob> dueSent(
            @Param("profile") ProfileId profile,
            @Param("providers") Collection<String> providers,
            @Param("workers") Collection<String> workers,
            @Param("free") String free,
            @Param("now") Instant now,
            @Param("wrong") Instant wrong,
            @Param("limit") int limit);

    int claimSent(
            @Param("profile") ProfileId profile,
            @Param("ids") Collection<JobId> ids,
            @Param("workers") Collection<String> workers,
            @Param("worker") String worker,
            @Param("now") Instant now);

    List<StateCount> activeJobs(@Param("profile") ProfileId profile);

    long expiringJobs(@Param("profile") ProfileId profile, @Param("before") Instant before);

    int beat(@Param("profile") ProfileId profile, @Param("worker") String worker, @Param("now") Instant now);

    List<WorkerBeats> beats(@Param("profile") ProfileId profile);

    int signOff(@Param("profile") ProfileId profile, @Param("workers") Collection<String> workers);
}
