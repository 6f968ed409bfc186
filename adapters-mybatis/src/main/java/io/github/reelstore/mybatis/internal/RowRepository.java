package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the four repositories share. A subclass defines what is special about its rows: their ids and what they refer
 * to.
 *
 * @param <R> the rows
 * @param <I> their ids
 * @param <F> the filter of their lists
 */
abstract class RowRepository<R, I extends Id, F> {

    final MybatisTx tx;
    private final MappedTable table;
    private final Class<? extends RowMapper<R, F>> mapperType;
    private final RowMapper<R, F> mapper;
    private final Identity<R, I> identity;

    RowRepository(
            MybatisTx tx, MappedTable table, Class<? extends RowMapper<R, F>> mapperType, Identity<R, I> identity) {
        this.tx = tx;
        this.table = table;
        this.mapperType = mapperType;
        this.mapper = tx.mapper(mapperType);
        this.identity = identity;
    }

    /**
     * What identifies and orders the rows of a table.
     *
     * @param newId rejects an id that cannot be part of a key
     */
    record Identity<R, I extends Id>(
            Function<R, I> id, Function<R, ProfileId> profile, Function<R, Instant> createdAt, Consumer<String> newId) {

        Cursor cursorOf(R row) {
            return new Cursor(createdAt.apply(row), id.apply(row).value());
        }
    }

    /** The files that the row refers to. */
    abstract Set<BlobKey> keysOf(R row);

    /** The rows that the row refers to. */
    abstract Set<Parent> parentsOf(R row);

    public void insert(R row) {
        insertAll(List.of(row));
    }

    public void insertAll(List<R> rows) {
        rows.forEach(this::requireInsertable);
        Set<Parent> parents = new LinkedHashSet<>();
        rows.forEach(row -> parents.addAll(parentsOf(row)));
        parents.forEach(this::require);
        MybatisBlobReferences references = new MybatisBlobReferences(tx);
        rows.forEach(row -> keysOf(row).forEach(references::reserve));
        if (rows.size() == 1) {
            R row = rows.get(0);
            tx.write(identity.id().apply(row).value(), () -> mapper.insert(row));
        } else {
            tx.writeBatch(table.tableName(), mapperType, batch -> rows.forEach(batch::insert));
        }
    }

    private void requireInsertable(R row) {
        identity.newId().accept(identity.id().apply(row).value());
        ProfileId profile = identity.profile().apply(row);
        if (!profile.equals(tx.profile())) {
            throw new StorageException.InvalidInput(
                    "profile",
                    "The " + table.noun() + " belongs to profile " + profile + ", but the transaction to profile "
                            + tx.profile() + ".");
        }
    }

    public Optional<R> find(I id) {
        return tx.find(id.value(), () -> mapper.find(tx.profile(), id));
    }

    public Page<R> list(F filter, PageRequest page) {
        return page("list", page, (after, limit) -> listed(filter, after, limit));
    }

    /**
     * Reads a page of these rows.
     *
     * @param subject what the statement is about, for errors
     */
    final Page<R> page(String subject, PageRequest page, MybatisTx.ListQuery<R> query) {
        return tx.page(subject, page, query, identity::cursorOf);
    }

    /** Without the rows that cannot be read. */
    static <R> List<R> valid(List<@Nullable R> rows) {
        return rows.stream()
                .<R>mapMulti((row, next) -> {
                    if (row != null) {
                        next.accept(row);
                    }
                })
                .toList();
    }

    /** The row might lose more than the invalid value: what depends on it was read as empty. */
    private void requireValid(I id) {
        tx.invalidValues().stream()
                .filter(value ->
                        value.table().equals(table.tableName()) && value.rowId().equals(id.value()))
                .findFirst()
                .ifPresent(value -> {
                    throw MybatisTx.corrupt(value);
                });
    }

    /**
     * Returns the first rows of a list.
     *
     * @param after where to continue; null to start at the beginning
     */
    List<@Nullable R> listed(F filter, @Nullable Cursor after, int limit) {
        return mapper.list(tx.profile(), filter, after, limit);
    }

    public R update(I id, Patch<R> patch) {
        return update(id, get(id), null, patch);
    }

    /**
     * Changes a row that was just read.
     *
     * @param version the version that it must still have; null for any
     */
    R update(I id, R before, @Nullable Long version, Patch<R> patch) {
        if (patch.isEmpty()) {
            return before;
        }
        requireValid(id);
        R after = patch.applyTo(before);
        without(parentsOf(after), parentsOf(before)).forEach(this::require);
        MybatisBlobReferences references = new MybatisBlobReferences(tx);
        without(keysOf(after), keysOf(before)).forEach(references::reserve);
        List<RowMapper.Change> changes = patch.fields().stream()
                .flatMap(field -> changesOf(field, after))
                .toList();
        int updated = tx.write(id.value(), () -> mapper.update(tx.profile(), id, version, changes, tx.now()));
        if (updated == 0 && version != null) {
            throw changed(id, version);
        }
        without(keysOf(before), keysOf(after)).forEach(references::insertTombstone);
        return get(id);
    }

    /** The columns of a field with their new values. */
    Stream<RowMapper.Change> changesOf(Field<R, ?> field, R after) {
        return Stream.of(new RowMapper.Change(field.column(), field.get(after)));
    }

    /** Deletes a row that was just read, but no row that refers to it. */
    Deletion delete(R row) {
        I id = identity.id().apply(row);
        int deleted = tx.write(id.value(), () -> mapper.delete(tx.profile(), id));
        if (deleted == 0) {
            throw new StorageException.Integrity(
                    id.value(),
                    "The " + table.noun() + " " + Messages.quoted(id.value())
                            + " belongs to another program that uses the same database; delete it there.");
        }
        MybatisBlobReferences references = new MybatisBlobReferences(tx);
        int tombstones =
                keysOf(row).stream().mapToInt(references::insertTombstone).sum();
        return new Deletion(1, tombstones);
    }

    R get(I id) {
        return find(id).orElseThrow(() -> notFound(tx, table, id));
    }

    void require(Parent parent) {
        require(tx, parent.table(), parent.id());
    }

    /**
     * Requires that a row exists.
     *
     * @throws StorageException.NotFound if it does not
     */
    static void require(MybatisTx tx, MappedTable where, Id id) {
        if (tx.run(id.value(), () -> rows(tx, where, id)) == 0) {
            throw notFound(tx, where, id);
        }
    }

    /** Counts the rows with that id: 1, or 0 if it does not exist. */
    static int rows(MybatisTx tx, MappedTable where, Id id) {
        ReferenceMapper references = tx.mapper(ReferenceMapper.class);
        return switch (where) {
            case PROJECTS -> references.countProjects(tx.profile(), id);
            case GENERATIONS -> references.countVideos(tx.profile(), id);
            case IMAGES -> references.countImages(tx.profile(), id);
            case AUDIO -> references.countAudio(tx.profile(), id);
        };
    }

    StorageException.Conflict changed(I id, long expectedVersion) {
        return new StorageException.Conflict(
                id.value(),
                "The " + table.noun() + " " + id + " no longer has version " + expectedVersion
                        + "; read it again and repeat the change.");
    }

    private static StorageException.NotFound notFound(MybatisTx tx, MappedTable where, Id id) {
        return new StorageException.NotFound(
                id.value(),
                "There is no " + where.noun() + " " + Messages.quoted(id.value()) + " in profile " + tx.profile()
                        + "; \"reelstore " + where.command() + " list\" lists those that exist.");
    }

    private static <T> List<T> without(Set<T> these, Set<T> those) {
        List<T> rest = new ArrayList<>(these);
        rest.removeAll(those);
        return rest;
    }

    /** A row that another one refers to. */
    record Parent(MappedTable table, Id id) {}
}
