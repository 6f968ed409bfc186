package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.error.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file, one a line.
 *
 * @param <R> the rows
 */
final class RowLines<R extends Record> implements Iterator<R>, AutoCloseable {

    private final BundleTable<R> table;
    private final InputStream in;
    private int number;
    private @Nullable R next;

    RowLines(BundleTable<R> table, InputStream in) {
        this.table = table;
        this.in = in;
    }

    Stream<R> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(() -> {
                    try {
                        close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
        }
        return next != null;
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        R row = next;
        next = null;
        if (row == null) {
            throw new NoSuchElementException();
        }
        return row;
    }

    private @Nullable R read() {
        try {
            byte @Nullable [] line = line();
            if (line == null) {
                return null;
            }
            number++;
            return table.codec().decode(line);
        } catch (StorageException.InvalidInput e) {
            throw Bundles.refused("line " + number + " of " + table.path() + " is not valid: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte @Nullable [] line() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = first; one != '\n'; one = in.read()) {
            if (one < 0) {
                throw Bundles.refused(table.path() + " does not end in a line feed");
            }
            line.write(one);
            if (line.size() > RowCodec.MAX_LINE) {
                throw Bundles.refused("line " + (number + 1) + " of " + table.path() + " is longer than "
                        + (RowCodec.MAX_LINE >> 20) + " MiB");
            }
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
