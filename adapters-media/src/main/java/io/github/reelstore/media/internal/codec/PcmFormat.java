package io.github.reelstore.media.internal.codec;

/**
 * How samples without compression are stored.
 *
 * @param bits the number of bits of a sample
 */
public record PcmFormat(int bits, boolean isFloat, boolean littleEndian) {

    public PcmFormat withLittleEndian(boolean little) {
        return new PcmFormat(bits, isFloat, little);
    }

    public PcmFormat ofBits(int other) {
        return new PcmFormat(other, isFloat, littleEndian);
    }

    public PcmFormat asFloat(int other) {
        return new PcmFormat(other, true, littleEndian);
    }

    /** The codec by its name in ffmpeg; samples of one byte have a sign. */
    public String codec() {
        if (bits == 8 && !isFloat) {
            return "pcm_s8";
        }
        return "pcm_" + (isFloat ? "f" : "s") + bits + (littleEndian ? "le" : "be");
    }
}
