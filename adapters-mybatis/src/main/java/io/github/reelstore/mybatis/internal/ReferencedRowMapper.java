package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements on rows that generations refer to. */
interface ReferencedRowMapper<R> extends GenerationMapper<R> {

    List<@Nullable R> usedByProject(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    List<@Nullable R> usedBy(@Param("profile") ProfileId profile, @Param("ids") Collection<GenerationId> ids);

    List<@Nullable R> withoutVideo(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("after") @Nullable Cursor after,
            @Param("limit") int limit);

    /** The ids of videos that use the row. */
    List<String> uses(@Param("profile") ProfileId profile, @Param("id") Id id, @Param("limit") int limit);
}
