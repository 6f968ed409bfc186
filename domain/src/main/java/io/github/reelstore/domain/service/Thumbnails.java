package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaFacts;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.media.MediaKeys;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.StagedBlob;
import io.github.reelstore.domain.port.Thumbnailer;
import io.github.reelstore.domain.port.Thumbnailer.Thumbnail;
import io.github.reelstore.domain.port.Transactions;
import java.util.Map;
import java.util.Optional;

/**
 * Gives rows their small picture, once their file is stored. It is done as well as it can be: where none can be made or stored, the row
 * stays as it is, and a refresh may make up for it.
 */
final class Thumbnails {

    private final Transactions transactions;
    private final MediaService media;
    private final Thumbnailer thumbnailer;
    private final ProfileId profile;

    Thumbnails(Transactions transactions, MediaService media, Thumbnailer thumbnailer, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.thumbnailer = thumbnailer;
        this.profile = profile;
    }

    /** The row with a picture, where one could be made; never throws, as the row is stored already. */
    <R> R add(MediaRows<R> rows, R row) {
        return make(rows, row).orElse(row);
    }

    /** Whether the row has none, and one that was not tried in vain can be made. Looks at the row alone. */
    <R> boolean isMissing(MediaRows<R> rows, R row) {
        boolean absent =
                rows.thumbnail().filter(column -> column.get(row).isEmpty()).isPresent();
        return absent
                && rows.file()
                        .apply(row)
                        .flatMap(key -> MediaFormat.ofName(key.value()))
                        .filter(thumbnailer::draws)
                        .isPresent()
                && !MediaNotes.in(rows.meta().get(row)).warnings().contains(MediaNotes.NO_THUMBNAIL);
    }

    /**
     * Makes a picture where the row has none, or one of ours whose file is gone.
     *
     * @return the row as it is then; empty where there is nothing to do or it cannot be done
     */
    <R> Optional<R> make(MediaRows<R> rows, R row) {
        Optional<BlobKey> file = rows.file().apply(row);
        if (rows.thumbnail().isEmpty() || file.isEmpty()) {
            return Optional.empty();
        }
        Field<R, BlobKey> column = rows.thumbnail().get();
        try {
            return isThere(column.get(row), file.get())
                    ? Optional.empty()
                    : media.formatOf(file.get())
                            .filter(thumbnailer::draws)
                            .flatMap(format -> draw(rows, row, column, file.get(), format));
        } catch (RuntimeException | OutOfMemoryError e) {
            // The row and its file are stored, which is what the caller asked for. A large picture may not fit beside
            // what the program
            // holds at the moment.
            return Optional.empty();
        }
    }

    /** A picture that somebody chose is theirs to look after. */
    private boolean isThere(Optional<BlobKey> thumbnail, BlobKey file) {
        return thumbnail
                .filter(key -> !MediaKeys.isThumbnail(key, file) || media.exists(key))
                .isPresent();
    }

    private <R> Optional<R> draw(MediaRows<R> rows, R row, Field<R, BlobKey> column, BlobKey file, MediaFormat format) {
        Optional<Thumbnail> thumbnail = thumbnailer.make(media.bytesOf(file), format);
        if (thumbnail.isEmpty()) {
            noteFailure(rows, row);
            return Optional.empty();
        }
        try (StagedBlob blob = media.stageBlob(thumbnail.get().source())) {
            MediaFormat drawn = thumbnail.get().format();
            StagedMedia staged = new StagedMedia(blob, MediaFacts.of(drawn), Map.of());
            BlobKey usual = MediaKeys.thumbnail(file, Optional.empty(), drawn);
            BlobKey other = MediaKeys.thumbnail(file, Optional.of(blob.hash()), drawn);
            media.prepareNew(staged, usual);
            return transactions.inTransaction(
                    profile,
                    tx -> rows.current(tx, row)
                            .map(now -> rows.update()
                                    .row(
                                            tx,
                                            now,
                                            noted(
                                                            rows,
                                                            now,
                                                            MediaNotes.in(rows.meta()
                                                                            .get(now))
                                                                    .without(MediaNotes.NO_THUMBNAIL))
                                                    .set(column, publish(staged, usual, other)))));
        }
    }

    /** So that it is not tried again whenever something is missing. */
    private <R> void noteFailure(MediaRows<R> rows, R row) {
        transactions.inTransaction(
                profile,
                tx -> rows.current(tx, row).map(now -> {
                    Patch<R> patch =
                            noted(rows, now, MediaNotes.in(rows.meta().get(now)).with(MediaNotes.NO_THUMBNAIL));
                    return patch.isEmpty() ? now : rows.update().row(tx, now, patch);
                }));
    }

    private static <R> Patch<R> noted(MediaRows<R> rows, R row, MediaNotes notes) {
        Optional<JsonText> before = rows.meta().get(row);
        Optional<JsonText> after = notes.equals(MediaNotes.in(before)) ? before : notes.into(before);
        Patch<R> patch = Patch.empty();
        if (after.equals(before)) {
            return patch;
        }
        return after.isPresent() ? patch.set(rows.meta(), after.get()) : patch.clear(rows.meta());
    }

    /** The usual address may be taken by an earlier picture, or one that no row refers to. */
    private BlobKey publish(StagedMedia staged, BlobKey usual, BlobKey other) {
        try {
            return media.publishNew(staged, usual).key();
        } catch (StorageException.AlreadyExists taken) {
            return media.publishNew(staged, other).key();
        }
    }
}
