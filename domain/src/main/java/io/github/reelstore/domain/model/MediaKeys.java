package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.KeySegment;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where new files go. The extension is that of the bytes, never the caller's.
 *
 * <pre>
 * projects/&lt;projectId&gt;/video.mp4                       the final cut
 * projects/&lt;projectId&gt;/video-&lt;revision&gt;.mp4            a later final cut; the first one's key stays taken
 * projects/&lt;projectId&gt;/videos/&lt;generationId&gt;.mp4       a clip
 * projects/&lt;projectId&gt;/images/&lt;imageId&gt;.png            an image
 * projects/&lt;projectId&gt;/audio/&lt;audioId&gt;.mp3             speech
 * projects/&lt;projectId&gt;/images/&lt;imageId&gt;.thumb.jpg      the thumbnail of an image; of clips and the final cut alike
 * </pre>
 *
 * <p>An id that cannot be part of a key, as databases of other programs may have it, is stood for by {@code ~} and the
 * SHA-256 of its text.
 */
public final class MediaKeys {

    /** Covers every key that is made here, and none of a file in quarantine. */
    public static final BlobPrefix ROOT = new BlobPrefix("projects");

    private static final String QUARANTINE = "quarantine/";
    private static final String VIDEOS = "videos";
    private static final String IMAGES = "images";
    private static final String AUDIO = "audio";
    private static final String THUMBNAIL = ".thumb";
    private static final Pattern THUMBNAIL_NAME = Pattern.compile(".*(\\.thumb(?:-[0-9a-f]{12})?\\.[a-z0-9]+)");

    /** As many as tell one row's thumbnails apart. */
    private static final int HASH_DIGITS = 12;

    private MediaKeys() {}

    /** Covers the keys of one project. */
    public static BlobPrefix of(ProjectId project) {
        return new BlobPrefix(ROOT + "/" + KeySegment.of(project.value()));
    }

    /**
     * Where a file goes that repair takes out of the way: {@code quarantine/<batch>/<key>}, and where that would be too long, a hash in
     * place of the key.
     *
     * @param batch one or more letters, digits or dashes that tell one repair from another
     * @throws StorageException.InvalidInput if the batch cannot be part of a key
     */
    public static BlobKey quarantined(String batch, BlobKey key) {
        KeySegment.checkId("batch", batch);
        String folder = QUARANTINE + batch + "/";
        boolean fits = folder.length() + key.value().length() <= BlobKey.MAX_LENGTH;
        return new BlobKey(folder + (fits ? key.value() : KeySegment.hashOf(key.value())));
    }

    /** The first final cut of a project. */
    public static BlobKey finalCut(ProjectId project, MediaFormat format) {
        return key(project, "", "video", format);
    }

    /**
     * A final cut that follows another.
     *
     * @param revision an id that was not used before
     * @throws StorageException.InvalidInput if the revision cannot be part of a key
     */
    public static BlobKey finalCut(ProjectId project, String revision, MediaFormat format) {
        KeySegment.checkId("revision", "video-" + revision);
        return key(project, "", "video-" + revision, format);
    }

    /** A clip. */
    public static BlobKey clip(ProjectId project, GenerationId generation, MediaFormat format) {
        return key(project, VIDEOS + "/", KeySegment.of(generation.value()), format);
    }

    /** An image. */
    public static BlobKey image(ProjectId project, ImageId image, MediaFormat format) {
        return key(project, IMAGES + "/", KeySegment.of(image.value()), format);
    }

    /** Speech. */
    public static BlobKey audio(ProjectId project, AudioId audio, MediaFormat format) {
        return key(project, AUDIO + "/", KeySegment.of(audio.value()), format);
    }

    /**
     * The thumbnail of a stored image, or the poster of a stored video, beside it: rows that share a file share it too.
     *
     * @param file the image or video
     * @param hash of the thumbnail, where the usual address is taken by another one; empty for the usual address
     */
    public static BlobKey thumbnail(BlobKey file, Optional<ContentHash> hash, MediaFormat format) {
        String which =
                hash.map(one -> "-" + one.value().substring(0, HASH_DIGITS)).orElse("");
        return new BlobKey(thumbnail(file, THUMBNAIL + which + "." + format.extension()));
    }

    private static String thumbnail(BlobKey file, String end) {
        return folder(file) + KeySegment.of(stem(file), KeySegment.MAX_LENGTH - end.length()) + end;
    }

    /** The project that a key names; empty if it is no key of a project's file, or stands for an id by its hash. */
    public static Optional<ProjectId> projectOf(BlobKey key) {
        return key.segments().size() > 2 && ROOT.covers(key)
                ? KeySegment.idOf(key.segments().get(1)).map(ProjectId::new)
                : Optional.empty();
    }

    /**
     * The id of the row that a key names; empty if it names none of that kind, or stands for an id by its hash.
     *
     * @param kind what the file is
     */
    public static Optional<String> idOf(BlobKey key, MediaKind kind) {
        List<String> segments = key.segments();
        return segments.size() == 4 && ROOT.covers(key) && segments.get(2).equals(folderOf(kind))
                ? KeySegment.idOf(stem(key))
                : Optional.empty();
    }

    private static String folderOf(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> IMAGES;
            case AUDIO -> AUDIO;
            case VIDEO -> VIDEOS;
        };
    }

    /** Whether the key is where a project's final cuts are: right in its folder. */
    public static boolean isFinalCut(BlobKey key, ProjectId project) {
        return of(project).covers(key) && key.segments().size() == 3;
    }

    /** Whether the key is one that the store gives to thumbnails. */
    public static boolean isThumbnail(BlobKey key) {
        return THUMBNAIL_NAME.matcher(key.value()).matches();
    }

    /** Whether the key is one of a file's thumbnail that the store made, and no picture that somebody chose. */
    public static boolean isThumbnail(BlobKey key, BlobKey file) {
        Matcher name = THUMBNAIL_NAME.matcher(key.value());
        return name.matches() && key.value().equals(thumbnail(file, name.group(1)));
    }

    private static String folder(BlobKey file) {
        return file.value().substring(0, file.value().lastIndexOf('/') + 1);
    }

    private static String stem(BlobKey file) {
        String name = file.value().substring(file.value().lastIndexOf('/') + 1);
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static BlobKey key(ProjectId project, String folder, String name, MediaFormat format) {
        return new BlobKey(
                ROOT + "/" + KeySegment.of(project.value()) + "/" + folder + name + "." + format.extension());
    }
}
