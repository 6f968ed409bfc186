package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.KeySegment;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ContentHash;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of new files. The extension is that of the detected format, never the caller's.
 *
 * <pre>
 * projects/&lt;projectId&gt;/video.mp4                       the final cut
 * projects/&lt;projectId&gt;/video-&lt;revision&gt;.mp4            a later final cut; keys are not reused
 * projects/&lt;projectId&gt;/videos/&lt;generationId&gt;.mp4       a video
 * projects/&lt;projectId&gt;/images/&lt;imageId&gt;.png            an image
 * projects/&lt;projectId&gt;/audio/&lt;audioId&gt;.mp3             audio
 * projects/&lt;projectId&gt;/images/&lt;imageId&gt;.thumb.jpg      the thumbnail of an image, and likewise of videos
 * projects/&lt;projectId&gt;/images/&lt;imageId&gt;.~&lt;attempt&gt;.png  where keys need a random part: see {@link #ofAttempt}
 * </pre>
 *
 * <p>An id that cannot be part of a key, as in databases of other programs, is replaced by {@code ~} and the SHA-256 of
 * the id.
 */
public final class MediaKeys {

    /** Covers the keys of all files except those in quarantine. */
    public static final BlobPrefix ROOT = new BlobPrefix("projects");

    /** Covers the keys of the files that repairs have moved. */
    public static final BlobPrefix QUARANTINE = new BlobPrefix("quarantine");

    private static final String VIDEOS = "videos";
    private static final String IMAGES = "images";
    private static final String AUDIO = "audio";
    private static final String THUMBNAIL = ".thumb";
    private static final Pattern THUMBNAIL_NAME = Pattern.compile(".*(\\.thumb(?:-[0-9a-f]{12})?\\.[a-z0-9]+)");

    /** The end of a file name for one attempt. An id with such an end is replaced by its hash. */
    private static final Pattern ATTEMPT = Pattern.compile("\\.~[0-9a-f]{20}$");

    /** Enough digits to distinguish the thumbnails of one row. */
    private static final int HASH_DIGITS = 12;

    private MediaKeys() {}

    /** Covers the keys of one project. */
    public static BlobPrefix of(ProjectId project) {
        return new BlobPrefix(ROOT + "/" + KeySegment.of(project.value()));
    }

    /**
     * The key of a file that a repair moves to quarantine: {@code quarantine/<batch>/<key>}, or a hash instead of the
     * key if that would be too long.
     *
     * @param batch the id of the repair: one or more letters, digits or dashes
     * @throws StorageException.InvalidInput if the batch cannot be part of a key
     */
    public static BlobKey quarantined(String batch, BlobKey key) {
        KeySegment.checkId("batch", batch);
        String folder = QUARANTINE + "/" + batch + "/";
        boolean fits = folder.length() + key.value().length() <= BlobKey.MAX_LENGTH;
        return new BlobKey(folder + (fits ? key.value() : KeySegment.hashOf(key.value())));
    }

    /**
     * The key that a file in quarantine had before; empty if the file is not in quarantine, or its key contains only the
     * hash of the former one.
     */
    public static Optional<BlobKey> beforeQuarantine(BlobKey key) {
        List<String> segments = key.segments();
        return segments.size() > 3 && QUARANTINE.covers(key)
                ? Optional.of(new BlobKey(String.join("/", segments.subList(2, segments.size()))))
                : Optional.empty();
    }

    /** The key of the first final cut of a project. */
    public static BlobKey finalCut(ProjectId project, MediaFormat format) {
        return key(project, "", "video", format);
    }

    /**
     * The key of a later final cut.
     *
     * @param revision an id that was not used before
     * @throws StorageException.InvalidInput if the revision cannot be part of a key
     */
    public static BlobKey finalCut(ProjectId project, String revision, MediaFormat format) {
        KeySegment.checkId("revision", "video-" + revision);
        return key(project, "", "video-" + revision, format);
    }

    /** The key of a video. */
    public static BlobKey video(ProjectId project, GenerationId generation, MediaFormat format) {
        return key(project, VIDEOS + "/", segmentOf(generation), format);
    }

    /** The key of an image. */
    public static BlobKey image(ProjectId project, ImageId image, MediaFormat format) {
        return key(project, IMAGES + "/", segmentOf(image), format);
    }

    /** The key of an audio file. */
    public static BlobKey audio(ProjectId project, AudioId audio, MediaFormat format) {
        return key(project, AUDIO + "/", segmentOf(audio), format);
    }

    private static String segmentOf(Id id) {
        return ATTEMPT.matcher(id.value()).find() ? KeySegment.hashOf(id.value()) : KeySegment.of(id.value());
    }

    /**
     * The key of the thumbnail of a stored image or video, next to it. Rows that share a file share its thumbnail.
     *
     * @param file the image or video
     * @param hash the hash of the thumbnail, if the default key is taken by another one; empty for the default key
     */
    public static BlobKey thumbnail(BlobKey file, Optional<ContentHash> hash, MediaFormat format) {
        String suffix =
                hash.map(one -> "-" + one.value().substring(0, HASH_DIGITS)).orElse("");
        return new BlobKey(thumbnail(file, THUMBNAIL + suffix + "." + format.extension()));
    }

    /**
     * The key for one attempt to store a file, which no other attempt uses: for servers that do not keep concurrent
     * writers of one key apart. The attempt is added to the file name, or replaces the hash of a thumbnail.
     *
     * @param attempt a random id: 20 digits of 0 to 9 and a to f
     * @throws StorageException.InvalidInput if the key would be too long
     */
    public static BlobKey ofAttempt(BlobKey key, String attempt) {
        String name = key.value().substring(folder(key).length());
        String stem = stem(key);
        String end = ".~" + attempt + name.substring(stem.length());
        Matcher thumbnail = THUMBNAIL_NAME.matcher(name);
        if (thumbnail.matches()) {
            stem = name.substring(0, thumbnail.start(1));
            end = THUMBNAIL + "-" + attempt.substring(0, HASH_DIGITS)
                    + name.substring(stem(key).length());
        }
        boolean fits = stem.length() + end.length() <= KeySegment.MAX_LENGTH;
        return new BlobKey(folder(key) + (fits ? stem : KeySegment.hashOf(stem)) + end);
    }

    private static String thumbnail(BlobKey file, String end) {
        return folder(file) + KeySegment.of(stem(file), KeySegment.MAX_LENGTH - end.length()) + end;
    }

    /**
     * The project id in a key; empty if the key is not that of a project's file, or contains only the hash of the id.
     */
    public static Optional<ProjectId> projectOf(BlobKey key) {
        return key.segments().size() > 2 && ROOT.covers(key)
                ? KeySegment.idOf(key.segments().get(1)).map(ProjectId::new)
                : Optional.empty();
    }

    /**
     * The row id in a key; empty if the key is not that of a file of this kind, or contains only the hash of the id.
     *
     * @param kind the kind of the file
     */
    public static Optional<String> idOf(BlobKey key, MediaKind kind) {
        List<String> segments = key.segments();
        return segments.size() == 4 && ROOT.covers(key) && segments.get(2).equals(folderOf(kind))
                ? KeySegment.idOf(ATTEMPT.matcher(stem(key)).replaceFirst(""))
                : Optional.empty();
    }

    private static String folderOf(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> IMAGES;
            case AUDIO -> AUDIO;
            case VIDEO -> VIDEOS;
        };
    }

    /** Whether the key is that of a final cut of the project: directly in the folder of the project. */
    public static boolean isFinalCut(BlobKey key, ProjectId project) {
        return of(project).covers(key) && key.segments().size() == 3;
    }

    /** Whether the key has the form of a thumbnail that the store made. */
    public static boolean isThumbnail(BlobKey key) {
        return THUMBNAIL_NAME.matcher(key.value()).matches();
    }

    /** Whether the key is that of a thumbnail that the store made of the file, not of a custom thumbnail. */
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
