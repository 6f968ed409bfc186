package io.github.reelstore.cli.command;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the results of added files show of their rows.
 *
 * @param noun what a row is, such as {@code image}
 * @param id the id of a row
 * @param lacksThumbnail whether a row should have a thumbnail and has none
 */
record MediaRow<R>(String noun, Function<R, String> id, Predicate<R> lacksThumbnail) {}
