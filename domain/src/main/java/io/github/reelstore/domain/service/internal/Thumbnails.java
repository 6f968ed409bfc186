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
import java.util.Map;
import java.util.Optional;

/**
 * Gives rows their small picture, once their file is stored. It is done as well as it can be: where none can be made or stored, the row
 * stays as it is, and a refresh may make up for it.
 */
public final class Thumbnails {

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
     * A row after it was tried.
     *
     * @param row as it is now
     * @param drawn whether it has a new picture
     */
    public record ThumbnailResult<R>(R row, boolean drawn) {}

    /** The row with a picture, where one could be made; the row is stored already, so this never throws. */
    public <R> R add(MediaTable<R> rows, R row) {
        return make(rows, row).row();
    }

    /** Whether the row has none, and one that was not tried in vain can be made. Looks at the row alone. */
    public <R> boolean isMissing(MediaTable<R> rows, R row) {
        return rows.lacksThumbnail(row)
                && rows.file()
                        .apply(row)
                        .flatMap(key -> MediaFormat.ofName(key.value()))
                        .filter(thumbnailer::draws)
                        .isPresent();
    }

    /** Makes a picture where the row has none, or one of ours whose file is gone. Where it cannot be made, the row says so. */
    public <R> ThumbnailResult<R> make(MediaTable<R> rows, R row) {
        Optional<BlobKey> file = rows.file().apply(row);
        ThumbnailResult<R> asItWas = new ThumbnailResult<>(row, false);
        if (rows.thumbnail().isEmpty() || file.isEmpty()) {
            return asItWas;
        }
        Target<R> target = new Target<>(rows, rows.thumbnail().get(), file.get());
        try {
            return target.isThere(row)
                    ? asItWas
                    : media.formatOf(file.get())
                            .filter(thumbnailer::draws)
                            .map(format -> draw(target, row, format))
                            .orElse(asItWas);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
            // what the caller asked for is stored; a refresh tries again
            return asItWas;
        }
    }

    /** A kind of row, the column of its picture, and the file that the picture is of. */
    private final class Target<R> {

        private final MediaTable<R> rows;
        private final Field<R, BlobKey> column;
        private final BlobKey file;

        Target(MediaTable<R> rows, Field<R, BlobKey> column, BlobKey file) {
            this.rows = rows;
            this.column = column;
            this.file = file;
        }

        /** A picture that somebody chose is theirs to look after. */
        boolean isThere(R row) {
            return column.get(row)
                    .filter(key -> !MediaKeys.isThumbnail(key, file) || media.isWhole(key))
                    .isPresent();
        }
    }

    private <R> ThumbnailResult<R> draw(Target<R> target, R row, MediaFormat format) {
        Optional<Thumbnail> thumbnail = thumbnailer.make(media.bytesOf(target.file), format);
        if (thumbnail.isEmpty()) {
            return new ThumbnailResult<>(
                    transactions.inTransaction(
                            profile,
                            tx -> target.rows
                                    .current(tx, row)
                                    .map(now -> changed(tx, target, now, target.rows.thumbnailNoted(now, false)))
                                    .orElse(row)),
                    false);
        }
        try (StagedBlob blob = media.stageBlob(thumbnail.get().source())) {
            MediaFormat drawn = thumbnail.get().format();
            StagedMedia staged = new StagedMedia(blob, MediaMetadata.of(drawn), Map.of());
            BlobKey usual = MediaKeys.thumbnail(target.file, Optional.empty(), drawn);
            BlobKey other = MediaKeys.thumbnail(target.file, Optional.of(blob.hash()), drawn);
            media.prepareNew(staged, usual);
            return transactions.inTransaction(profile, tx -> {
                Optional<R> now = target.rows.current(tx, row);
                // somebody may have been quicker, or have chosen one, while it was drawn
                if (now.isEmpty() || target.isThere(now.get())) {
                    return new ThumbnailResult<>(now.orElse(row), false);
                }
                Patch<R> noted = target.rows.thumbnailNoted(now.get(), true);
                BlobKey key = publish(tx, staged, usual, other);
                return new ThumbnailResult<>(changed(tx, target, now.get(), noted.set(target.column, key)), true);
            });
        }
    }

    private static <R> R changed(Tx tx, Thumbnails.Target<R> target, R row, Patch<R> patch) {
        return patch.isEmpty() ? row : target.rows.update().row(tx, row, patch);
    }

    /** The usual address may be taken by an earlier picture, or one that no row refers to. */
    private BlobKey publish(Tx tx, StagedMedia staged, BlobKey usual, BlobKey other) {
        BlobKey key = media.isTaken(usual, staged) ? other : usual;
        // first, so that nobody collects what is there already
        tx.references().reserve(key);
        try {
            return media.publishNew(staged, key).key();
        } catch (StorageException.AlreadyExists taken) {
            tx.references().reserve(other);
            return media.publishNew(staged, other).key();
        }
    }
}
