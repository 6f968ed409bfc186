package io.github.reelstore.mybatis;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.MediaKind;
import io.github.reelstore.domain.port.BlobReferences;
import io.github.reelstore.domain.port.Cursor;
import io.github.reelstore.domain.port.Page;
import io.github.reelstore.domain.port.PageRequest;
import io.github.reelstore.domain.port.StoredBlob;
import io.github.reelstore.domain.port.Tombstone;
import java.util.List;
import java.util.Optional;
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
        return Optional.ofNullable(tx.<@Nullable StoredBlob>run(key.value(), () -> mapper.find(tx.profile(), key)));
    }

    @Override
    public Optional<StoredBlob> findByHash(MediaKind kind, ContentHash hash) {
        return Optional.ofNullable(
                tx.<@Nullable StoredBlob>run(hash.value(), () -> mapper.findByHash(tx.profile(), kind, hash)));
    }

    @Override
    public Page<Tombstone> tombstones(PageRequest page) {
        List<Tombstone> found = tx.run(
                "tombstones", () -> mapper.tombstones(tx.profile(), page.after().orElse(null), page.limit() + 1));
        return page.pageOf(found, one -> new Cursor(one.createdAt(), one.key().value()));
    }

    /** A row is about to refer to the key: no other profile may, and it no longer awaits collection. */
    void claim(BlobKey key) {
        tx.write(key.value(), () -> mapper.meet(tx.profile(), key, tx.now()));
        int uses = tx.run(key.value(), () -> mapper.usesByOthers(tx.profile(), key));
        tx.write(key.value(), () -> mapper.unbury(tx.profile(), key));
        if (uses > 0) {
            throw new StorageException.Integrity(key.value(), "The file " + key + " belongs to another profile.");
        }
    }

    /**
     * A row no longer refers to the key: if none does, it awaits collection.
     *
     * @return how many tombstones that made
     */
    int bury(BlobKey key) {
        return tx.write(key.value(), () -> mapper.bury(tx.profile(), key, tx.now()));
    }
}
