package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.port.rows.InvalidValue;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values of a video that {@link VideoTable#hidden} returns.
 *
 * @param columns a line for each: the column, a space and the value as an SQL literal
 */
record HiddenValues(String id, String columns) {

    Stream<InvalidValue> values() {
        return columns.lines().map(this::value);
    }

    private InvalidValue value(String line) {
        int space = line.indexOf(' ');
        return new InvalidValue(
                Optional.of(EntityType.GENERATION),
                id,
                MappedTable.GENERATIONS.tableName(),
                line.substring(0, space),
                line.substring(space + 1) + " is not valid for this column.",
                InvalidValue.Effect.KEPT);
    }
}
