package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A type of rows that can belong to a project: videos, images or audio.
 *
 * @param <I> the type of the id
 * @param <R> the record type
 */
abstract class TestedParts<I extends Id, R extends Record> extends TestedRows<I, R> {

    TestedParts(Class<?> fieldsHolder) {
        super(fieldsHolder);
    }

    /** Returns the three types. */
    static List<TestedRows<?, ?>> parts() {
        return List.of(new TestedVideos(), new TestedImages(), new TestedAudio());
    }

    abstract Field<R, ProjectId> projectField();

    abstract Field<R, GenerationStatus> statusField();

    abstract Page<R> list(Tx tx, GenerationFilter filter, PageRequest page);

    @Override
    final Page<R> list(Tx tx, TimeRange created, PageRequest page) {
        return list(tx, new GenerationFilter(Optional.empty(), Optional.empty(), Optional.empty(), created), page);
    }

    /** Returns a row with this project, if any. */
    final R of(String id, Optional<ProjectId> project, GenerationStatus status, Instant createdAt) {
        Patch<R> patch = Patch.<R>empty().set(statusField(), status);
        return project.map(one -> patch.set(projectField(), one))
                .orElse(patch)
                .applyTo(minimal(id, SampleRows.ALICE, createdAt));
    }

    final R of(String id, String project) {
        return of(id, Optional.of(new ProjectId(project)), GenerationStatus.COMPLETED, SampleRows.START);
    }
}
