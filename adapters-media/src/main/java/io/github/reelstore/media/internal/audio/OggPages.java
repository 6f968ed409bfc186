package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Parses Ogg (RFC 3533): pages, each with the position of the audio at its end. Several streams may follow each other;
 * their durations are added.
 */
final class OggPages implements Parser {

    private static final String CAPTURE_PATTERN = "OggS";

    /** The length of the longest page: its header, and 255 segments of 255 bytes. */
    private static final int MAX_PAGE = 27 + 255 + 255 * 255;

    private static final int BEGINNING = 2;
    private static final int END = 4;

    private Optional<OggStream> current = Optional.empty();
    private long serial;
    private double seconds;
    private long audioBytes;
    private long nominal;
    private boolean ended = true;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Id3.skip(in, out);
        try {
            while (in.left() > 0) {
                page(in, out);
            }
        } finally {
            finish(out);
        }
        if (!ended) {
            out.warn("The file has no end mark; it may be cut off.");
        }
    }

    private void page(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        if (!in.text(CAPTURE_PATTERN.length()).equals(CAPTURE_PATTERN)) {
            out.warn(MalformedMediaException.damaged("a page").sentence());
            findPage(in.skip(-CAPTURE_PATTERN.length()));
        }
        int flags = in.skip(1).u8();
        long position = in.i64le();
        long of = in.u32le();
        byte[] segments = in.bytes(in.skip(8).u8());
        long length = 0;
        for (byte segment : segments) {
            length += segment & 0xFF;
        }
        long body = in.position();
        if (body + length > in.size()) {
            // its position is that of packets which are not there
            throw MalformedMediaException.ends();
        }
        if ((flags & BEGINNING) != 0) {
            begin(in, length, of, out);
        } else if (of == serial && current.isPresent()) {
            current.get().page(in, flags, position, segments, length);
        }
        if (of == serial && (flags & END) != 0) {
            ended = true;
        }
        in.seek(body + length);
    }

    /** Goes behind the next capture pattern: there may be other bytes between pages (RFC 3533, section 3). */
    private static void findPage(RandomAccessReader in) throws IOException {
        long from = in.position();
        String bytes = new String(in.atMost(MAX_PAGE), StandardCharsets.ISO_8859_1);
        int found = bytes.indexOf(CAPTURE_PATTERN);
        if (found < 0) {
            throw MalformedMediaException.damaged("a page");
        }
        in.seek(from + found + CAPTURE_PATTERN.length());
    }

    private void begin(RandomAccessReader in, long length, long of, MediaMetadataBuilder out) throws IOException {
        Optional<OggCodec> known = OggCodec.read(in, length);
        if (known.isPresent()) {
            close();
            OggCodec codec = known.get();
            current = Optional.of(new OggStream(codec));
            serial = of;
            ended = false;
            nominal = codec.nominal();
            out.codec(codec.name());
            out.audio(codec.hertz(), codec.channels());
        }
    }

    /** Ends the current stream. */
    private void close() {
        seconds += current.map(OggStream::seconds).orElse(0.0);
        audioBytes += current.map(OggStream::audioBytes).orElse(0L);
    }

    private void finish(MediaMetadataBuilder out) {
        close();
        if (seconds > 0) {
            out.seconds(seconds);
            if (nominal > 0) {
                out.bitrate(nominal);
            } else {
                out.bitrateOf(audioBytes);
            }
        }
    }
}
