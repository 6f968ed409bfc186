package io.github.reelstore.simulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How audio is encoded: 16 bits, one channel, with or without the header of a WAV file.
 *
 * @param sampleRate in samples a second
 */
record AudioShape(boolean header, int sampleRate) {

    static final AudioShape DEFAULT = new AudioShape(true, 8_000);

    private static final Pattern NAME = Pattern.compile("(wav|pcm)_(8000|16000|22050|24000|44100|48000)");

    /** @throws IllegalArgumentException if it is not one of the known names */
    static AudioShape parse(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.matches()) {
            throw new IllegalArgumentException(
                    "\"output_format\" is not wav_RATE or pcm_RATE with a rate of 8000, 16000,"
                            + " 22050, 24000, 44100 or 48000");
        }
        return new AudioShape(text.startsWith("wav"), Integer.parseInt(text.substring(4)));
    }

    String mimeType() {
        return header ? "audio/wav" : "audio/x-pcm";
    }
}
