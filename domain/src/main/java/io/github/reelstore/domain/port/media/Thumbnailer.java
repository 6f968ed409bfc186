package io.github.reelstore.domain.port.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaBytes;
import java.util.Optional;

/** Makes small pictures of images and videos. Safe for use by many threads. */
public interface Thumbnailer {

    /** Makes none. */
    Thumbnailer NONE = new Thumbnailer() {
        @Override
        public Optional<Thumbnail> make(MediaBytes file, MediaFormat format) {
            return Optional.empty();
        }

        @Override
        public boolean draws(MediaFormat format) {
            return false;
        }
    };

    /**
     * Makes a picture whose longest side has {@value #LONGEST_SIDE} pixels at most, turned as it is to be shown, in bounded memory
     * and time.
     *
     * @param file its bytes
     * @param format what it is
     * @return empty where none can be made, now or later: of a format that this one does not draw, of a damaged file or too large a
     *     picture
     * @throws io.github.reelstore.domain.error.StorageException.Unavailable if the bytes cannot be had
     */
    Optional<Thumbnail> make(MediaBytes file, MediaFormat format);

    /** Whether it can make pictures of undamaged files of the format here and now. */
    boolean draws(MediaFormat format);

    /** What it cannot do on this machine and what to do about it, a sentence; empty if it can do all it is made for. */
    default Optional<String> limitation() {
        return Optional.empty();
    }

    /** Pixels of the longest side. */
    int LONGEST_SIDE = 512;

    /**
     * A small picture.
     *
     * @param format PNG where the original lets something shine through, else JPEG
     * @param source its bytes, a few tens of kilobytes
     */
    record Thumbnail(MediaFormat format, BlobSource source) {}
}
