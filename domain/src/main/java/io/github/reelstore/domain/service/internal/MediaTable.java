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
import io.github.reelstore.domain.model.MediaInfo;
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
 * A table whose rows have a media file: the columns with metadata of the file, and how its rows are read and written.
 *
 * @param kind the kind of the files
 * @param file returns the key of a row's file
 * @param declared returns the audio format of a headerless file, from its row
 * @param columns the columns that are filled with metadata for every file that is not damaged
 * @param info the column with what has no column of its own
 * @param thumbnail the thumbnail column; empty if the table has none
 * @param fill fills a row with metadata
 * @param find reads the current row
 * @param update changes a row
 */
public record MediaTable<R>(
        MediaKind kind,
        Function<R, Optional<BlobKey>> file,
        Function<R, Optional<AudioEncoding>> declared,
        List<Field<R, ?>> columns,
        Field<R, MediaInfo> info,
        Optional<Field<R, BlobKey>> thumbnail,
        BiFunction<MetadataMerger, R, R> fill,
        BiFunction<Tx, R, Optional<R>> find,
        Update<R> update) {

    public static final MediaTable<ImageGeneration> IMAGES = new MediaTable<>(
            MediaKind.IMAGE,
            image -> Optional.of(image.filePath()),
            image -> Optional.empty(),
            List.of(ImageField.WIDTH, ImageField.HEIGHT),
            ImageField.MEDIA_INFO,
            Optional.of(ImageField.THUMB_PATH),
            MetadataMerger::fill,
            (tx, image) -> tx.images().find(image.id()),
            (tx, image, patch) -> tx.images().update(image.id(), patch));

    public static final MediaTable<AudioGeneration> AUDIO = new MediaTable<>(
            MediaKind.AUDIO,
            audio -> Optional.of(audio.filePath()),
            MediaTable::declaredEncoding,
            List.of(
                    AudioField.FORMAT,
                    AudioField.DURATION_MS,
                    AudioField.DURATION_SECONDS,
                    AudioField.SAMPLE_RATE,
                    AudioField.CHANNELS,
                    AudioField.BITRATE),
            AudioField.MEDIA_INFO,
            Optional.empty(),
            MetadataMerger::fill,
            (tx, audio) -> tx.audio().find(audio.id()),
            (tx, audio, patch) -> tx.audio().update(audio.id(), patch));

    public static final MediaTable<VideoGeneration> VIDEOS = new MediaTable<>(
            MediaKind.VIDEO,
            VideoGeneration::filePath,
            video -> Optional.empty(),
            List.of(GenerationField.WIDTH, GenerationField.HEIGHT, GenerationField.DURATION_MS),
            GenerationField.MEDIA_INFO,
            Optional.of(GenerationField.THUMB_PATH),
            MetadataMerger::fill,
            (tx, video) -> tx.generations().find(video.id()),
            (tx, video, patch) -> tx.generations().update(video.id(), patch));

    /** Projects; the file is the final cut. */
    public static final MediaTable<VideoProject> FINAL_CUTS = new MediaTable<>(
            MediaKind.VIDEO,
            VideoProject::videoPath,
            project -> Optional.empty(),
            List.of(ProjectField.DURATION_MS),
            ProjectField.MEDIA_INFO,
            Optional.of(ProjectField.THUMB_PATH),
            MetadataMerger::fill,
            (tx, project) -> tx.projects().find(project.id()),
            (tx, project, patch) -> tx.projects().update(project.id(), patch));

    /** Changes a row. */
    @FunctionalInterface
    public interface Update<R> {
        R row(Tx tx, R row, Patch<R> patch);
    }

    private static Optional<AudioEncoding> declaredEncoding(AudioGeneration audio) {
        return MediaFormat.ofName(audio.filePath().value())
                .filter(MediaFormat::isHeadless)
                .flatMap(format -> audio.sampleRate()
                        .map(hertz -> new AudioEncoding(format.extension(), hertz, Optional.empty())));
    }

    /** Returns the current row, if it exists and has the same file. */
    public Optional<R> current(Tx tx, R row) {
        return find.apply(tx, row).filter(now -> file.apply(now).equals(file.apply(row)));
    }

    /** Returns the row filled with metadata. Metadata that the file lacks is noted, so that it is not read again. */
    public R filled(MetadataMerger metadata, R row) {
        R filled = fill.apply(metadata, row);
        if (!metadata.isProbed()) {
            return filled;
        }
        List<String> absent = Stream.concat(
                        columns.stream()
                                .filter(column -> column.get(filled).isEmpty())
                                .map(Field::column),
                        absent(filled).stream().filter(this::isThumbnail))
                .toList();
        return absentPatch(filled, absent).applyTo(filled);
    }

    private boolean isThumbnail(String column) {
        return thumbnail.filter(field -> field.column().equals(column)).isPresent();
    }

    /** Whether the file may contain metadata that the row lacks. */
    public boolean lacksMetadata(R row) {
        List<String> absent = absent(row);
        return columns.stream()
                .filter(column -> column.get(row).isEmpty())
                .anyMatch(column -> !absent.contains(column.column()));
    }

    /** Whether the row has no thumbnail, and no earlier attempt to make one failed. */
    boolean lacksThumbnail(R row) {
        return thumbnail
                .filter(column -> column.get(row).isEmpty())
                .filter(column -> !absent(row).contains(column.column()))
                .isPresent();
    }

    /** The patch that notes whether a thumbnail can be made. */
    Patch<R> thumbnailPatch(R row, boolean possible) {
        Stream<String> others = absent(row).stream().filter(column -> !isThumbnail(column));
        Stream<String> own = possible ? Stream.empty() : thumbnail.stream().map(Field::column);
        return absentPatch(row, Stream.concat(others, own).toList());
    }

    private List<String> absent(R row) {
        return info.get(row).map(MediaInfo::absent).orElse(List.of());
    }

    private Patch<R> absentPatch(R row, List<String> absent) {
        Optional<MediaInfo> before = info.get(row);
        return changed(
                Patch.empty(),
                info,
                before,
                before.orElse(MediaInfo.NONE).withAbsent(absent).ifAny());
    }

    /** The patch from one row to the other, limited to the columns with metadata. */
    public Patch<R> difference(R before, R after) {
        Patch<R> patch = Patch.empty();
        for (Field<R, ?> column : columns) {
            patch = changed(patch, column, before, after);
        }
        return changed(patch, info, before, after);
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
