package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the repositories of videos, images and audio share. */
abstract class GenerationRepository<R, I extends Id> extends RowRepository<R, I, GenerationFilter> {

    /** Enough for a page of a channel that has at least a tenth of these rows. */
    private static final int NEAR = 200;

    private final GenerationMapper<R> mapper;

    GenerationRepository(
            MybatisTx tx, MappedTable table, Class<? extends GenerationMapper<R>> mapperType, Identity<R, I> identity) {
        super(tx, table, mapperType, identity);
        this.mapper = tx.mapper(mapperType);
    }

    /**
     * The channel is a column of projects, not of these rows. So a page of a channel is first searched for among the
     * profile's next rows, where a channel with many of the profile's rows has it. Only if it is not found there are
     * all rows of the channel sorted.
     */
    @Override
    List<@Nullable R> listed(GenerationFilter filter, @Nullable Cursor after, int limit) {
        if (filter.channel().isPresent() && filter.project().isEmpty()) {
            List<@Nullable R> near = mapper.listNear(tx.profile(), filter, after, limit, NEAR);
            if (near.size() == limit) {
                return near;
            }
        }
        return super.listed(filter, after, limit);
    }
}
