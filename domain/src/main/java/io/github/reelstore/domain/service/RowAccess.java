package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaPublisher;
import io.github.reelstore.domain.service.internal.MediaTable;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads and changes the rows of one profile, each call in a transaction of its own. */
final class RowAccess {

    private final Transactions transactions;
    private final ProfileId profile;
    private final MediaPublisher publisher;

    RowAccess(Transactions transactions, ProfileId profile, MediaPublisher publisher) {
        this.transactions = transactions;
        this.profile = profile;
        this.publisher = publisher;
    }

    <R> R get(MediaTable<R> table, Id id) {
        return transactions.readOnly(profile, tx -> table.require(tx, id));
    }

    <R> Page<R> list(MediaTable<R> table, GenerationFilter filter, PageRequest page) {
        return transactions.readOnly(profile, tx -> table.rows().list().list(tx, filter, page));
    }

    <R> R update(MediaTable<R> table, Id id, Patch<R> patch) {
        return transactions.inTransaction(profile, tx -> update(tx, table, id, patch));
    }

    /**
     * Changes the columns in which the row and its copy differ.
     *
     * @param change makes a changed copy of the current row
     */
    <R> R update(MediaTable<R> table, Id id, UnaryOperator<R> change) {
        return transactions.inTransaction(profile, tx -> {
            R before = table.require(tx, id);
            R after = change.apply(before);
            Patch<R> patch = Patch.between(before, after, table.fields());
            if (!patch.applyTo(before).equals(after)) {
                throw new StorageException.InvalidInput(
                        id.value(),
                        "The id, profile, version and times of a row, and what it was made from, cannot be changed.");
            }
            return update(tx, table, id, patch);
        });
    }

    /**
     * Hash and size decide which files are reused, so only storing a file sets them. A project's final cut may be another
     * stored file.
     */
    private <R> R update(Tx tx, MediaTable<R> table, Id id, Patch<R> patch) {
        Stream.concat(Stream.of(table.hash(), table.info()), table.size().stream())
                .filter(column ->
                        table.type() != EntityType.PROJECT && patch.fields().contains(column))
                .findFirst()
                .ifPresent(column -> {
                    throw new StorageException.InvalidInput(
                            column.column(), "The " + column.column() + " is set by the store, when it stores a file.");
                });
        R row = table.rows().update().update(tx, id.value(), patch);
        requireFiles(tx, table, row, patch.fields());
        return row;
    }

    /**
     * Makes sure that the files of a row are stored.
     *
     * @param fields the columns to check
     */
    <R> void requireFiles(Tx tx, MediaTable<R> table, R row, Collection<Field<R, ?>> fields) {
        Stream.concat(Stream.of(table.file()), table.thumbnail().stream())
                .filter(fields::contains)
                .map(column -> column.get(row))
                .flatMap(Optional::stream)
                .forEach(key -> publisher.requireStored(tx, key));
    }
}
