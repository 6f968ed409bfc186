package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.media.MediaKind;
import io.github.reelstore.domain.media.OutputFormat;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One kind of row that has a media file: which columns its bytes fill, and how such a row is read and written.
 *
 * @param kind what its file is
 * @param file the row's file
 * @param declared what a file without a header is by what its row says
 * @param facts the columns that the bytes of every file of the kind fill, unless it is damaged
 * @param meta the column of the notes
 * @param thumbnail the column of its small picture; empty where the kind has none
 * @param fill the row with these facts
 * @param find the row as it is now
 * @param update changes the row
 */
record MediaRows<R>(
        MediaKind kind,
        Function<R, Optional<BlobKey>> file,
        Function<R, Optional<OutputFormat>> declared,
        List<Field<R, ?>> facts,
        Field<R, JsonText> meta,
        Optional<Field<R, BlobKey>> thumbnail,
        BiFunction<RowFacts, R, R> fill,
        BiFunction<Tx, R, Optional<R>> find,
        Update<R> update) {

    static final MediaRows<ImageGeneration> IMAGES = new MediaRows<>(
            MediaKind.IMAGE,
            image -> Optional.of(image.filePath()),
            image -> Optional.empty(),
            List.of(ImageField.WIDTH, ImageField.HEIGHT),
            ImageField.META,
            Optional.of(ImageField.THUMB_PATH),
            RowFacts::fill,
            (tx, image) -> tx.images().find(image.id()),
            (tx, image, patch) -> tx.images().update(image.id(), patch));

    static final MediaRows<AudioGeneration> SPEECH = new MediaRows<>(
            MediaKind.AUDIO,
            audio -> Optional.of(audio.filePath()),
            MediaRows::declaredSound,
            List.of(
                    AudioField.FORMAT,
                    AudioField.DURATION_MS,
                    AudioField.DURATION_SECONDS,
                    AudioField.SAMPLE_RATE,
                    AudioField.CHANNELS,
                    AudioField.BITRATE),
            AudioField.META,
            Optional.empty(),
            RowFacts::fill,
            (tx, audio) -> tx.audio().find(audio.id()),
            (tx, audio, patch) -> tx.audio().update(audio.id(), patch));

    static final MediaRows<VideoGeneration> CLIPS = new MediaRows<>(
            MediaKind.VIDEO,
            VideoGeneration::filePath,
            clip -> Optional.empty(),
            List.of(GenerationField.WIDTH, GenerationField.HEIGHT, GenerationField.DURATION_MS),
            GenerationField.META,
            Optional.of(GenerationField.THUMB_PATH),
            RowFacts::fill,
            (tx, clip) -> tx.generations().find(clip.id()),
            (tx, clip, patch) -> tx.generations().update(clip.id(), patch));

    /** Projects, of which the final cut is the file. */
    static final MediaRows<VideoProject> CUTS = new MediaRows<>(
            MediaKind.VIDEO,
            VideoProject::videoPath,
            project -> Optional.empty(),
            List.of(ProjectField.DURATION_MS),
            ProjectField.META,
            Optional.of(ProjectField.THUMB_PATH),
            RowFacts::fill,
            (tx, project) -> tx.projects().find(project.id()),
            (tx, project, patch) -> tx.projects().update(project.id(), patch));

    /** Changes a row. */
    @FunctionalInterface
    interface Update<R> {
        R row(Tx tx, R row, Patch<R> patch);
    }

    private static Optional<OutputFormat> declaredSound(AudioGeneration audio) {
        return MediaFormat.ofName(audio.filePath().value())
                .filter(MediaFormat::isHeadless)
                .flatMap(format ->
                        audio.sampleRate().map(hertz -> new OutputFormat(format.extension(), hertz, Optional.empty())));
    }

    /** The row as it is now, if it is there and has the same file. */
    Optional<R> current(Tx tx, R row) {
        return find.apply(tx, row).filter(now -> file.apply(now).equals(file.apply(row)));
    }

    /** The row with what its bytes tell. What they were read for in vain is noted, so that nobody asks again. */
    R filled(RowFacts bytes, R row) {
        R filled = fill.apply(bytes, row);
        if (!bytes.tellMore()) {
            return filled;
        }
        MediaNotes notes = MediaNotes.in(meta.get(filled));
        List<String> absent = Stream.concat(
                        facts.stream()
                                .filter(column -> column.get(filled).isEmpty())
                                .map(Field::column),
                        notes.absent().stream().filter(this::isThumbnail))
                .toList();
        return noted(filled, notes.withAbsent(absent)).applyTo(filled);
    }

    private boolean isThumbnail(String column) {
        return thumbnail.filter(field -> field.column().equals(column)).isPresent();
    }

    /** Whether its bytes may tell more than the row has. */
    boolean lacksFacts(R row) {
        List<String> absent = MediaNotes.in(meta.get(row)).absent();
        return facts.stream()
                .filter(column -> column.get(row).isEmpty())
                .anyMatch(column -> !absent.contains(column.column()));
    }

    /** Whether the row has no thumbnail, and may have one. */
    boolean lacksThumbnail(R row) {
        Optional<JsonText> notes = meta.get(row);
        return thumbnail
                .filter(column -> column.get(row).isEmpty())
                // where that cannot be noted, it would be tried each time
                .filter(column -> MediaNotes.fitInto(notes))
                .filter(column -> !MediaNotes.in(notes).absent().contains(column.column()))
                .isPresent();
    }

    /** What notes that a thumbnail is there, or cannot be. */
    Patch<R> thumbnailNoted(R row, boolean possible) {
        MediaNotes notes = MediaNotes.in(meta.get(row));
        Stream<String> others = notes.absent().stream().filter(column -> !isThumbnail(column));
        Stream<String> own = possible ? Stream.empty() : thumbnail.stream().map(Field::column);
        return noted(row, notes.withAbsent(Stream.concat(others, own).toList()));
    }

    private Patch<R> noted(R row, MediaNotes notes) {
        return changed(Patch.empty(), meta, meta.get(row), notes.into(meta.get(row)));
    }

    /** What makes the one row of the other, of the columns that the bytes fill. */
    Patch<R> difference(R before, R after) {
        Patch<R> patch = Patch.empty();
        for (Field<R, ?> column : facts) {
            patch = changed(patch, column, before, after);
        }
        return changed(patch, meta, before, after);
    }

    private static <R, T> Patch<R> changed(Patch<R> patch, Field<R, T> column, R before, R after) {
        return changed(patch, column, column.get(before), column.get(after));
    }

    private static <R, T> Patch<R> changed(Patch<R> patch, Field<R, T> column, Optional<T> before, Optional<T> after) {
        if (after.equals(before)) {
            return patch;
        }
        return after.isPresent() ? patch.set(column, after.get()) : patch.clear(column);
    }
}
