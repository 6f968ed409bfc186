package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the repositories of videos, images and audio do alike. */
abstract class GenerationRepository<R, I extends Id> extends RowRepository<R, I, GenerationFilter> {

    /** Enough for a page of a channel that has a tenth or more of the rows there. */
    private static final int NEAR = 200;

    private final GenerationMapper<R> mapper;

    GenerationRepository(MybatisTx tx, MappedTable table, GenerationMapper<R> mapper) {
        super(tx, table, mapper);
        this.mapper = mapper;
    }

    /**
     * Rows do not say of which channel they are; their projects do. So a page of a channel is looked for among the profile's next rows
     * first, where a channel with much of the profile has it. Only if it is not there, all rows of the channel are put in order.
     */
    @Override
    List<R> listed(GenerationFilter filter, @Nullable Cursor after, int limit) {
        if (filter.channel().isPresent() && filter.project().isEmpty()) {
            List<R> near = mapper.listNear(tx.profile(), filter, after, limit, NEAR);
            if (near.size() == limit) {
                return near;
            }
        }
        return super.listed(filter, after, limit);
    }
}
