package io.github.reelstore.media;

import java.io.IOException;

/**
 * Parses Ogg (RFC 3533): pages, each with the position of the audio at its end. Several streams may follow each other;
 * their durations are added. The first page of a stream names the codec: Vorbis I, Opus (RFC 7845), FLAC (RFC 9639,
 * section 10.1) or Speex.
 */
final class OggPages implements Parser {

    private static final int BEGINNING = 2;
    private static final int END = 4;

    /** The position of pages on which no packet ends. */
    private static final long NO_POSITION = -1;

    private long serial;
    private long hertz;
    private long firstPosition;
    private long lastPosition;
    private double seconds;
    private long nominal;
    private boolean ended = true;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        try {
            Id3.skip(in, out);
            long start = in.position();
            while (in.left() > 0) {
                page(in, out);
            }
            finish(out, in.size() - start);
        } catch (MalformedMediaException e) {
            finish(out, in.size());
            throw e;
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
        long stream = in.u32le();
        int segments = in.skip(8).u8();
        long length = 0;
        for (int i = 0; i < segments; i++) {
            length += in.u8();
        }
        long body = in.position();
        if ((flags & BEGINNING) != 0) {
            begin(in, length, stream, out);
        } else if (stream == serial && hertz > 0 && position != NO_POSITION) {
            lastPosition = Math.max(lastPosition, position);
        }
        if (stream == serial && (flags & END) != 0) {
            ended = true;
        }
        in.seek(body + length);
        if (in.position() > in.size()) {
            throw MalformedMediaException.ends();
        }
    }

    private void begin(RandomAccessReader in, long length, long stream, MediaMetadataBuilder out) throws IOException {
        String head = in.text((int) Math.min(length, 8));
        in.skip(-head.length());
        boolean known = head.startsWith("\1vorbis")
                || head.equals("OpusHead")
                || head.startsWith("\177FLAC")
                || head.equals("Speex   ");
        if (known) {
            close();
            serial = stream;
            ended = false;
            identify(head, in, out);
        }
    }

    /** Ends the previous stream. */
    private void close() {
        if (hertz > 0 && lastPosition > firstPosition) {
            seconds += (double) (lastPosition - firstPosition) / hertz;
        }
        lastPosition = 0;
        firstPosition = 0;
        hertz = 0;
    }

    private void identify(String head, RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        switch (head.charAt(0)) {
            case '\1' -> {
                int channels = in.skip(11).u8();
                hertz = in.u32le();
                nominal = in.skip(4).u32le();
                out.codec("vorbis");
                out.audio(hertz, channels);
            }
            case 'O' -> {
                int channels = in.skip(9).u8();
                firstPosition = in.u16le();
                // Opus is always decoded at this rate, whatever the rate of the original
                hertz = 48_000;
                out.codec("opus");
                out.audio(hertz, channels);
            }
            case '\177' -> {
                Flac flac = new Flac();
                in.skip(17);
                flac.streamInfo(in, out);
                hertz = flac.hertz();
                out.codec("flac");
            }
            default -> {
                hertz = in.skip(36).u32le();
                in.skip(8);
                out.codec("speex");
                out.audio(hertz, in.u32le());
            }
        }
    }

    private void finish(MediaMetadataBuilder out, long bytes) {
        close();
        if (seconds > 0) {
            out.seconds(seconds);
            if (nominal > 0 && nominal <= Integer.MAX_VALUE) {
                out.bitrate(nominal);
            } else {
                out.bitrateOf(bytes);
            }
        }
    }
}
