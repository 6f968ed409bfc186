package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryReferences implements BlobReferences {

    private final InMemoryTx tx;
    private final InMemoryDatabase database;

    InMemoryReferences(InMemoryTx tx, InMemoryDatabase database) {
        this.tx = tx;
        this.database = database;
    }

    /** If several rows refer to the file, prefers one with a hash. */
    @Override
    public Optional<StoredBlob> find(BlobKey key) {
        return tx.reading()
                .filesOf(tx.profile())
                .filter(file -> file.key().equals(key))
                .min(Comparator.comparing(file -> file.hash().isEmpty()));
    }

    @Override
    public Optional<StoredBlob> findByHash(MediaKind kind, ContentHash hash) {
        tx.reading();
        return filesOf(kind)
                .filter(file -> file.hash().equals(Optional.of(hash)))
                .findFirst();
    }

    private Stream<StoredBlob> filesOf(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> InMemoryDatabase.filesOf(tx.profile(), database.images());
            case AUDIO -> InMemoryDatabase.filesOf(tx.profile(), database.audio());
            case VIDEO -> InMemoryDatabase.filesOf(tx.profile(), database.generations());
        };
    }

    @Override
    public Page<Tombstone> tombstones(PageRequest page) {
        return InMemoryRows.page(tx.reading().tombstonesOf(tx.profile()), InMemoryReferences::cursor, page);
    }

    @Override
    public void reserve(BlobKey key) {
        InMemoryDatabase writing = tx.writing();
        if (writing.isOfAnotherProfile(tx.profile(), key)) {
            throw new StorageException.Integrity(key.value(), "The file " + key + " belongs to another profile.");
        }
        writing.deleteTombstones(Set.of(key));
    }

    @Override
    public void expect(BlobKey key, Instant until) {
        InMemoryDatabase writing = tx.writing();
        if (!writing.isReferenced(key) && !writing.hasTombstone(key)) {
            writing.insertTombstone(tx.profile(), key, until);
        }
    }

    @Override
    public Optional<Tombstone> tombstone(BlobKey key) {
        return tx.reading()
                .tombstonesOf(tx.profile())
                .filter(tombstone -> tombstone.key().equals(key))
                .findFirst();
    }

    @Override
    public List<Tombstone> expired(Instant before, Optional<Cursor> after, int limit) {
        return tx.reading()
                .tombstonesOf(tx.profile())
                .filter(tombstone -> tombstone.createdAt().isBefore(before))
                .sorted(Comparator.comparing(InMemoryReferences::cursor, InMemoryTable.OLDEST_FIRST))
                .dropWhile(tombstone ->
                        after.isPresent() && InMemoryTable.OLDEST_FIRST.compare(cursor(tombstone), after.get()) <= 0)
                .limit(limit)
                .toList();
    }

    private static Cursor cursor(Tombstone tombstone) {
        return new Cursor(tombstone.createdAt(), tombstone.key().value());
    }

    @Override
    public Set<BlobKey> release(Collection<BlobKey> keys) {
        InMemoryDatabase writing = tx.writing();
        Set<BlobKey> released = writing.tombstonesOf(tx.profile())
                .map(Tombstone::key)
                .filter(keys::contains)
                .collect(Collectors.toSet());
        writing.deleteTombstones(released);
        released.removeIf(writing::isReferenced);
        return released;
    }

    @Override
    public Set<BlobKey> unknown(Collection<BlobKey> keys) {
        InMemoryDatabase reading = tx.reading();
        return keys.stream()
                .filter(key -> !reading.isReferenced(key) && !reading.hasTombstone(key))
                .collect(Collectors.toSet());
    }

    @Override
    public Set<BlobKey> releaseUnknown(Collection<BlobKey> keys) {
        tx.writing();
        return unknown(keys);
    }
}
