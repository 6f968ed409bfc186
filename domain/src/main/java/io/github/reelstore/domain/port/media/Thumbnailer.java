package io.github.reelstore.domain.port.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaBytes;
import java.util.Optional;

/** Makes thumbnails of images and videos. Thread-safe. */
public interface Thumbnailer {

    /** A thumbnailer that makes no thumbnails. */
    Thumbnailer NONE = new Thumbnailer() {
        @Override
        public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
            return Optional.empty();
        }

        @Override
        public boolean supports(MediaFormat format) {
            return false;
        }
    };

    /**
     * Makes a thumbnail whose longest side has at most {@value #LONGEST_SIDE} pixels, rotated for display, in bounded
     * memory and time.
     *
     * @param file the bytes of the image or video
     * @param format the format of the file
     * @return empty if no thumbnail can be made of the file, now or later: the format is not supported, the file is damaged, or the
     *     image is too large
     * @throws io.github.reelstore.domain.error.StorageException.Unavailable if the bytes cannot be read
     */
    Optional<Thumbnail> make(MediaBytes file, MediaFormat format);

    /** Whether thumbnails of undamaged files of the format can be made on this machine. */
    boolean supports(MediaFormat format);

    /** A sentence about what is not possible on this machine and how to fix it; empty if there is no such limit. */
    default Optional<String> limitation() {
        return Optional.empty();
    }

    /**
     * The version of this thumbnailer. It changes when files of which the version before could make no thumbnail may get
     * one: a refresh tries those again, once.
     */
    default String version() {
        return "1";
    }

    /** The maximum length of the longest side in pixels. */
    int LONGEST_SIDE = 512;

    /**
     * A thumbnail.
     *
     * @param format PNG if the original has transparency, else JPEG
     * @param source the bytes, a few tens of kilobytes
     */
    record Thumbnail(MediaFormat format, BlobSource source) {}
}
