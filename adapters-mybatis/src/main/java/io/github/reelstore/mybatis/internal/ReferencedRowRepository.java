package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Deletion;
import java.util.List;

/** What the repositories of images and audio share: both are referenced by generations. */
abstract class ReferencedRowRepository<R, I extends Id> extends GenerationRepository<R, I> {

    private final ReferencedRowMapper<R> mapper;

    ReferencedRowRepository(MybatisTx tx, MappedTable table, ReferencedRowMapper<R> mapper) {
        super(tx, table, mapper);
        this.mapper = mapper;
    }

    public List<R> usedByProject(ProjectId project) {
        return tx.run(project.value(), () -> mapper.usedByProject(tx.profile(), project));
    }

    public Deletion delete(I id) {
        R row = get(id);
        int uses = tx.run(id.value(), () -> mapper.uses(tx.profile(), id));
        if (uses > 0) {
            throw new StorageException.Integrity(
                    id.value(), uses + " generation(s) refer to " + id + "; delete those first.");
        }
        return delete(row);
    }
}
