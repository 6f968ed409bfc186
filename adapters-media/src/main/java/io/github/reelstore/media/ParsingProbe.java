package io.github.reelstore.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.port.media.MediaProbe;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A {@link MediaProbe} that reads headers and walks over frames, and decodes nothing. It holds one block of the file and reads
 * until its time is over. Without Guice:
 *
 * <pre>{@code
 * MediaProbe probe = new ParsingProbe(MediaConfig.DEFAULT);
 * MediaFacts facts = probe.probe(MediaBytes.of(Path.of("narration.mp3")), MediaFormat.MP3);
 * }</pre>
 */
public final class ParsingProbe implements MediaProbe {

    private final MediaConfig config;

    /** A probe with these limits. */
    public ParsingProbe(MediaConfig config) {
        this.config = config;
    }

    @Override
    public MediaMetadata probe(MediaBytes file, MediaFormat format) {
        MediaMetadataBuilder found = new MediaMetadataBuilder(format);
        try (RandomAccessReader in = new RandomAccessReader(file, Deadline.in(config.time()))) {
            parserOf(format).parse(in, found);
        } catch (MalformedMediaException e) {
            found.warn(e.sentence());
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes throws nothing else", e);
        }
        if (format.kind() == MediaKind.IMAGE && found.pixels() > config.pixels()) {
            found.warn("The image has " + found.pixels() + " pixels, more than " + config.pixels()
                    + ": no thumbnail is made of it.");
        }
        return found.facts();
    }

    static Parser parserOf(MediaFormat format) {
        return switch (format) {
            case PNG -> new Png();
            case JPEG -> new Jpeg();
            case WEBP -> new Webp();
            case GIF -> new Gif();
            case AVIF, HEIC -> new Heif();
            case MP3 -> new Mp3();
            case WAV -> new Wav();
            case FLAC -> new Flac();
            case OGG -> new OggPages();
            case AAC -> new Adts();
            case M4A, MP4, MOV -> new Movie();
            case WEBM, WEBA -> new Webm();
            case PCM, ULAW -> (in, out) -> {};
        };
    }
}
