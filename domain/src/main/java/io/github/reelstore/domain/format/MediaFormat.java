package io.github.reelstore.domain.format;

import static io.github.reelstore.domain.format.MediaKind.AUDIO;
import static io.github.reelstore.domain.format.MediaKind.IMAGE;
import static io.github.reelstore.domain.format.MediaKind.VIDEO;
import static io.github.reelstore.domain.format.Signature.startsWith;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The media formats that the store accepts. The format of a file is detected from its first bytes, not from its name:
 * providers often serve a JPEG under a name that ends in {@code .png}.
 *
 * <pre>{@code
 * byte[] head = in.readNBytes(MediaFormat.HEAD_BYTES);
 * MediaFormat format =
 *     MediaFormat.detect(head)
 *         .filter(found -> found.kind() == MediaKind.IMAGE)
 *         .orElseThrow(
 *             () -> new IllegalArgumentException(
 *                 name + " is " + MediaFormat.describe(head) + ", not " + MediaKind.IMAGE.noun()));
 * }</pre>
 *
 * <p>MP4, MOV, THREE_GP, WEBM and MKV are containers. An audio-only file has the same signature as a video, so its first
 * bytes say video. A probe that reads the tracks reports {@link #audioOnly}.
 *
 * <p>MP3, WAV, FLAC, OGG, AAC and M4A may have ID3v2 tags before them. Tags with a cover image are usually longer than
 * {@link #HEAD_BYTES}; {@link #detect(byte[], HeadReader)} reads what follows them.
 */
public enum MediaFormat {
    /** W3C Portable Network Graphics, "PNG signature" (first in RFC 2083, section 3.1). */
    PNG(IMAGE, "png", "image/png", "a PNG image", startsWith("\211PNG\r\n\32\n")),

    /** ITU-T T.81, annex B: an SOI marker (FF D8), then the FF of the next marker. */
    JPEG(IMAGE, "jpg", "image/jpeg", "a JPEG image", startsWith("\377\330\377")),

    /** RFC 9649: a RIFF file of form WEBP, whose first chunk is "VP8 ", "VP8L" or "VP8X". */
    WEBP(IMAGE, "webp", "image/webp", "a WebP image", startsWith("RIFF????WEBPVP8")),

    /** CompuServe GIF87a and GIF89a, "Header". */
    GIF(IMAGE, "gif", "image/gif", "a GIF image", startsWith("GIF87a", "GIF89a")),

    /** AOMedia, AV1 Image File Format: brands avif and avis. */
    AVIF(IMAGE, "avif", "image/avif", "an AVIF image", IsoMedia.AVIF::matches),

    /** ISO/IEC 23008-12 (HEIF): brands of HEVC-coded images and image sequences. */
    HEIC(IMAGE, "heic", "image/heic", "a HEIC image", IsoMedia.HEIC::matches),

    /** ISO/IEC 11172-3 and 13818-3, layer III. */
    MP3(AUDIO, "mp3", "audio/mpeg", "an MP3 recording", MpegAudio::isMp3),

    /**
     * Microsoft and IBM, Multimedia Programming Interface 1.0: a RIFF file of form WAVE. Larger than
     * 4 GiB: RF64 (EBU Tech 3306) or BW64 (ITU-R BS.2088).
     */
    WAV(AUDIO, "wav", "audio/wav", "a WAV recording", startsWith("RIFF????WAVE", "RF64????WAVE", "BW64????WAVE")),

    /** RFC 9639: the marker "fLaC". */
    FLAC(AUDIO, "flac", "audio/flac", "a FLAC recording", startsWith("fLaC")),

    /** RFC 3533 pages with an audio codec of RFC 5334 and without video. */
    OGG(AUDIO, "ogg", "audio/ogg", "an Ogg recording", Ogg::isAudio),

    /** ISO/IEC 13818-7 and 14496-3: AAC in ADTS frames. */
    AAC(AUDIO, "aac", "audio/aac", "an AAC recording", MpegAudio::isAac),

    /** Apple's brands for audio in an MP4 container; also any MP4 in which a probe finds only audio. */
    M4A(AUDIO, "m4a", "audio/mp4", "an M4A recording", IsoMedia.M4A::matches),

    /** Audio-only WEBM, as browsers record it. Detected from its tracks: its first bytes are those of WEBM. */
    WEBA(AUDIO, "weba", "audio/webm", "a WebM recording", fileHeader -> false),

    /** Audio-only MKV. Detected from its tracks: its first bytes are those of MKV. */
    MKA(AUDIO, "mka", "audio/matroska", "a Matroska recording", fileHeader -> false),

    /** Audio-only THREE_GP, as phones record it. Detected from its tracks: its first bytes are those of THREE_GP. */
    THREE_GA(AUDIO, "3ga", "audio/3gpp", "a 3GPP recording", fileHeader -> false),

    /** Headerless samples of 16 bits, little endian, one channel. It cannot be detected and must be declared. */
    PCM(AUDIO, "pcm", "audio/x-pcm", "headerless PCM", fileHeader -> false),

    /** Headerless ITU-T G.711, mu-law, one channel. It cannot be detected and must be declared. */
    ULAW(AUDIO, "ulaw", "audio/basic", "headerless u-law", fileHeader -> false),

    /** ISO/IEC 14496-12 and 14496-14. */
    MP4(VIDEO, "mp4", "video/mp4", "an MP4 video", IsoMedia.MP4::matches),

    /** Apple, QuickTime File Format: brand "qt  ", or the atoms that began a movie before there were brands. */
    MOV(VIDEO, "mov", "video/quicktime", "a QuickTime video", IsoMedia.MOV::matches),

    /** RFC 8794 (EBML) with the DocType of the WebM container guidelines. */
    WEBM(VIDEO, "webm", "video/webm", "a WebM video", fileHeader -> Ebml.isDocType(fileHeader, "webm")),

    /** RFC 9559: EBML with Matroska's DocType, which browsers also write when the codec is not one of WebM's. */
    MKV(VIDEO, "mkv", "video/matroska", "a Matroska video", fileHeader -> Ebml.isDocType(fileHeader, "matroska")),

    /** 3GPP TS 26.244: the MP4 structure under a brand of 3GPP's or 3GPP2's, as phones write it. */
    THREE_GP(VIDEO, "3gp", "video/3gpp", "a 3GPP video", IsoMedia.THREE_GP::matches);

    /**
     * The number of bytes from the start of a file that {@link #detect} reads: enough for the longest audio frame and
     * the header of the next. Fewer are accepted, but the result may differ: a file that looks like MP3 by its first 20
     * bytes may be AAC.
     */
    public static final int HEAD_BYTES = 16 * 1024;

    /** The formats that taggers put an ID3v2 tag in front of. */
    private static final Set<MediaFormat> TAGGED = Set.of(MP3, WAV, FLAC, OGG, AAC);

    /** The zeros at the beginning of the first box of an M4A, which count as the padding of a tag before it. */
    private static final int BOX_ZEROS = 3;

    /** The maximum number of reads behind tags: further tags and zero bytes are not skipped. */
    private static final int MAX_READS = 16;

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("jpeg", "jpg"),
            Map.entry("jpe", "jpg"),
            Map.entry("jfif", "jpg"),
            Map.entry("heif", "heic"),
            Map.entry("wave", "wav"),
            Map.entry("oga", "ogg"),
            Map.entry("opus", "ogg"),
            Map.entry("m4b", "m4a"),
            Map.entry("m4v", "mp4"),
            Map.entry("qt", "mov"),
            Map.entry("3gpp", "3gp"),
            Map.entry("3g2", "3gp"),
            Map.entry("mulaw", "ulaw"));

    private final MediaKind kind;
    private final String extension;
    private final String mimeType;
    private final String noun;

    @SuppressWarnings("ImmutableEnumChecker") // Every signature is a pure function.
    private final Signature signature;

    MediaFormat(MediaKind kind, String extension, String mimeType, String noun, Signature signature) {
        this.kind = kind;
        this.extension = extension;
        this.mimeType = mimeType;
        this.noun = noun;
        this.signature = signature;
    }

    /** Whether files of this format are images, audio or videos. */
    public MediaKind kind() {
        return kind;
    }

    /** The file name extension, in lower case and without a dot. */
    public String extension() {
        return extension;
    }

    /** The name for use in a sentence, with its article: {@code "an MP4 video"}. */
    public String noun() {
        return noun;
    }

    /** Whether the format has no header, so that it cannot be detected and must be declared ({@code AudioEncoding}). */
    public boolean isHeadless() {
        return this == PCM || this == ULAW;
    }

    /** Whether a file of this format may be of the given kind: video containers may contain only audio. */
    public boolean mayBe(MediaKind expected) {
        return kind == expected || (expected == AUDIO && audioOnly().isPresent());
    }

    /** The format of a file in this container that contains only audio; empty if no such file is accepted as audio. */
    public Optional<MediaFormat> audioOnly() {
        return switch (this) {
            case MP4 -> Optional.of(M4A);
            case WEBM -> Optional.of(WEBA);
            case MKV -> Optional.of(MKA);
            case THREE_GP -> Optional.of(THREE_GA);
            default -> Optional.empty();
        };
    }

    /** The media type without parameters, as in a {@code Content-Type} header. */
    public String mimeType() {
        return mimeType;
    }

    /**
     * Detects the format of a file from its first bytes. It never throws. If an ID3v2 tag fills them, the file counts as
     * MP3, because most files with a tag are.
     *
     * @param head the first {@link #HEAD_BYTES} of the file, or all of it; any other length is accepted
     * @return empty if the bytes are not an accepted format, or are too few to decide
     */
    public static Optional<MediaFormat> detect(byte[] head) {
        return detect(new FileHeader(head));
    }

    /**
     * Detects the format of a file like {@link #detect(byte[])}, and if an ID3v2 tag fills most of the first bytes, from
     * those that follow it. Files without such a tag are not read further.
     *
     * @param head the first {@link #HEAD_BYTES} of the file, or all of it
     * @param file reads more of the same file
     * @return present if {@link #detect(byte[])} detects a format
     * @throws IOException if the file cannot be read
     */
    public static Optional<MediaFormat> detect(byte[] head, HeadReader file) throws IOException {
        FileHeader bytes = new FileHeader(head);
        long end = Id3v2.end(bytes);
        long offset = 0;
        for (int i = 0; i < MAX_READS && end > HEAD_BYTES / 2; i++) {
            offset += end;
            bytes = new FileHeader(file.read(offset));
            end = Id3v2.endBehindTag(bytes);
        }
        if (offset == 0) {
            return detect(head);
        }
        if (bytes.at(end + 1, "ftyp")) {
            bytes = new FileHeader(file.read(offset + end - BOX_ZEROS));
            end = BOX_ZEROS;
        }
        return detectTagged(bytes, end).or(() -> detect(head));
    }

    /** Reads a part of a file. */
    @FunctionalInterface
    public interface HeadReader {

        /**
         * Reads {@link #HEAD_BYTES}; fewer at the end of the file, none past it.
         *
         * @param offset the first byte to read
         * @throws IOException if the file cannot be read
         */
        byte[] read(long offset) throws IOException;
    }

    /**
     * Describes a file by its first bytes, for the end of a sentence such as {@code "scene.png is ..."}:
     * {@code "a PNG image"}, and for formats that are not accepted {@code "an HTML page"}, {@code "JSON text"},
     * {@code "an empty file"} or {@code "bytes of no known kind"}.
     *
     * @param head as for {@link #detect}
     */
    public static String describe(byte[] head) {
        FileHeader bytes = new FileHeader(head);
        return detect(bytes)
                .map(format -> format.noun)
                .or(() -> UnsupportedFormat.describe(bytes))
                .or(() -> TextSniffer.describe(bytes))
                .orElse("bytes of no known kind");
    }

    /**
     * Whether a file with these first bytes may be of a format without a header. It is false if the bytes are certainly
     * something else, so an error page is not stored as audio, and true if headerless audio may begin like this by
     * chance.
     *
     * @param head as for {@link #detect}
     */
    public static boolean mayBeHeadless(byte[] head) {
        FileHeader bytes = new FileHeader(head);
        boolean identified =
                detect(bytes).isPresent() || TextSniffer.describe(bytes).isPresent();
        // digital silence consists of zero bytes
        return !identified
                && UnsupportedFormat.describe(bytes)
                        .filter(description -> !UnsupportedFormat.mayBeChance(description))
                        .isEmpty();
    }

    /** The format of a file name's extension; empty if the name has no extension or an unknown one. */
    public static Optional<MediaFormat> ofName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String canonical = name.contains(".") ? SYNONYMS.getOrDefault(extension, extension) : "";
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(canonical))
                .findFirst();
    }

    private static Optional<MediaFormat> detect(FileHeader fileHeader) {
        long tags = Id3v2.end(fileHeader);
        if (tags == 0) {
            return Arrays.stream(values())
                    .filter(format -> format.signature.matches(fileHeader))
                    .findFirst();
        }
        return tags >= fileHeader.length() ? Optional.of(MP3) : detectTagged(fileHeader, tags);
    }

    /** @param end the offset of the first byte behind the tags that is not zero */
    private static Optional<MediaFormat> detectTagged(FileHeader fileHeader, long end) {
        if (end >= BOX_ZEROS && M4A.signature.matches(fileHeader.from(end - BOX_ZEROS))) {
            return Optional.of(M4A);
        }
        FileHeader behindTags = fileHeader.from(end);
        return Arrays.stream(values())
                .filter(TAGGED::contains)
                .filter(format -> format.signature.matches(behindTags))
                .findFirst();
    }
}
