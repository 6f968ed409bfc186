package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements on references from rows to files and to other rows. */
interface ReferenceMapper {

    @Nullable StoredFile find(@Param("profile") ProfileId profile, @Param("key") BlobKey key);

    /** Returns the oldest file with these bytes; so do the next two. */
    @Nullable StoredFile findImageByHash(@Param("profile") ProfileId profile, @Param("hash") ContentHash hash);

    @Nullable StoredFile findAudioByHash(@Param("profile") ProfileId profile, @Param("hash") ContentHash hash);

    @Nullable StoredFile findVideoByHash(@Param("profile") ProfileId profile, @Param("hash") ContentHash hash);

    /**
     * Locks a key by inserting a tombstone, which {@link #deleteTombstone} deletes right afterwards. The key is unique,
     * so when two profiles write at the same time, the second transaction that claims the key waits for the first to
     * end. A lock per key would work too, but the server has room for only a few thousand locks, and one large
     * transaction would use them up.
     */
    int lockKey(@Param("profile") ProfileId profile, @Param("key") BlobKey key, @Param("now") Instant now);

    /** Counts the rows and tombstones of other profiles that refer to the key. */
    int usesByOthers(@Param("profile") ProfileId profile, @Param("key") BlobKey key);

    /** Counts the rows with that id: 1, or 0 if it does not exist. So do the next three. */
    int countProjects(@Param("profile") ProfileId profile, @Param("id") Id id);

    int countVideos(@Param("profile") ProfileId profile, @Param("id") Id id);

    int countImages(@Param("profile") ProfileId profile, @Param("id") Id id);

    int countAudio(@Param("profile") ProfileId profile, @Param("id") Id id);

    /**
     * Inserts a tombstone for a key that no row refers to; returns 0 if one does, or if there is a tombstone already.
     */
    int insertTombstone(@Param("profile") ProfileId profile, @Param("key") BlobKey key, @Param("now") Instant now);

    /** Inserts tombstones for all keys that rows of the project refer to, before these rows are deleted. */
    int insertTombstonesOfProject(
            @Param("profile") ProfileId profile, @Param("project") ProjectId project, @Param("now") Instant now);

    /** Deletes the tombstones created at {@code now} whose keys other rows refer to. */
    int deleteTombstonesOfReferenced(@Param("profile") ProfileId profile, @Param("now") Instant now);

    /** Lists the profile's tombstones from before an instant, oldest first. */
    List<@Nullable StoredTombstone> expired(
            @Param("profile") ProfileId profile,
            @Param("before") Instant before,
            @Param("after") @Nullable Cursor after,
            @Param("limit") int limit);

    @Nullable StoredTombstone tombstone(@Param("profile") ProfileId profile, @Param("key") BlobKey key);

    /** Returns those of the keys that have a tombstone of the profile. */
    List<String> tombstonesOf(@Param("profile") ProfileId profile, @Param("keys") Collection<BlobKey> keys);

    /** Deletes the profile's tombstones of these keys. */
    int deleteTombstones(@Param("profile") ProfileId profile, @Param("keys") Collection<BlobKey> keys);

    /** Like {@link #lockKey}, for many keys; always in the same order, so that two transactions cannot deadlock. */
    int lockKeys(
            @Param("profile") ProfileId profile, @Param("keys") Collection<BlobKey> keys, @Param("now") Instant now);

    /** Returns those of the keys that rows of any profile refer to. */
    List<String> referenced(@Param("keys") Collection<BlobKey> keys);

    /** Returns those of the keys that have a tombstone of any profile. */
    List<String> tombstonesOfAnyProfile(@Param("keys") Collection<BlobKey> keys);

    int deleteTombstone(@Param("profile") ProfileId profile, @Param("key") BlobKey key);

    List<@Nullable StoredTombstone> tombstones(
            @Param("profile") ProfileId profile, @Param("after") @Nullable Cursor after, @Param("limit") int limit);
}
