package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * Describes a record type whose rows can belong to a project: videos, images or audio.
 *
 * @param <I> the type of the id
 * @param <R> the record type
 */
abstract class ProjectPartFixture<I extends Id, R extends Record> extends RowFixture<I, R> {

    ProjectPartFixture(Class<?> fieldsHolder) {
        super(fieldsHolder);
    }

    /** Returns a row with this project, if any. */
    abstract R of(String id, Optional<ProjectId> project, GenerationStatus status, Instant createdAt);

    final R of(String id, String project) {
        return of(id, Optional.of(new ProjectId(project)), GenerationStatus.COMPLETED, SampleRows.START);
    }

    abstract Optional<ProjectId> projectOf(R row);

    abstract Field<R, ProjectId> projectField();

    abstract Page<R> list(Tx tx, GenerationFilter filter, PageRequest page);

    @Override
    final Page<R> list(Tx tx, TimeRange created, PageRequest page) {
        return list(tx, new GenerationFilter(Optional.empty(), Optional.empty(), Optional.empty(), created), page);
    }
}
