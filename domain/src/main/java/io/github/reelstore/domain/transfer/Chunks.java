package io.github.reelstore.domain.transfer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What is processed together: a limited number of rows or ids.
 *
 * @param <R> the rows or ids
 */
final class Chunks<R> implements Iterator<List<R>> {

    /** Rows that are looked up together. */
    private static final int MAX_ROWS = 500;

    private final Iterator<R> all;
    private final ToLongFunction<R> size;

    private Chunks(Iterator<R> all, ToLongFunction<R> size) {
        this.all = all;
        this.size = size;
    }

    /** Chunks of short values, such as ids. */
    static <R> Iterable<List<R>> of(Stream<R> all) {
        Iterator<R> iterator = all.iterator();
        return () -> new Chunks<>(iterator, one -> 0);
    }

    /** Chunks of rows, which also end when they have too much text. */
    static <R extends Record> Iterable<List<R>> ofRows(Stream<R> rows) {
        Iterator<R> iterator = rows.iterator();
        return () -> new Chunks<>(iterator, RowText::lengthOf);
    }

    @Override
    public boolean hasNext() {
        return all.hasNext();
    }

    @Override
    public List<R> next() {
        List<R> chunk = new ArrayList<>();
        long kept = 0;
        do {
            R one = all.next();
            chunk.add(one);
            kept += size.applyAsLong(one);
        } while (all.hasNext() && chunk.size() < MAX_ROWS && kept < RowText.MAX_KEPT);
        return chunk;
    }
}
