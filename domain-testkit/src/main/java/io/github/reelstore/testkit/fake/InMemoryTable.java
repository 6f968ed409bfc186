package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Cursor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One table with the rows of all profiles. */
final class InMemoryTable<I extends Id, R> {

    /** Oldest first, by (created_at, id). */
    static final Comparator<Cursor> OLDEST_FIRST =
            Comparator.comparing(Cursor::createdAt).thenComparing(Cursor::id);

    private final RowType<I, R> type;
    private final Map<Id, R> rows;

    private InMemoryTable(RowType<I, R> type, Map<Id, R> rows) {
        this.type = type;
        this.rows = rows;
    }

    static <I extends Id, R> InMemoryTable<I, R> of(RowType<I, R> type) {
        return new InMemoryTable<>(type, new HashMap<>());
    }

    InMemoryTable<I, R> copy() {
        return new InMemoryTable<>(type, new HashMap<>(rows));
    }

    RowType<I, R> type() {
        return type;
    }

    int size() {
        return rows.size();
    }

    boolean isTaken(Id id) {
        return rows.containsKey(id);
    }

    Optional<R> find(ProfileId profile, Id id) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> type.profile().apply(row).equals(profile));
    }

    /** The rows of all profiles, oldest first. */
    Stream<R> all() {
        return rows.values().stream().sorted(Comparator.comparing(type::cursor, OLDEST_FIRST));
    }

    /** The rows of one profile, oldest first. */
    Stream<R> all(ProfileId profile) {
        return all().filter(row -> type.profile().apply(row).equals(profile));
    }

    void put(R row) {
        rows.put(type.id().apply(row), row);
    }

    void remove(Id id) {
        rows.remove(id);
    }
}
