package io.github.reelstore.mybatis.internal;

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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class MybatisBlobReferences implements BlobReferences {

    private final MybatisTx tx;
    private final ReferenceMapper mapper;

    MybatisBlobReferences(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(ReferenceMapper.class);
    }

    @Override
    public Optional<StoredBlob> find(BlobKey key) {
        return Optional.ofNullable(tx.<@Nullable StoredFile>run(key.value(), () -> mapper.find(tx.profile(), key)))
                .map(StoredFile::toBlob);
    }

    @Override
    public Optional<StoredBlob> findByHash(MediaKind kind, ContentHash hash) {
        return Optional.ofNullable(tx.<@Nullable StoredFile>run(hash.value(), () -> stored(kind, hash)))
                .map(StoredFile::toBlob);
    }

    private @Nullable StoredFile stored(MediaKind kind, ContentHash hash) {
        return switch (kind) {
            case IMAGE -> mapper.findImageByHash(tx.profile(), hash);
            case AUDIO -> mapper.findAudioByHash(tx.profile(), hash);
            case VIDEO -> mapper.findVideoByHash(tx.profile(), hash);
        };
    }

    @Override
    public Page<Tombstone> tombstones(PageRequest page) {
        return tombstones(page, (after, limit) -> mapper.tombstones(tx.profile(), after, limit));
    }

    private Page<Tombstone> tombstones(PageRequest page, MybatisTx.ListQuery<StoredTombstone> query) {
        Page<StoredTombstone> found = tx.page(
                "tombstones",
                page,
                query,
                row -> new Cursor(row.createdAt(), row.blobKey().value()));
        return new Page<>(
                found.items().stream().map(StoredTombstone::toTombstone).toList(), found.next());
    }

    @Override
    public Optional<Tombstone> tombstone(BlobKey key) {
        return tx.find(key.value(), () -> mapper.tombstone(tx.profile(), key)).map(StoredTombstone::toTombstone);
    }

    @Override
    public List<Tombstone> expired(Instant before, Optional<Cursor> after, int limit) {
        return tombstones(
                        new PageRequest(limit, after), (from, most) -> mapper.expired(tx.profile(), before, from, most))
                .items();
    }

    @Override
    public Set<BlobKey> release(Collection<BlobKey> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return tx.write("tombstones", () -> {
            Set<BlobKey> released = keysOf(mapper.tombstonesOf(tx.profile(), keys));
            mapper.deleteTombstones(tx.profile(), keys);
            released.removeAll(referenced(keys));
            return released;
        });
    }

    @Override
    public Set<BlobKey> unknown(Collection<BlobKey> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return tx.run("files", () -> {
            Set<BlobKey> unknown = new HashSet<>(keys);
            unknown.removeAll(referenced(keys));
            unknown.removeAll(keysOf(mapper.tombstonesOfAnyProfile(keys)));
            return unknown;
        });
    }

    @Override
    public Set<BlobKey> releaseUnknown(Collection<BlobKey> keys) {
        Set<BlobKey> unknown = new TreeSet<>(unknown(keys));
        if (unknown.isEmpty()) {
            return Set.of();
        }
        return tx.write("files", () -> {
            mapper.lockKeys(tx.profile(), unknown, tx.now());
            // keys with another profile's tombstone are not locked
            unknown.retainAll(keysOf(mapper.tombstonesOf(tx.profile(), unknown)));
            if (unknown.isEmpty()) {
                return Set.<BlobKey>of();
            }
            mapper.deleteTombstones(tx.profile(), unknown);
            // transactions that held one of the keys have ended by now, and their writes are visible
            Set<BlobKey> rest = new HashSet<>(unknown);
            rest.removeAll(referenced(unknown));
            return rest;
        });
    }

    private Set<BlobKey> referenced(Collection<BlobKey> keys) {
        return keysOf(mapper.referenced(keys));
    }

    private static Set<BlobKey> keysOf(List<String> keys) {
        return keys.stream().map(BlobKey::new).collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public void reserve(BlobKey key) {
        if (tx.dialect().writers() == Dialect.Writers.ONE_A_PROFILE) {
            lock(key);
        }
        int uses = usesByOthers(key);
        tx.write(key.value(), () -> mapper.deleteTombstone(tx.profile(), key));
        if (uses > 0) {
            throw new StorageException.Integrity(key.value(), "The file " + key + " belongs to another profile.");
        }
    }

    /** Waits for transactions of other profiles that have locked the key. */
    private void lock(BlobKey key) {
        int locked;
        do {
            locked = tx.write(key.value(), () -> mapper.lockKey(tx.profile(), key, tx.now()));
            // another profile's tombstone may have prevented the lock, and have just been collected
        } while (locked == 0 && usesByOthers(key) == 0 && !hasTombstone(key));
    }

    private int usesByOthers(BlobKey key) {
        return tx.run(key.value(), () -> mapper.usesByOthers(tx.profile(), key));
    }

    private boolean hasTombstone(BlobKey key) {
        return !tx.run(key.value(), () -> mapper.tombstonesOf(tx.profile(), List.of(key)))
                .isEmpty();
    }

    /**
     * Called when a row no longer refers to the key: if no row does, the key gets a tombstone and awaits collection.
     *
     * @return how many tombstones were inserted
     */
    int insertTombstone(BlobKey key) {
        return insertTombstone(key, tx.now());
    }

    @Override
    public void expect(BlobKey key, Instant until) {
        insertTombstone(key, until);
    }

    private int insertTombstone(BlobKey key, Instant at) {
        return tx.write(key.value(), () -> mapper.insertTombstone(tx.profile(), key, at));
    }
}
