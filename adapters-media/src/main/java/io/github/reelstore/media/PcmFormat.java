package io.github.reelstore.media;

/**
 * How samples without compression are stored.
 *
 * @param bits the number of bits of a sample
 */
record PcmFormat(int bits, boolean isFloat, boolean littleEndian) {

    PcmFormat withLittleEndian(boolean little) {
        return new PcmFormat(bits, isFloat, little);
    }

    PcmFormat ofBits(int other) {
        return new PcmFormat(other, isFloat, littleEndian);
    }

    PcmFormat asFloat(int other) {
        return new PcmFormat(other, true, littleEndian);
    }

    /** The codec by its name in ffmpeg; samples of one byte have a sign. */
    String codec() {
        if (bits == 8 && !isFloat) {
            return "pcm_s8";
        }
        return "pcm_" + (isFloat ? "f" : "s") + bits + (littleEndian ? "le" : "be");
    }
}
