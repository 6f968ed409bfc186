package io.github.reelstore.cli.command;

import io.github.reelstore.domain.service.AddedAll;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How files become rows.
 *
 * @param read makes what is stored from a file and the fields of its line
 * @param alone stores one
 * @param together stores several with one transaction
 * @param canBeTogether whether one can be stored with others
 * @param <N> what is stored
 * @param <R> its row
 */
record Adding<N, R>(
        Function<NewFile, N> read,
        Function<N, R> alone,
        Function<List<N>, AddedAll<R>> together,
        Predicate<N> canBeTogether) {

    /** Each can be stored with others. */
    Adding(Function<NewFile, N> read, Function<N, R> alone, Function<List<N>, AddedAll<R>> together) {
        this(read, alone, together, one -> true);
    }
}
