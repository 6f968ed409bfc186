package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements on what rows refer to: files, and other rows. */
interface ReferenceMapper {

    @Nullable StoredBlob find(@Param("profile") ProfileId profile, @Param("key") BlobKey key);

    @Nullable StoredBlob findByHash(
            @Param("profile") ProfileId profile, @Param("kind") MediaKind kind, @Param("hash") ContentHash hash);

    /**
     * Makes a tombstone that {@link #deleteTombstone} takes back at once: where two profiles write side by side, their
     * transactions that claim one key meet at it, since its key is unique, and the second waits for the end of the first. A lock by key would do too, but the server has
     * room for a few thousand locks, which one large transaction would use up.
     */
    int lockKey(@Param("profile") ProfileId profile, @Param("key") BlobKey key, @Param("now") Instant now);

    /** How many rows and tombstones of other profiles refer to the key. */
    int usesByOthers(@Param("profile") ProfileId profile, @Param("key") BlobKey key);

    int rows(@Param("profile") ProfileId profile, @Param("table") MappedTable table, @Param("id") Id id);

    /** Makes a tombstone for a key that nothing refers to; 0 if something does, or there is one. */
    int insertTombstone(@Param("profile") ProfileId profile, @Param("key") BlobKey key, @Param("now") Instant now);

    /** Makes tombstones for all keys that rows of the project refer to, before these rows go. */
    int insertTombstonesOfProject(
            @Param("profile") ProfileId profile, @Param("project") ProjectId project, @Param("now") Instant now);

    /** Takes back those of the tombstones made at that time whose keys other rows refer to. */
    int deleteTombstonesOfReferenced(@Param("profile") ProfileId profile, @Param("now") Instant now);

    /** The tombstones of the profile from before an instant, oldest first. */
    List<Tombstone> expired(
            @Param("profile") ProfileId profile,
            @Param("before") Instant before,
            @Param("after") @Nullable Cursor after,
            @Param("limit") int limit);

    /** The tombstones of the profile that these keys have. */
    List<Tombstone> buried(@Param("profile") ProfileId profile, @Param("keys") Collection<BlobKey> keys);

    /** Takes away the tombstones of the profile that these keys have. */
    int deleteTombstones(@Param("profile") ProfileId profile, @Param("keys") Collection<BlobKey> keys);

    /** {@link #lockKey} for many keys; in one order always, so that two who meet at many cannot wait for each other. */
    int lockKeys(
            @Param("profile") ProfileId profile, @Param("keys") Collection<BlobKey> keys, @Param("now") Instant now);

    /** Those of the keys that rows of any profile refer to. */
    List<StoredBlob> referenced(@Param("keys") Collection<BlobKey> keys);

    /** The tombstones of any profile that these keys have. */
    List<Tombstone> buriedByAny(@Param("keys") Collection<BlobKey> keys);

    int deleteTombstone(@Param("profile") ProfileId profile, @Param("key") BlobKey key);

    List<Tombstone> tombstones(
            @Param("profile") ProfileId profile, @Param("after") @Nullable Cursor after, @Param("limit") int limit);
}
