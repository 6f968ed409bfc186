package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;

/**
 * What is particular about images and speech, which clips refer to.
 *
 * @param <I> the type of the id
 * @param <R> the record
 */
abstract class ReferencedKind<I extends Id, R extends Record> extends ProjectPartKind<I, R> {

    ReferencedKind(Class<?> fieldsHolder) {
        super(fieldsHolder);
    }

    @Override
    final void insertParents(Tx tx, int number) {
        tx.projects().insert(Rows.project("project-" + number).build());
    }

    /** The clip with this as its image or first speech. */
    abstract VideoGeneration referTo(I id, VideoGeneration generation);

    /** Makes it an input or a further track of the clip; 0 to 2 tell several of one clip apart. */
    abstract void link(Tx tx, VideoGeneration generation, int number, I id);

    abstract List<R> usedByProject(Tx tx, ProjectId project);
}
