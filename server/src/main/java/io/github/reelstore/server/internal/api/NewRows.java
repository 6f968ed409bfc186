package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.RowChange;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the newest rows of a profile: four queries by an index, whatever the size of the store.
 *
 * @param store the store of the profile
 */
record NewRows(Reelstore store) {

    /** The most rows of a table that one query returns. If all of them are new, there may be more. */
    static final int MOST = 100;

    /** The newest rows of each of the four tables, as creations, oldest first. */
    List<List<RowChange>> find() {
        PageRequest newest = PageRequest.first(MOST);
        return store.readOnly(tx -> List.of(
                oldestFirst(
                        tx.projects().list(ProjectFilter.ALL, newest).items(),
                        row -> created(EntityType.PROJECT, row.id(), Optional.of(row.id()))),
                oldestFirst(
                        tx.images().list(GenerationFilter.ALL, newest).items(),
                        row -> created(EntityType.IMAGE, row.id(), row.projectId())),
                oldestFirst(
                        tx.audio().list(GenerationFilter.ALL, newest).items(),
                        row -> created(EntityType.AUDIO, row.id(), row.projectId())),
                oldestFirst(
                        tx.generations().list(GenerationFilter.ALL, newest).items(),
                        row -> created(EntityType.GENERATION, row.id(), row.projectId()))));
    }

    private static <R> List<RowChange> oldestFirst(List<R> rows, Function<R, RowChange> change) {
        List<RowChange> changes = new ArrayList<>(rows.stream().map(change).toList());
        Collections.reverse(changes);
        return changes;
    }

    private static RowChange created(EntityType kind, Id id, Optional<ProjectId> project) {
        return new RowChange(RowChange.Action.CREATED, kind, id.value(), project, Optional.empty(), Optional.empty());
    }
}
