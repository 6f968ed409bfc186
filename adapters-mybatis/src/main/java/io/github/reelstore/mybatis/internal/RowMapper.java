package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** The statements that every row table has; each mapper's XML defines them under these names. */
interface RowMapper<R, F> {

    /** The name of the row in the parameters of {@link #insert}. */
    String ROW = "row";

    int insert(@Param(ROW) R row);

    @Nullable R find(@Param("profile") ProfileId profile, @Param("id") Id id);

    /** Has null in place of a row that cannot be read. */
    List<@Nullable R> list(
            @Param("profile") ProfileId profile,
            @Param("filter") F filter,
            @Param("after") @Nullable Cursor after,
            @Param("limit") int limit);

    /**
     * Changes a row.
     *
     * @param version the version that the row must have; null for any, and for tables without versions
     * @return 0 if the row has another version or does not exist
     */
    int update(
            @Param("profile") ProfileId profile,
            @Param("id") Id id,
            @Param("version") @Nullable Long version,
            @Param("changes") List<Change> changes,
            @Param("now") Instant now);

    int delete(@Param("profile") ProfileId profile, @Param("id") Id id);

    /**
     * A column with its new value.
     *
     * @param column the column's name, from a constant in the domain
     * @param value empty for NULL
     */
    record Change(String column, Optional<?> value) {}
}
