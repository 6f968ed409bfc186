package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the thumbnails of stored files. This is best effort: if a thumbnail cannot be made or stored, the row is
 * unchanged, and a refresh can add it later.
 */
public final class Thumbnails {

    private static final System.Logger LOG = System.getLogger(Thumbnails.class.getName());

    private final Transactions transactions;
    private final MediaFiles media;
    private final Thumbnailer thumbnailer;
    private final ProfileId profile;

    Thumbnails(Transactions transactions, MediaFiles media, Thumbnailer thumbnailer, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.thumbnailer = thumbnailer;
        this.profile = profile;
    }

    /**
     * The result of making a thumbnail.
     *
     * @param row the current row
     * @param created whether a thumbnail was added
     */
    public record ThumbnailResult<R>(R row, boolean created) {}

    /** Adds a thumbnail to a stored row if one can be made, and returns the current row. It never throws. */
    public <R> R add(MediaTable<R> rows, R row) {
        return make(rows, row).row();
    }

    /** Whether the row has no thumbnail, one can be made, and no earlier attempt failed. Checks only the row. */
    public <R> boolean isMissing(MediaTable<R> rows, R row) {
        return rows.lacksThumbnail(row)
                && rows.file()
                        .apply(row)
                        .flatMap(key -> MediaFormat.ofName(key.value()))
                        .filter(thumbnailer::supports)
                        .isPresent();
    }

    /**
     * Makes a thumbnail if the row has none, or if the file of one that the store made is missing. If it cannot be
     * made, that is noted in the row.
     */
    public <R> ThumbnailResult<R> make(MediaTable<R> rows, R row) {
        Optional<BlobKey> file = rows.file().apply(row);
        ThumbnailResult<R> unchanged = new ThumbnailResult<>(row, false);
        if (rows.thumbnail().isEmpty() || file.isEmpty()) {
            return unchanged;
        }
        Target<R> target = new Target<>(rows, rows.thumbnail().get(), file.get());
        try {
            return target.hasThumbnail(row)
                    ? unchanged
                    : media.formatOf(file.get())
                            .filter(thumbnailer::supports)
                            .map(format -> makeAndStore(target, row, format))
                            .orElse(unchanged);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
            // the caller's file is stored; a refresh tries again
            LOG.log(Level.WARNING, "No thumbnail of " + file.get() + " was made: " + e);
            return unchanged;
        }
    }

    /** A table, its thumbnail column, and the file to make a thumbnail of. */
    private final class Target<R> {

        private final MediaTable<R> rows;
        private final Field<R, BlobKey> column;
        private final BlobKey file;

        Target(MediaTable<R> rows, Field<R, BlobKey> column, BlobKey file) {
            this.rows = rows;
            this.column = column;
            this.file = file;
        }

        /** A custom thumbnail counts as present, without checking its file. */
        boolean hasThumbnail(R row) {
            return column.get(row)
                    .filter(key -> !MediaKeys.isThumbnail(key, file) || media.isNonEmpty(key))
                    .isPresent();
        }
    }

    private <R> ThumbnailResult<R> makeAndStore(Target<R> target, R row, MediaFormat format) {
        Optional<Thumbnail> thumbnail = thumbnailer.make(media.bytesOf(target.file), format);
        if (thumbnail.isEmpty()) {
            return new ThumbnailResult<>(
                    transactions.inTransaction(
                            profile,
                            tx -> target.rows
                                    .current(tx, row)
                                    .map(now -> changed(tx, target, now, target.rows.thumbnailPatch(now, false)))
                                    .orElse(row)),
                    false);
        }
        try (StagedBlob blob = media.stageBlob(thumbnail.get().source())) {
            MediaFormat thumbnailFormat = thumbnail.get().format();
            StagedMedia staged = new StagedMedia(blob, MediaMetadata.of(thumbnailFormat), Map.of());
            BlobKey defaultKey = MediaKeys.thumbnail(target.file, Optional.empty(), thumbnailFormat);
            BlobKey keyWithHash = MediaKeys.thumbnail(target.file, Optional.of(blob.hash()), thumbnailFormat);
            media.prepareNew(staged, defaultKey);
            return transactions.inTransaction(profile, tx -> {
                Optional<R> now = target.rows.current(tx, row);
                // another thumbnail may have been set meanwhile
                if (now.isEmpty() || target.hasThumbnail(now.get())) {
                    return new ThumbnailResult<>(now.orElse(row), false);
                }
                Patch<R> patch = target.rows.thumbnailPatch(now.get(), true);
                BlobKey key = publish(tx, staged, defaultKey, keyWithHash);
                return new ThumbnailResult<>(changed(tx, target, now.get(), patch.set(target.column, key)), true);
            });
        }
    }

    private static <R> R changed(Tx tx, Thumbnails.Target<R> target, R row, Patch<R> patch) {
        return patch.isEmpty() ? row : target.rows.update().row(tx, row, patch);
    }

    /** Another file may have the default key: an earlier thumbnail, or a file without a row. */
    private BlobKey publish(Tx tx, StagedMedia staged, BlobKey defaultKey, BlobKey keyWithHash) {
        BlobKey key = media.isTaken(defaultKey, staged) ? keyWithHash : defaultKey;
        // reserve first, to protect an existing file from collection
        tx.references().reserve(key);
        try {
            return media.publishNew(staged, key).key();
        } catch (StorageException.AlreadyExists taken) {
            tx.references().reserve(keyWithHash);
            return media.publishNew(staged, keyWithHash).key();
        }
    }
}
