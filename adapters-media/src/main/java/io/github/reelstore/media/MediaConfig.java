package io.github.reelstore.media;

import io.github.reelstore.domain.error.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits for reading media files.
 *
 * @param pixels the maximum number of pixels of an image that gets a thumbnail, at least 1; a larger image gets a
 *     warning
 * @param time the time limit for reading the metadata of a file, and for making a thumbnail; more than zero, at most
 *     one hour. It is checked between reads; how long a single read may take depends on the blob store's own timeouts
 * @param ffmpeg the path of ffmpeg, which extracts frames from videos; empty to look for it on the PATH
 */
public record MediaConfig(long pixels, Duration time, Optional<Path> ffmpeg) {

    /** The default number of pixels: 100 million, which take about 400 MB when decoded in full. */
    public static final long PIXELS = 100_000_000;

    /** The default time limit: 10 seconds. */
    public static final Duration TIME = Duration.ofSeconds(10);

    /** The default limits, with ffmpeg from the PATH, if it is there. */
    public static final MediaConfig DEFAULT = new MediaConfig(PIXELS, TIME, Optional.empty());

    /**
     * Checks the limits.
     *
     * @throws StorageException.Configuration if a limit is out of range
     */
    public MediaConfig {
        if (pixels < 1) {
            throw new StorageException.Configuration(
                    "reelstore.media.pixels", "reelstore.media.pixels must be at least 1: " + pixels + ".");
        }
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new StorageException.Configuration(
                    "reelstore.media.time",
                    "reelstore.media.time must be more than zero and at most one hour: " + time.toMillis() + " ms.");
        }
    }
}
