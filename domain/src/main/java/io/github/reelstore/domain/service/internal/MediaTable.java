package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaAnnotations;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
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
public record MediaTable<R>(
        MediaKind kind,
        Function<R, Optional<BlobKey>> file,
        Function<R, Optional<AudioEncoding>> declared,
        List<Field<R, ?>> facts,
        Field<R, JsonText> meta,
        Optional<Field<R, BlobKey>> thumbnail,
        BiFunction<MetadataMerger, R, R> fill,
        BiFunction<Tx, R, Optional<R>> find,
        Update<R> update) {

    public static final MediaTable<ImageGeneration> IMAGES = new MediaTable<>(
            MediaKind.IMAGE,
            image -> Optional.of(image.filePath()),
            image -> Optional.empty(),
            List.of(ImageField.WIDTH, ImageField.HEIGHT),
            ImageField.META,
            Optional.of(ImageField.THUMB_PATH),
            MetadataMerger::fill,
            (tx, image) -> tx.images().find(image.id()),
            (tx, image, patch) -> tx.images().update(image.id(), patch));

    public static final MediaTable<AudioGeneration> AUDIO = new MediaTable<>(
            MediaKind.AUDIO,
            audio -> Optional.of(audio.filePath()),
            MediaTable::declaredSound,
            List.of(
                    AudioField.FORMAT,
                    AudioField.DURATION_MS,
                    AudioField.DURATION_SECONDS,
                    AudioField.SAMPLE_RATE,
                    AudioField.CHANNELS,
                    AudioField.BITRATE),
            AudioField.META,
            Optional.empty(),
            MetadataMerger::fill,
            (tx, audio) -> tx.audio().find(audio.id()),
            (tx, audio, patch) -> tx.audio().update(audio.id(), patch));

    public static final MediaTable<VideoGeneration> VIDEOS = new MediaTable<>(
            MediaKind.VIDEO,
            VideoGeneration::filePath,
            clip -> Optional.empty(),
            List.of(GenerationField.WIDTH, GenerationField.HEIGHT, GenerationField.DURATION_MS),
            GenerationField.META,
            Optional.of(GenerationField.THUMB_PATH),
            MetadataMerger::fill,
            (tx, clip) -> tx.generations().find(clip.id()),
            (tx, clip, patch) -> tx.generations().update(clip.id(), patch));

    /** Projects, of which the final cut is the file. */
    public static final MediaTable<VideoProject> FINAL_CUTS = new MediaTable<>(
            MediaKind.VIDEO,
            VideoProject::videoPath,
            project -> Optional.empty(),
            List.of(ProjectField.DURATION_MS),
            ProjectField.META,
            Optional.of(ProjectField.THUMB_PATH),
            MetadataMerger::fill,
            (tx, project) -> tx.projects().find(project.id()),
            (tx, project, patch) -> tx.projects().update(project.id(), patch));

    /** Changes a row. */
    @FunctionalInterface
    public interface Update<R> {
        R row(Tx tx, R row, Patch<R> patch);
    }

    private static Optional<AudioEncoding> declaredSound(AudioGeneration audio) {
        return MediaFormat.ofName(audio.filePath().value())
                .filter(MediaFormat::isHeadless)
                .flatMap(format -> audio.sampleRate()
                        .map(hertz -> new AudioEncoding(format.extension(), hertz, Optional.empty())));
    }

    /** The row as it is now, if it is there and has the same file. */
    public Optional<R> current(Tx tx, R row) {
        return find.apply(tx, row).filter(now -> file.apply(now).equals(file.apply(row)));
    }

    /** The row with what its bytes tell. What they were read for in vain is noted, so that nobody asks again. */
    public R filled(MetadataMerger bytes, R row) {
        R filled = fill.apply(bytes, row);
        if (!bytes.tellMore()) {
            return filled;
        }
        MediaAnnotations notes = MediaAnnotations.in(meta.get(filled));
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
    public boolean lacksMetadata(R row) {
        List<String> absent = MediaAnnotations.in(meta.get(row)).absent();
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
                .filter(column -> MediaAnnotations.fitInto(notes))
                .filter(column -> !MediaAnnotations.in(notes).absent().contains(column.column()))
                .isPresent();
    }

    /** What notes that a thumbnail is there, or cannot be. */
    Patch<R> thumbnailNoted(R row, boolean possible) {
        MediaAnnotations notes = MediaAnnotations.in(meta.get(row));
        Stream<String> others = notes.absent().stream().filter(column -> !isThumbnail(column));
        Stream<String> own = possible ? Stream.empty() : thumbnail.stream().map(Field::column);
        return noted(row, notes.withAbsent(Stream.concat(others, own).toList()));
    }

    private Patch<R> noted(R row, MediaAnnotations notes) {
        return changed(Patch.empty(), meta, meta.get(row), notes.into(meta.get(row)));
    }

    /** What makes the one row of the other, of the columns that the bytes fill. */
    public Patch<R> difference(R before, R after) {
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
