package io.github.reelstore.media.internal.audio;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.internal.metadata.Parser;

/** The parsers of audio formats whose container is not one of video. */
public final class AudioParsers {

    private AudioParsers() {}

    /** A new parser for one file of such a format. */
    public static Parser of(MediaFormat format) {
        return switch (format) {
            case MP3 -> new Mp3();
            case WAV -> new Wav();
            case FLAC -> new Flac();
            case OGG -> new OggPages();
            case AAC -> new Adts();
            default -> throw new IllegalArgumentException(format + " is not such a format");
        };
    }
}
