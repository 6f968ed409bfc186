package io.github.reelstore.media;

import java.io.IOException;
import java.util.Optional;

/**
 * Parses Ogg (RFC 3533): pages, each with the position of the audio at its end. Several streams may follow each other;
 * their durations are added.
 */
final class OggPages implements Parser {

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
        if (!in.text(4).equals("OggS")) {
            throw MalformedMediaException.damaged("a page");
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
        if ((flags & BEGINNING) != 0) {
            begin(in, length, of, out);
        } else if (of == serial && current.isPresent()) {
            current.get().page(in, flags, position, segments, length);
        }
        if (of == serial && (flags & END) != 0) {
            ended = true;
        }
        in.seek(body + length);
        if (in.position() > in.size()) {
            throw MalformedMediaException.ends();
        }
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
