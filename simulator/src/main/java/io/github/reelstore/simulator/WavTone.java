package io.github.reelstore.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A tone in the place of speech: as long as the text takes, with syllables, and with a pitch that depends on the language. The
 * samples have 16 bits and one channel; a WAV file also states the language (RIFF, LIST of type INFO).
 */
final class WavTone {

    private static final int MILLIS_PER_CHARACTER = 60;
    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 30_000;
    private static final double SYLLABLES_PER_SECOND = 4;
    private static final double LOUDNESS = 9_000;
    private static final int LOWEST_PITCH = 110;
    private static final int PITCHES = 120;

    private final String language;
    private final AudioShape format;
    private final int samples;

    WavTone(SimulatedRequest request) {
        language = request.language().orElse("und");
        format = request.format();
        int millis = Math.min(
                LONGEST_MILLIS,
                Math.max(SHORTEST_MILLIS, MILLIS_PER_CHARACTER * Math.min(request.characters(), LONGEST_MILLIS)));
        samples = (int) ((long) millis * format.sampleRate() / 1_000);
    }

    /**
     * Encodes the tone.
     *
     * @param number makes the samples different from those of other numbers
     * @param comment in US-ASCII
     */
    byte[] encode(int number, String comment) {
        byte[] info = format.header() ? info(comment) : new byte[0];
        int data = 2 * samples;
        int header = format.header() ? 44 + info.length : 0;
        ByteBuffer out = ByteBuffer.allocate(header + data).order(ByteOrder.LITTLE_ENDIAN);
        if (format.header()) {
            out.put(ascii("RIFF")).putInt(36 + info.length + data).put(ascii("WAVE"));
            out.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
            out.putInt(format.sampleRate()).putInt(2 * format.sampleRate());
            out.putShort((short) 2).putShort((short) 16);
            out.put(info).put(ascii("data")).putInt(data);
        }
        writeSamples(out, number);
        return out.array();
    }

    private void writeSamples(ByteBuffer out, int number) {
        double step = 2 * Math.PI / format.sampleRate();
        double pitch =
                LOWEST_PITCH + Math.floorMod(language.toLowerCase(Locale.ROOT).hashCode(), PITCHES);
        for (int i = 0; i < samples; i++) {
            double syllable = Math.abs(Math.sin(step * SYLLABLES_PER_SECOND / 2 * i));
            double tone = Math.sin(step * pitch * i) + 0.4 * Math.sin(3 * step * pitch * i);
            // The first samples are too quiet to be heard: they hold the number.
            out.putShort((short) (i < 4 ? (number >>> (8 * i)) & 0xFF : LOUDNESS * syllable * tone));
        }
    }

    private byte[] info(String comment) {
        byte[] spoken = entry("ILNG", language.replaceAll("[^A-Za-z0-9-]", ""));
        byte[] noted = entry("ICMT", comment);
        return ByteBuffer.allocate(12 + spoken.length + noted.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("LIST"))
                .putInt(4 + spoken.length + noted.length)
                .put(ascii("INFO"))
                .put(spoken)
                .put(noted)
                .array();
    }

    /** A text that ends with a zero, at an even length. */
    private static byte[] entry(String name, String text) {
        int length = text.length() + 1;
        return ByteBuffer.allocate(8 + length + length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(name))
                .putInt(length)
                .put(ascii(text))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
