package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.JobFilter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements of {@link MybatisJobRepository}. Lists have null in place of a row that cannot be read. */
interface JobMapper {

    int insert(@Param(RowMapper.ROW) ProviderJob row);

    @Nullable ProviderJob find(@Param("profile") ProfileId profile, @Param("id") JobId id);

    List<@Nullable ProviderJob> usable(
            @Param("profile") ProfileId profile,
            @Param("fingerprint") Fingerprint fingerprint,
            @Param("limit") int limit);

    /**
     * The job with which each request is answered.
     *
     * @param project the project in which rejected results are left out
     */
    List<@Nullable ProviderJob> answers(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("fingerprints") Collection<Fingerprint> fingerprints);

    List<@Nullable ProviderJob> list(
            @Param("profile") ProfileId profile,
            @Param("filter") JobFilter filter,
            @Param("after") @Nullable Cursor after,
            @Param("limit") int limit);

    int update(
            @Param("profile") ProfileId profile,
            @Param("before") ProviderJob before,
            @Param("job") ProviderJob job,
            @Param("now") Instant now);

    int addReuse(@Param("profile") ProfileId profile, @Param("id") JobId id, @Param("now") Instant now);

    /** Counts the jobs with that id: 1, or 0 if it does not exist. */
    int count(@Param("profile") ProfileId profile, @Param("id") JobId id);

    List<@Nullable JobResult> results(@Param("profile") ProfileId profile, @Param("id") JobId id);

    int putResult(@Param("profile") ProfileId profile, @Param("result") JobResult result);

    List<@Nullable JobAttempt> attempts(@Param("profile") ProfileId profile, @Param("id") JobId id);

    /** Counts a failure in the last attempt, if that is the same. */
    int countAttempt(
            @Param("profile") ProfileId profile, @Param("attempt") JobAttempt attempt, @Param("now") Instant now);

    int insertAttempt(
            @Param("profile") ProfileId profile, @Param("attempt") JobAttempt attempt, @Param("now") Instant now);

    /** Deletes the attempts between the first and the last ones. */
    int deleteAttempts(
            @Param("profile") ProfileId profile,
            @Param("id") JobId id,
            @Param("first") int first,
            @Param("last") int last);
}
