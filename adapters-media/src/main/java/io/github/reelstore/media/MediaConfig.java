package io.github.reelstore.media;

import io.github.reelstore.domain.error.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How far reading a file may go.
 *
 * @param pixels the most an image may have to be drawn small, and for nobody to be warned of it; at least 1
 * @param time the longest that reading one file's facts, or drawing one picture, may take; more than nothing, an hour at most. It is
 *     looked at between reads: for how long a single one may hang the storage decides, such as by its own timeouts
 * @param ffmpeg the program that takes pictures out of videos; empty to look for one called ffmpeg on the PATH
 */
public record MediaConfig(long pixels, Duration time, Optional<Path> ffmpeg) {

    /** 100 million pixels, which take some 400 MB when they are drawn whole. */
    public static final long PIXELS = 100_000_000;

    /** 10 seconds. */
    public static final Duration TIME = Duration.ofSeconds(10);

    /** The usual limits, and ffmpeg where it is on the PATH. */
    public static final MediaConfig DEFAULT = new MediaConfig(PIXELS, TIME, Optional.empty());

    /**
     * @throws StorageException.Configuration if a limit is out of its range
     */
    public MediaConfig {
        if (pixels < 1) {
            throw new StorageException.Configuration(
                    "reelstore.media.pixels",
                    "reelstore.media.pixels, the most pixels of an image, is 1 or more, not " + pixels + ".");
        }
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new StorageException.Configuration(
                    "reelstore.media.time",
                    "reelstore.media.time, the longest for a file, is more than nothing and an hour at most, not "
                            + time.toMillis() + " ms.");
        }
    }
}
