package io.github.reelstore.domain.format;

/**
 * The header of Matroska and WebM files: EBML (RFC 8794). It is one element that contains others, among them DocType,
 * in any order.
 */
final class Ebml {

    private static final long HEADER_ID = 0x1A45DFA3L;
    private static final long DOC_TYPE_ID = 0x4282;

    private final FileHeader fileHeader;
    private long position;

    private Ebml(FileHeader fileHeader) {
        this.fileHeader = fileHeader;
    }

    static boolean isDocType(FileHeader fileHeader, String docType) {
        return new Ebml(fileHeader).hasDocType(docType);
    }

    private boolean hasDocType(String docType) {
        if (readId() != HEADER_ID) {
            return false;
        }
        long headerSize = readSize();
        long end = Math.min(position + headerSize, fileHeader.length());
        while (position < end) {
            long id = readId();
            long size = readSize();
            if (id == FileHeader.MISSING || size == FileHeader.MISSING) {
                return false;
            }
            if (id == DOC_TYPE_ID) {
                return isString(docType, size);
            }
            position += size;
        }
        return false;
    }

    /** A string may be padded with zero bytes (RFC 8794, section 13). */
    private boolean isString(String expected, long size) {
        long end = position + expected.length();
        boolean endsHere = size == expected.length() || fileHeader.u8(end) == 0;
        return size >= expected.length() && endsHere && fileHeader.at(position, expected);
    }

    /** An ID includes its length marker bits (section 5) and has at most four bytes. */
    private long readId() {
        return readVariable(4, true);
    }

    /** A size has at most eight bytes (section 6). */
    private long readSize() {
        return readVariable(8, false);
    }

    /** The number of leading zero bits of the first byte is the number of bytes that follow it. */
    private long readVariable(int maxBytes, boolean keepMarker) {
        int first = fileHeader.u8(position);
        int count = Integer.numberOfLeadingZeros(first) - 23;
        if (first <= 0 || count > maxBytes || !fileHeader.has(position, count)) {
            return FileHeader.MISSING;
        }
        long value = keepMarker ? first : first & (0xFF >>> count);
        for (int i = 1; i < count; i++) {
            value = value << 8 | fileHeader.u8(position + i);
        }
        position += count;
        return value;
    }
}
