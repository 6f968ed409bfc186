package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.media.internal.audio.AudioParsers;
import io.github.reelstore.media.internal.image.ImageParsers;
import io.github.reelstore.media.internal.matroska.Matroska;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.mp4.Movie;
import io.github.reelstore.media.internal.reader.Deadline;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A {@link MediaProbe} that parses headers and skips over frames, without decoding. It keeps one block of the file in
 * memory and stops at the time limit. Usage without Guice:
 *
 * <pre>{@code
 * MediaProbe probe = new ParsingProbe(MediaConfig.DEFAULT);
 * MediaMetadata metadata = probe.probe(MediaBytes.of(Path.of("narration.mp3")), MediaFormat.MP3);
 * }</pre>
 */
public final class ParsingProbe implements MediaProbe {

    private final MediaConfig config;

    /** Creates a probe with these limits. */
    public ParsingProbe(MediaConfig config) {
        this.config = config;
    }

    @Override
    public MediaMetadata probe(MediaBytes file, MediaFormat format) {
        MediaMetadataBuilder metadata = parsed(file, format);
        if (format.kind() == MediaKind.IMAGE && metadata.pixels() > config.pixels()) {
            metadata.warn("The image has " + metadata.pixels() + " pixels, more than " + config.pixels()
                    + ": no thumbnail is made of it.");
        }
        return metadata.build();
    }

    MediaMetadataBuilder parsed(MediaBytes file, MediaFormat format) {
        MediaMetadataBuilder metadata = new MediaMetadataBuilder(format);
        try (RandomAccessReader in = new RandomAccessReader(file, Deadline.in(config.time()))) {
            parserOf(format).parse(in, metadata);
        } catch (MalformedMediaException e) {
            metadata.warn(e.sentence());
        } catch (IOException e) {
            throw new UncheckedIOException("RandomAccessReader throws nothing else", e);
        }
        return metadata;
    }

    private static Parser parserOf(MediaFormat format) {
        return switch (format) {
            case PNG, JPEG, WEBP, GIF, AVIF, HEIC -> ImageParsers.of(format);
            case MP3, WAV, FLAC, OGG, AAC -> AudioParsers.of(format);
            case M4A, MP4, MOV, THREE_GP, THREE_GA -> new Movie();
            case WEBM, WEBA, MKV, MKA -> new Matroska();
            case PCM, ULAW -> (in, out) -> {};
        };
    }
}
