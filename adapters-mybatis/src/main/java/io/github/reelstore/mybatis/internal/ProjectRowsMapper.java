package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** The statements that load a project, sent together; for databases whose driver can do that. */
interface ProjectRowsMapper {

    /**
     * Returns the rows of each statement, in the order of the XML.
     *
     * @param id the project, as some statements call it
     * @param project the project, as the others call it
     * @param ids null, and so are the next two: all rows
     */
    List<List<?>> all(
            @Param("profile") ProfileId profile,
            @Param("id") ProjectId id,
            @Param("project") ProjectId project,
            @Param("ids") @Nullable Collection<?> ids,
            @Param("after") @Nullable Cursor after,
            @Param("limit") @Nullable Integer limit);
}
