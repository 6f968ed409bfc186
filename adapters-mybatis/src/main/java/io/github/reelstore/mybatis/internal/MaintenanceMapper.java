package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.SharedFiles;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements of {@link MybatisMaintenanceRepository}. */
interface MaintenanceMapper {

    long rows(@Param("profile") ProfileId profile, @Param("most") long most);

    NewestRow newestRow(@Param("now") Instant now);

    /** Returns those of the ids that projects of other profiles have. */
    List<String> projectsOfOthers(@Param("profile") ProfileId profile, @Param("ids") Collection<ProjectId> ids);

    /** 0 if no other profile has a project, else 1 or 2. */
    int otherProfiles(@Param("profile") ProfileId profile);

    SharedFiles sharedFiles(@Param("profile") ProfileId profile);

    List<MissingRow> missingOfGenerations(@Param("profile") ProfileId profile, @Param("ids") Collection<String> ids);

    List<MissingRow> missingOfImages(@Param("profile") ProfileId profile, @Param("ids") Collection<String> ids);

    List<MissingRow> missingOfAudio(@Param("profile") ProfileId profile, @Param("ids") Collection<String> ids);

    List<HiddenValues> hiddenValues(@Param("profile") ProfileId profile, @Param("ids") Collection<String> ids);

    List<@Nullable RowMark> marks(
            @Param("profile") ProfileId profile, @Param("kind") EntityType kind, @Param("ids") Collection<String> ids);

    int mark(@Param("profile") ProfileId profile, @Param("mark") RowMark mark, @Param("now") Instant now);

    int unmark(@Param("profile") ProfileId profile, @Param("mark") RowMark mark);

    int pruneMarks(@Param("profile") ProfileId profile);

    @Nullable StoredIdentity identity();

    int identify(@Param("store") StoreId store);

    /** Like {@link #identify}, but also replaces an id that no blob store has been bound to. */
    int replaceIdentity(@Param("store") StoreId store);

    int noteBound(@Param("now") Instant now);

    @Nullable StoredWriteTrial writeTrial(@Param("profile") ProfileId profile, @Param("server") String server);

    int deleteWriteTrial(@Param("profile") ProfileId profile, @Param("server") String server);

    int insertWriteTrial(
            @Param("profile") ProfileId profile,
            @Param("server") String server,
            @Param("result") String result,
            @Param("now") Instant now);
}
