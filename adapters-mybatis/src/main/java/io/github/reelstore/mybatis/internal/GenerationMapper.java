package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements on videos, images and audio. */
interface GenerationMapper<R> extends RowMapper<R, GenerationFilter> {

    /**
     * Lists a channel's rows among the next rows of the profile only.
     *
     * @param within how many rows of the profile to search
     */
    List<@Nullable R> listNear(
            @Param("profile") ProfileId profile,
            @Param("filter") GenerationFilter filter,
            @Param("after") @Nullable Cursor after,
            @Param("limit") int limit,
            @Param("within") int within);
}
