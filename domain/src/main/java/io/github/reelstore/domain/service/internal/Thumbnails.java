package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.media.Thumbnailer.Thumbnail;
import io.github.reelstore.domain.port.rows.Transactions;
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
    private final BlobStore blobs;
    private final ProfileId profile;
    private final BlobReader reader;
    private final MediaPublisher publisher;
    private final Thumbnailer thumbnailer;

    Thumbnails(
            Transactions transactions,
            BlobStore blobs,
            ProfileId profile,
            BlobReader reader,
            MediaPublisher publisher,
            Thumbnailer thumbnailer) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.profile = profile;
        this.reader = reader;
        this.publisher = publisher;
        this.thumbnailer = thumbnailer;
    }

    /** See {@code MediaService.limitation}. */
    public Optional<String> limitation() {
        return thumbnailer.limitation();
    }

    /**
     * The result of making a thumbnail.
     *
     * @param row the current row
     * @param created whether a thumbnail was added
     */
    public record ThumbnailResult<R>(R row, boolean created) {}

    /** Adds a thumbnail to a row that was just stored, if one can be made, and returns the current row. It never throws. */
    public <R> R add(MediaTable<R> rows, R row) {
        return isMissing(rows, row) ? make(rows, row).row() : row;
    }

    /**
     * Whether the row has no thumbnail, one can be made, and no earlier attempt of this version of the thumbnailer failed.
     * Checks only the row.
     */
    public <R> boolean isMissing(MediaTable<R> rows, R row) {
        return rows.lacksThumbnail(row, thumbnailer.version())
                && rows.file()
                        .get(row)
                        .flatMap(key -> MediaFormat.ofName(key.value()))
                        .filter(thumbnailer::supports)
                        .isPresent();
    }

    /**
     * Makes a thumbnail if the row has none, or if the file of one that the store made is missing. If it cannot be
     * made, that is noted in the row, with the version of the thumbnailer.
     */
    public <R> ThumbnailResult<R> make(MediaTable<R> rows, R row) {
        Optional<BlobKey> file = rows.file().get(row);
        ThumbnailResult<R> unchanged = new ThumbnailResult<>(row, false);
        if (rows.thumbnail().isEmpty() || file.isEmpty()) {
            return unchanged;
        }
        Target<R> target = new Target<>(rows, rows.thumbnail().get(), file.get());
        try {
            return hasThumbnail(target, row)
                    ? unchanged
                    : reader.formatOf(file.get(), Optional.empty())
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
    private record Target<R>(MediaTable<R> rows, Field<R, BlobKey> column, BlobKey file) {}

    /** A custom thumbnail counts as present, without checking its file. */
    private <R> boolean hasThumbnail(Target<R> target, R row) {
        return target.column
                .get(row)
                .filter(key -> !MediaKeys.isThumbnail(key, target.file) || reader.isNonEmpty(key))
                .isPresent();
    }

    private <R> ThumbnailResult<R> makeAndStore(Target<R> target, R row, MediaFormat format) {
        Optional<Thumbnail> thumbnail = thumbnailer.make(reader.bytesOf(target.file), format);
        if (thumbnail.isEmpty()) {
            return new ThumbnailResult<>(
                    transactions.inTransaction(
                            profile,
                            tx -> target.rows
                                    .current(tx, row)
                                    .map(now -> target.rows.update(
                                            tx, now, target.rows.withoutThumbnail(now, thumbnailer.version())))
                                    .orElse(row)),
                    false);
        }
        try (StagedBlob blob = blobs.stage(thumbnail.get().source())) {
            MediaFormat thumbnailFormat = thumbnail.get().format();
            StagedMedia staged = new StagedMedia(blob, MediaMetadata.of(thumbnailFormat), Map.of());
            BlobKey defaultKey = MediaKeys.thumbnail(target.file, Optional.empty(), thumbnailFormat);
            BlobKey keyWithHash = MediaKeys.thumbnail(target.file, Optional.of(blob.hash()), thumbnailFormat);
            publisher.prepareNew(staged, defaultKey);
            return transactions.inTransaction(profile, tx -> {
                Optional<R> now = target.rows.current(tx, row);
                // another thumbnail may have been set meanwhile
                if (now.isEmpty() || hasThumbnail(target, now.get())) {
                    return new ThumbnailResult<>(now.orElse(row), false);
                }
                Patch<R> patch = target.rows.withThumbnail(now.get());
                // another file may have the default key: an earlier thumbnail, or a file without a row
                BlobKey key = publisher
                        .publishNew(tx, staged, defaultKey, keyWithHash)
                        .key();
                return new ThumbnailResult<>(target.rows.update(tx, now.get(), patch.set(target.column, key)), true);
            });
        }
    }
}
