package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A table whose rows have a media file: its columns, and how its rows are read and written. So images, audio, videos and
 * final cuts take the same path.
 *
 * @param type the type of the rows
 * @param kind the kind of the files
 * @param file the column with the key of the file
 * @param hash the column with the hash of the file
 * @param size the column with the size of the file; empty if the table has none
 * @param thumbnail the thumbnail column; empty if the table has none
 * @param fields all columns that a patch may change
 * @param columns the columns that are filled with metadata for every file that is not damaged
 * @param info the column with what has no column of its own
 * @param headless returns the format of a file without a header, from its row; empty for other files and if the row
 *     does not contain it
 * @param declared returns the same with the sample rate; empty if the row does not contain both
 * @param fill fills a row with metadata
 * @param rows reads and writes rows
 */
public record MediaTable<R>(
        EntityType type,
        MediaKind kind,
        Field<R, BlobKey> file,
        Field<R, ContentHash> hash,
        Optional<Field<R, Long>> size,
        Optional<Field<R, BlobKey>> thumbnail,
        List<Field<R, ?>> fields,
        List<Field<R, ?>> columns,
        Field<R, MediaInfo> info,
        Function<R, Optional<MediaFormat>> headless,
        Function<R, Optional<AudioEncoding>> declared,
        BiFunction<MetadataMerger, R, R> fill,
        Rows<R> rows) {

    public static final MediaTable<ImageGeneration> IMAGES = new MediaTable<>(
            EntityType.IMAGE,
            MediaKind.IMAGE,
            ImageField.FILE_PATH,
            ImageField.CONTENT_HASH,
            Optional.of(ImageField.BYTE_SIZE),
            Optional.of(ImageField.THUMB_PATH),
            ImageField.all(),
            List.of(ImageField.WIDTH, ImageField.HEIGHT),
            ImageField.MEDIA_INFO,
            image -> Optional.empty(),
            image -> Optional.empty(),
            MetadataMerger::fill,
            new Rows<>(
                    image -> image.id().value(),
                    (tx, image) -> tx.images().insert(image),
                    (tx, id) -> tx.images().find(new ImageId(id)),
                    (tx, filter, page) -> tx.images().list(filter, page),
                    (tx, id, patch) -> tx.images().update(new ImageId(id), patch)));

    public static final MediaTable<AudioGeneration> AUDIO = new MediaTable<>(
            EntityType.AUDIO,
            MediaKind.AUDIO,
            AudioField.FILE_PATH,
            AudioField.CONTENT_HASH,
            Optional.of(AudioField.BYTE_SIZE),
            Optional.empty(),
            AudioField.all(),
            List.of(
                    AudioField.FORMAT,
                    AudioField.DURATION_MS,
                    AudioField.DURATION_SECONDS,
                    AudioField.SAMPLE_RATE,
                    AudioField.CHANNELS,
                    AudioField.BITRATE),
            AudioField.MEDIA_INFO,
            MediaTable::headlessFormat,
            MediaTable::declaredEncoding,
            MetadataMerger::fill,
            new Rows<>(
                    audio -> audio.id().value(),
                    (tx, audio) -> tx.audio().insert(audio),
                    (tx, id) -> tx.audio().find(new AudioId(id)),
                    (tx, filter, page) -> tx.audio().list(filter, page),
                    (tx, id, patch) -> tx.audio().update(new AudioId(id), patch)));

    public static final MediaTable<VideoGeneration> VIDEOS = new MediaTable<>(
            EntityType.GENERATION,
            MediaKind.VIDEO,
            GenerationField.FILE_PATH,
            GenerationField.CONTENT_HASH,
            Optional.of(GenerationField.BYTE_SIZE),
            Optional.of(GenerationField.THUMB_PATH),
            GenerationField.all(),
            List.of(
                    GenerationField.WIDTH,
                    GenerationField.HEIGHT,
                    GenerationField.DURATION_MS,
                    GenerationField.FRAME_RATE),
            GenerationField.MEDIA_INFO,
            video -> Optional.empty(),
            video -> Optional.empty(),
            MetadataMerger::fill,
            new Rows<>(
                    video -> video.id().value(),
                    (tx, video) -> tx.generations().insert(video),
                    (tx, id) -> tx.generations().find(new GenerationId(id)),
                    (tx, filter, page) -> tx.generations().list(filter, page),
                    (tx, id, patch) -> tx.generations().update(new GenerationId(id), patch)));

    /** Projects; the file is the final cut. */
    public static final MediaTable<VideoProject> PROJECTS = new MediaTable<>(
            EntityType.PROJECT,
            MediaKind.VIDEO,
            ProjectField.VIDEO_PATH,
            ProjectField.CONTENT_HASH,
            Optional.empty(),
            Optional.of(ProjectField.THUMB_PATH),
            ProjectField.all(),
            List.of(ProjectField.DURATION_MS),
            ProjectField.MEDIA_INFO,
            project -> Optional.empty(),
            project -> Optional.empty(),
            MetadataMerger::fill,
            new Rows<>(
                    project -> project.id().value(),
                    (tx, project) -> tx.projects().insert(project),
                    (tx, id) -> tx.projects().find(new ProjectId(id)),
                    MediaTable::projects,
                    (tx, id, patch) -> tx.projects().update(new ProjectId(id), patch)));

    /** All tables, those of final cuts first. */
    public static final List<MediaTable<?>> ALL = List.of(PROJECTS, IMAGES, AUDIO, VIDEOS);

    /**
     * Reads and writes the rows of a table.
     *
     * @param id returns the id of a row
     * @param insert inserts a row
     * @param find finds a row by its id
     * @param list lists the rows that match a filter
     * @param update changes a row
     */
    public record Rows<R>(
            Function<R, String> id,
            BiConsumer<Tx, R> insert,
            BiFunction<Tx, String, Optional<R>> find,
            Listing<R> list,
            Update<R> update) {}

    /** Lists the rows that match a filter, newest first. */
    @FunctionalInterface
    public interface Listing<R> {
        Page<R> list(Tx tx, GenerationFilter filter, PageRequest page);
    }

    /** Changes a row. */
    @FunctionalInterface
    public interface Update<R> {
        R update(Tx tx, String id, Patch<R> patch);
    }

    /** If the filter names a project, it must exist. */
    private static Page<VideoProject> projects(Tx tx, GenerationFilter filter, PageRequest page) {
        return filter.project()
                .map(id -> new Page<>(List.of(PROJECTS.require(tx, id)), Optional.empty()))
                .orElseGet(() -> tx.projects()
                        .list(new ProjectFilter(filter.channel(), Optional.empty(), filter.created()), page));
    }

    /** The key of a file that rows share has the extension of its first row, so it decides only without a format. */
    private static Optional<MediaFormat> headlessFormat(AudioGeneration audio) {
        return audio.format()
                .flatMap(DeclaredTypeCheck::headless)
                .or(() -> MediaFormat.ofName(audio.filePath().value()).filter(MediaFormat::isHeadless));
    }

    private static Optional<AudioEncoding> declaredEncoding(AudioGeneration audio) {
        return headlessFormat(audio)
                .flatMap(format -> audio.sampleRate()
                        .map(hertz -> new AudioEncoding(format.extension(), hertz, Optional.empty())));
    }

    /** The id of a row. */
    public String idOf(R row) {
        return rows.id().apply(row);
    }

    /**
     * Finds a row that must exist.
     *
     * @throws StorageException.NotFound if it does not exist in the profile of the transaction
     */
    public R require(Tx tx, Id id) {
        return rows.find().apply(tx, id.value()).orElseThrow(() -> notFound(tx, id));
    }

    /** There is no such row in the profile of the transaction. */
    public StorageException.NotFound notFound(Tx tx, Id id) {
        return new StorageException.NotFound(
                id.value(),
                "There is no " + noun() + " " + id + " in profile " + tx.profile() + "; \"reelstore " + noun()
                        + " list\" lists those that exist.");
    }

    /** What a row is, in a message: image, audio, video or project. */
    public String noun() {
        return type == EntityType.GENERATION ? "video" : type.value();
    }

    /**
     * Passes on the rows that match a filter, page by page. Each page is read in a transaction of its own and passed on
     * outside of it, since reading files is slow.
     *
     * @param size the number of rows of a page
     */
    public void eachPage(
            Transactions transactions,
            ProfileId profile,
            GenerationFilter filter,
            int size,
            Consumer<List<R>> consumer) {
        eachPage(transactions, profile, filter, size, (rows, invalid) -> consumer.accept(rows));
    }

    /** The same, with the invalid values of each page. */
    public void eachPage(
            Transactions transactions,
            ProfileId profile,
            GenerationFilter filter,
            int size,
            BiConsumer<List<R>, List<InvalidValue>> consumer) {
        Optional<PageRequest> next = Optional.of(PageRequest.first(size));
        while (next.isPresent()) {
            PageRequest request = next.get();
            RowsRead<R> read = transactions.readOnly(
                    profile, tx -> new RowsRead<>(rows.list().list(tx, filter, request), tx.invalidValues()));
            consumer.accept(read.page().items(), read.invalid());
            next = read.page().next().map(request::after);
        }
    }

    private record RowsRead<R>(Page<R> page, List<InvalidValue> invalid) {}

    /** Returns the current row, if it exists and has the same file. */
    public Optional<R> current(Tx tx, R row) {
        return rows.find().apply(tx, idOf(row)).filter(now -> file.get(now).equals(file.get(row)));
    }

    /** Changes a row, unless the patch is empty, and returns the current row. */
    public R update(Tx tx, R row, Patch<R> patch) {
        return patch.isEmpty() ? row : rows.update().update(tx, idOf(row), patch);
    }

    /** The file of a row; empty if it has none. */
    public Optional<StoredBlob> storedIn(R row) {
        return file.get(row).map(key -> new StoredBlob(key, hash.get(row), size.flatMap(column -> column.get(row))));
    }

    /** A copy of the patch that also sets the file. */
    public Patch<R> withFile(Patch<R> patch, StoredBlob stored) {
        Patch<R> withHash = set(patch.set(file, stored.key()), hash, stored.hash());
        return size.map(column -> set(withHash, column, stored.size())).orElse(withHash);
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

    /** Whether the row has no thumbnail, and this version of the thumbnailer has not failed to make one. */
    boolean lacksThumbnail(R row, String thumbnailer) {
        return thumbnail
                .filter(column -> column.get(row).isEmpty())
                .filter(column -> !absent(row).contains(column.column())
                        || !info.get(row).flatMap(MediaInfo::thumbnailer).equals(Optional.of(thumbnailer)))
                .isPresent();
    }

    /** The patch that notes that a thumbnail can be made. */
    Patch<R> withThumbnail(R row) {
        return thumbnailPatch(row, Stream.empty(), Optional.empty());
    }

    /** The patch that notes that this version of the thumbnailer could make no thumbnail. */
    Patch<R> withoutThumbnail(R row, String thumbnailer) {
        return thumbnailPatch(row, thumbnail.stream().map(Field::column), Optional.of(thumbnailer));
    }

    private Patch<R> thumbnailPatch(R row, Stream<String> own, Optional<String> thumbnailer) {
        Stream<String> others = absent(row).stream().filter(column -> !isThumbnail(column));
        MediaInfo before = info.get(row).orElse(MediaInfo.NONE);
        return infoPatch(
                row, before.withAbsent(Stream.concat(others, own).toList()).withThumbnailer(thumbnailer));
    }

    private List<String> absent(R row) {
        return info.get(row).map(MediaInfo::absent).orElse(List.of());
    }

    private Patch<R> absentPatch(R row, List<String> absent) {
        return infoPatch(row, info.get(row).orElse(MediaInfo.NONE).withAbsent(absent));
    }

    private Patch<R> infoPatch(R row, MediaInfo after) {
        return after.ifAny().equals(info.get(row)) ? Patch.empty() : set(Patch.empty(), info, after.ifAny());
    }

    /** The patch from one row to the other, limited to the columns with metadata. */
    public Patch<R> difference(R before, R after) {
        return Patch.between(
                before, after, Stream.concat(columns.stream(), Stream.of(info)).toList());
    }

    private static <R, T> Patch<R> set(Patch<R> patch, Field<R, T> column, Optional<T> value) {
        return value.isPresent() ? patch.set(column, value.get()) : patch.clear(column);
    }
}
