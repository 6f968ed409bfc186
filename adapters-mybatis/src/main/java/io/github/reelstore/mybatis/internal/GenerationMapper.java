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
     * A list of a channel that looks no further than the next rows of the profile, whatever they are.
     *
     * @param within how many rows of the profile to look at
     */
    List<R> listNear(
            @Param("profile") ProfileId profile,
            @Param("filter") GenerationFilter filter,
            @Param("after") @Nullable Cursor after,
            @Param("limit") int limit,
            @Param("within") int within);
}
