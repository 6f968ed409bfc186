package io.github.reelstore.domain.port.copy;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of a database at one moment. */
public interface RowSnapshot extends AutoCloseable {

    /** The rows of a table; close it before the next is opened. */
    interface Rows extends AutoCloseable {

        /**
         * Reads the next row.
         *
         * @return null after the last row
         */
        @Nullable CopiedRow next();

        @Override
        void close();
    }

    /**
     * Reads the rows of a table in the order of its primary key: text by its code points.
     *
     * @param table the table
     * @param columns those of its columns to read, beginning with those of its key
     * @param after the row after which to begin; empty to begin with the first
     * @param odd is called for each value that not every database can hold. The row has the value as the store shows it: text with
     *     U+FFFD, other values as NULL; a row that would be of no use without the value is left out
     * @throws StorageException.Unavailable if the database fails
     */
    Rows rows(CopiedTable table, List<CopiedColumn> columns, Optional<CopiedRow> after, Consumer<OddValue> odd);

    @Override
    void close();
}
