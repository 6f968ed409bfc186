package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.util.Locale;

/** A format of timelines. */
public enum TimelineFormat {
    /** OpenTimelineIO JSON, {@code .otio}; the media are files next to it. */
    OTIO,
    /** OpenTimelineIO in a zip file with its media, {@code .otioz}. */
    OTIOZ,
    /** Final Cut Pro XML 1.10, {@code .fcpxml}; the media are files next to it. */
    FCPXML,
    /** MLT XML, {@code .mlt}, of melt, Shotcut and Kdenlive; the media are files next to it. */
    MLT,
    /** Not a timeline but the film, rendered: a Matroska file, which keeps language tags as they are. */
    MKV,
    /** The film as an MP4, which has languages of three letters. */
    MP4;

    private final String value = name().toLowerCase(Locale.ROOT);

    /** The name on the command line, which is also the usual end of the file name. */
    public String value() {
        return value;
    }

    /** Whether it is the rendered film, with captions and sound as tracks. */
    public boolean isRendered() {
        return this == MKV || this == MP4;
    }

    /**
     * Returns the format of this name.
     *
     * @throws StorageException.InvalidInput if no format has that name
     */
    public static TimelineFormat of(String text) {
        for (TimelineFormat format : values()) {
            if (format.value.equals(text)) {
                return format;
            }
        }
        throw new StorageException.InvalidInput(
                "format",
                "The format of a timeline is otio, otioz, fcpxml or mlt, and that of a film mkv or mp4; not "
                        + Messages.quoted(text) + ".");
    }

    @Override
    public String toString() {
        return value;
    }
}
