package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * When the newest row was created.
 *
 * @param createdAt empty if there is no row, or if its time is not valid; the lists and verification name such a row
 */
record NewestRow(Optional<Instant> createdAt) {

    static NewestRow read(ColumnReader row) throws SQLException {
        try {
            return new NewestRow(Optional.ofNullable(row.instant()));
        } catch (StorageException.InvalidInput e) {
            return new NewestRow(Optional.empty());
        }
    }
}
