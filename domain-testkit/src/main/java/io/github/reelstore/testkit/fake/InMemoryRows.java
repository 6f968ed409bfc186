package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shared by the fake repositories: one table as a transaction sees and changes it. */
final class InMemoryRows<I extends Id, R> {

    private final InMemoryTx tx;
    private final InMemoryTable<I, R> table;
    private final RowType<I, R> type;

    InMemoryRows(InMemoryTx tx, InMemoryTable<I, R> table) {
        this.tx = tx;
        this.table = table;
        this.type = table.type();
    }

    void insert(R row) {
        tx.writing();
        I id = type.id().apply(row);
        type.newId().accept(id.value());
        if (!type.profile().apply(row).equals(tx.profile())) {
            throw new StorageException.InvalidInput(
                    "profile_id",
                    "The " + type.name() + " " + id + " does not belong to profile " + tx.profile() + ".");
        }
        if (table.isTaken(id)) {
            throw tx.failed(
                    new StorageException.AlreadyExists(id.value(), "The " + type.name() + " id " + id + " is taken."));
        }
        requireParents(row);
        requireOwnFiles(row);
        tx.change(() -> table.put(row));
    }

    Optional<R> find(I id) {
        tx.reading();
        return table.find(tx.profile(), id);
    }

    /** Returns the row that the caller is about to change. */
    R require(I id) {
        tx.writing();
        return find(id).orElseThrow(() -> notFound(type.name(), id));
    }

    static StorageException.NotFound notFound(String name, Id id) {
        return new StorageException.NotFound(id.value(), "There is no " + name + " " + id + " in this profile.");
    }

    /** The rows that meet a condition, oldest first. */
    Stream<R> all(Predicate<R> condition) {
        tx.reading();
        return table.all(tx.profile()).filter(condition);
    }

    Page<R> list(Predicate<R> condition, PageRequest page) {
        return page(all(condition), type::cursor, page);
    }

    /** Returns a page, newest first, of rows in any order. */
    static <R> Page<R> page(Stream<R> rows, Function<R, Cursor> cursorOf, PageRequest page) {
        List<R> found = rows.filter(row -> page.after()
                        .map(after -> InMemoryTable.OLDEST_FIRST.compare(cursorOf.apply(row), after) < 0)
                        .orElse(true))
                .sorted((a, b) -> InMemoryTable.OLDEST_FIRST.compare(cursorOf.apply(b), cursorOf.apply(a)))
                .limit(page.limit() + 1L)
                .toList();
        return page.pageOf(found, cursorOf);
    }

    R update(I id, Patch<R> patch) {
        R row = require(id);
        if (patch.isEmpty()) {
            return row;
        }
        R changed = type.touch().apply(patch.applyTo(row), tx.now());
        requireParents(changed);
        requireOwnFiles(changed);
        tx.change(() -> table.put(changed));
        return changed;
    }

    Deletion delete(I id) {
        require(id);
        return tx.delete(() -> table.remove(id));
    }

    /** Deletes an image or audio row; fails if a generation refers to it. */
    Deletion deleteUnused(I id) {
        require(id);
        if (tx.writing().isUsed(id)) {
            throw new StorageException.Integrity(
                    id.value(),
                    "A generation refers to the " + type.name() + " " + id + "; delete the generation first.");
        }
        return delete(id);
    }

    private void requireParents(R row) {
        type.parents().apply(row).forEach(this::requireRow);
    }

    /** Fails if the profile has no row with this id in any table. */
    void requireRow(Id id) {
        if (!tx.reading().exists(tx.profile(), id)) {
            throw notFound("row", id);
        }
    }

    private void requireOwnFiles(R row) {
        type.files().apply(row).map(StoredBlob::key).forEach(key -> {
            if (tx.reading().isOfAnotherProfile(tx.profile(), key)) {
                throw new StorageException.Integrity(
                        key.value(), "A row of another profile refers to the file " + key + ".");
            }
        });
    }

    Page<R> list(GenerationFilter filter, Function<R, GenerationFilterable> columns, PageRequest page) {
        return list(row -> isMet(filter, columns.apply(row), type.createdAt().apply(row)), page);
    }

    private boolean isMet(GenerationFilter filter, GenerationFilterable row, Instant createdAt) {
        Optional<VideoProject> project =
                row.project().flatMap(id -> tx.reading().projects().find(tx.profile(), id));
        return isMet(filter.project(), row.project())
                && isMet(filter.channel(), project.flatMap(VideoProject::channelId))
                && isMet(filter.status(), Optional.of(row.status()))
                && isMet(filter.created(), createdAt);
    }

    static <T> boolean isMet(Optional<T> condition, Optional<T> actual) {
        return condition.isEmpty() || condition.equals(actual);
    }

    static boolean isMet(TimeRange range, Instant time) {
        return range.from().map(from -> !time.isBefore(from)).orElse(true)
                && range.until().map(time::isBefore).orElse(true);
    }
}
