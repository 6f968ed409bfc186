package io.github.reelstore.cli.command;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the results of added files show of their rows.
 *
 * @param noun what a row is, such as {@code image}
 * @param id the id of a row
 * @param kind its medium
 * @param project its project
 * @param scene the scene that it is a take of
 * @param lacksThumbnail whether a row should have a thumbnail and has none
 */
record MediaRow<R>(
        String noun,
        MediaKind kind,
        Function<R, String> id,
        Function<R, Optional<ProjectId>> project,
        Function<R, Optional<String>> scene,
        Predicate<R> lacksThumbnail) {}
