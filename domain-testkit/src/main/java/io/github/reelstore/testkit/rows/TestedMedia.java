package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import java.util.Set;

/**
 * A type of rows that videos refer to: images or audio.
 *
 * @param <I> the type of the id
 * @param <R> the record type
 */
abstract class TestedMedia<I extends Id, R extends Record> extends TestedParts<I, R> {

    TestedMedia(Class<?> fieldsHolder) {
        super(fieldsHolder);
    }

    /** Returns both types. */
    static List<TestedRows<?, ?>> media() {
        return List.of(new TestedImages(), new TestedAudio());
    }

    @Override
    final void insertParents(Tx tx, int number) {
        tx.projects().insert(SampleRows.project("project-" + number).build());
    }

    @Override
    final Set<String> required() {
        return Set.of("provider", "file_path", "status");
    }

    /** Returns the video with this row as its image or first audio. */
    abstract VideoGeneration referTo(I id, VideoGeneration generation);

    /**
     * Links the row to the video as an input or a further track. A number from 0 to 2 distinguishes several links of
     * one video.
     */
    abstract void link(Tx tx, VideoGeneration generation, int number, I id);

    abstract List<R> usedByProject(Tx tx, ProjectId project);

    abstract List<R> usedBy(Tx tx, List<GenerationId> videos);

    abstract Page<R> withoutVideo(Tx tx, ProjectId project, PageRequest page);
}
