package io.github.reelstore.domain.format;

/** The tag that may precede the audio: ID3 tag version 2.4.0, section 3.1, and earlier versions 2. */
final class Id3v2 {

    private static final int HEADER = 10;
    private static final int FOOTER_FLAG = 0x10;

    private Id3v2() {}

    /**
     * The offset of the first byte after the tags: 0 without a tag, and past the end of the header when a tag is longer
     * than that (one with a cover image usually is). Zero bytes between a tag and the audio belong to the tag.
     */
    static long end(FileHeader fileHeader) {
        return isTag(fileHeader, 0) ? endBehindTag(fileHeader) : 0;
    }

    /** Like {@link #end}, for bytes that follow a tag: they may begin with its zero bytes. */
    static long endBehindTag(FileHeader fileHeader) {
        long offset = afterZeros(fileHeader, 0);
        while (isTag(fileHeader, offset)) {
            offset = afterZeros(fileHeader, offset + length(fileHeader, offset));
        }
        return offset;
    }

    private static long afterZeros(FileHeader fileHeader, long from) {
        long offset = from;
        while (fileHeader.u8(offset) == 0) {
            offset++;
        }
        return offset;
    }

    /** "ID3", version 2 to 4, revision, flags in the upper four bits, size in four 7-bit bytes. */
    private static boolean isTag(FileHeader fileHeader, long offset) {
        int version = fileHeader.u8(offset + 3);
        return fileHeader.at(offset, "ID3")
                && fileHeader.has(offset, HEADER)
                && version >= 2
                && version <= 4
                && (fileHeader.u8(offset + 5) & 0x0F) == 0
                && (fileHeader.u32(offset + 6) & 0x80808080L) == 0;
    }

    private static long length(FileHeader fileHeader, long offset) {
        long size = 0;
        for (int i = 6; i < HEADER; i++) {
            size = size << 7 | fileHeader.u8(offset + i);
        }
        boolean hasFooter = (fileHeader.u8(offset + 5) & FOOTER_FLAG) != 0;
        return HEADER + size + (hasFooter ? HEADER : 0);
    }
}
