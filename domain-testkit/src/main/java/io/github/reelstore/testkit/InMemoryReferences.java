package io.github.reelstore.testkit;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.MediaKind;
import io.github.reelstore.domain.port.BlobReferences;
import io.github.reelstore.domain.port.Cursor;
import io.github.reelstore.domain.port.Page;
import io.github.reelstore.domain.port.PageRequest;
import io.github.reelstore.domain.port.StoredBlob;
import io.github.reelstore.domain.port.Tombstone;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryReferences implements BlobReferences {

    private final InMemoryTx tx;
    private final InMemoryDatabase database;

    InMemoryReferences(InMemoryTx tx, InMemoryDatabase database) {
        this.tx = tx;
        this.database = database;
    }

    /** Of several rows, one that knows the hash tells more. */
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
        return InMemoryRows.page(
                tx.reading().tombstonesOf(tx.profile()),
                tombstone -> new Cursor(tombstone.createdAt(), tombstone.key().value()),
                page);
    }
}
