package io.github.reelstore.domain.format;

import static io.github.reelstore.domain.format.Signature.startsWith;

import java.util.Arrays;
import java.util.Optional;

/**
 * Formats that are not accepted but recognised, so that an error message can name them. The first match wins.
 * Signatures without a source are those of file(1)'s magic database.
 */
enum UnsupportedFormat {
    NOTHING("an empty file", fileHeader -> fileHeader.length() == 0),
    ZEROS("nothing but zero bytes", UnsupportedFormat::isZeros),

    // Images
    /** Microsoft, BITMAPFILEHEADER: "BM", the size, four reserved bytes that are zero. */
    BMP("a BMP image", startsWith("BM????\0\0\0\0")),
    /** TIFF 6.0, section 2. */
    TIFF("a TIFF image", startsWith("II*\0", "MM\0*")),
    /** ISO/IEC 18181-2: a bare codestream, or boxes. */
    JPEG_XL("a JPEG XL image", startsWith("\377\12", "\0\0\0\14JXL \r\n\207\n")),
    /** ISO/IEC 15444-1, annex I. */
    JPEG_2000("a JPEG 2000 image", startsWith("\0\0\0\14jP  \r\n\207\n")),
    PHOTOSHOP("a Photoshop document", startsWith("8BPS\0\1")),
    CANON_RAW("a Canon raw image", startsWith("????ftypcrx ")),

    // Audio
    AIFF("an AIFF recording", startsWith("FORM????AIFF", "FORM????AIFC")),
    MIDI("a MIDI file", startsWith("MThd\0\0\0\6")),
    /** RFC 4867, section 5. */
    AMR("an AMR recording", startsWith("#!AMR")),
    CAF("a CAF recording", startsWith("caff\0\1")),

    // Video
    OGG_VIDEO("an Ogg video", Ogg::isVideo),
    OGG("an Ogg file without known audio", startsWith("OggS\0")),
    AVI("an AVI video", startsWith("RIFF????AVI ")),
    FLV("a Flash video", startsWith("FLV\1")),
    /** Microsoft, Advanced Systems Format: the GUID of its header object. */
    ASF("a Windows Media file", startsWith("0&\262u\216f\317\21\246\331\0\252\0b\316l")),
    /** ISO/IEC 13818-1: packets of 188 bytes, each with a sync byte; or a pack header. */
    MPEG_TS("an MPEG transport stream", UnsupportedFormat::isTransportStream),
    MPEG_PS("an MPEG program stream", startsWith("\0\0\1\272")),
    /** ISO/IEC 14496-12: a segment of a stream, which cannot be played alone. */
    FRAGMENT("a fragment of an MP4 file", startsWith("\0\0??styp", "\0\0??sidx", "\0\0??moof")),
    ISO_MEDIA("an MP4-like file of an unknown brand", startsWith("\0\0??ftyp")),
    /** RFC 8794: the type is that of other content, is damaged, or is missing. */
    EBML("an EBML file whose DocType is neither webm nor matroska", startsWith("\32E\337\243")),

    // Documents and archives
    /** ISO 32000-1, section 7.5.2. */
    PDF("a PDF document", startsWith("%PDF-")),
    /** PKWARE APPNOTE.TXT, section 4.3: a local file, an empty archive, or a spanned one. */
    ZIP("a ZIP archive", startsWith("PK\3\4", "PK\5\6", "PK\7\10")),
    /** RFC 1952, section 2.3.1. */
    GZIP("a gzip archive", startsWith("\37\213\10")),
    BZIP2("a bzip2 archive", startsWith("BZh?1AY&SY")),
    XZ("an xz archive", startsWith("\3757zXZ\0")),
    /** RFC 8878, section 3.1.1. */
    ZSTANDARD("a Zstandard archive", startsWith("(\265/\375")),
    SEVEN_ZIP("a 7-Zip archive", startsWith("7z\274\257'\34")),
    RAR("a RAR archive", startsWith("Rar!\32\7")),
    /** POSIX.1-2017, pax, "ustar Interchange Format". */
    TAR("a tar archive", fileHeader -> fileHeader.at(257, "ustar")),
    /** SQLite, "Database File Format", section 1.3. */
    SQLITE("a SQLite database", startsWith("SQLite format 3\0")),

    // Programs
    WINDOWS_PROGRAM("a Windows program", UnsupportedFormat::isWindowsProgram),
    /** System V ABI, chapter 4. */
    ELF_PROGRAM("an ELF program", startsWith("\177ELF")),
    MACOS_PROGRAM("a macOS program", startsWith("\317\372\355\376", "\312\376\272\276\0\0\0\2")),

    // Text that refers to a file
    SCRIPT("a script", startsWith("#!/", "#! /")),
    /** RFC 8216, section 4.3.1.1. */
    PLAYLIST("an HLS playlist", startsWith("#EXTM3U")),
    GIT_LFS("a Git LFS pointer", startsWith("version https://git-lfs.github.com/spec/")),
    /** RFC 2397. */
    DATA_URL("a data: URL", startsWith("data:image/", "data:audio/", "data:video/"));

    private static final int TRANSPORT_PACKET = 188;

    private final String noun;

    @SuppressWarnings("ImmutableEnumChecker") // Every signature is a pure function.
    private final Signature signature;

    UnsupportedFormat(String noun, Signature signature) {
        this.noun = noun;
        this.signature = signature;
    }

    /**
     * Whether headerless audio may begin like this by chance: with silence, or with the two bytes of a bare codestream.
     */
    static boolean mayBeChance(String description) {
        return description.equals(ZEROS.noun) || description.equals(JPEG_XL.noun);
    }

    static Optional<String> describe(FileHeader fileHeader) {
        return Arrays.stream(values())
                .filter(format -> format.signature.matches(fileHeader))
                .map(format -> format.noun)
                .findFirst();
    }

    private static boolean isZeros(FileHeader fileHeader) {
        for (int i = 0; i < fileHeader.length(); i++) {
            if (fileHeader.u8(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTransportStream(FileHeader fileHeader) {
        return fileHeader.at(0, "G")
                && fileHeader.at(TRANSPORT_PACKET, "G")
                && fileHeader.at(2 * TRANSPORT_PACKET, "G");
    }

    /** Microsoft, PE Format: "MZ", and at 3C the (little-endian) offset of "PE". */
    private static boolean isWindowsProgram(FileHeader fileHeader) {
        long offset = Integer.toUnsignedLong(Integer.reverseBytes((int) fileHeader.u32(0x3C)));
        return fileHeader.at(0, "MZ") && fileHeader.at(offset, "PE\0\0");
    }
}
