package io.github.reelstore.domain.format;

import static io.github.reelstore.domain.format.MediaKind.AUDIO;
import static io.github.reelstore.domain.format.MediaKind.IMAGE;
import static io.github.reelstore.domain.format.MediaKind.VIDEO;
import static io.github.reelstore.domain.format.Signature.startsWith;

import io.github.reelstore.domain.media.AudioEncoding;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The media formats that are stored. Which one a file has is decided by its first bytes alone:
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
 * <p>MP4, MOV and WEBM are containers: one that holds nothing but sound has the same signature as
 * one with pictures, and is a video by its first bytes. A probe that reads its tracks says M4A or WEBA of it.
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

    /** ISO/IEC 11172-3 and 13818-3, layer III, with or without an ID3v2 tag before it. */
    MP3(AUDIO, "mp3", "audio/mpeg", "an MP3 recording", MpegAudio::isMp3),

    /**
     * Microsoft and IBM, Multimedia Programming Interface 1.0: a RIFF file of form WAVE. Larger than
     * 4 GiB: RF64 (EBU Tech 3306) or BW64 (ITU-R BS.2088).
     */
    WAV(AUDIO, "wav", "audio/wav", "a WAV recording", startsWith("RIFF????WAVE", "RF64????WAVE", "BW64????WAVE")),

    /** RFC 9639: the marker "fLaC"; some taggers put an ID3v2 tag before it. */
    FLAC(AUDIO, "flac", "audio/flac", "a FLAC recording", fileHeader -> fileHeader.at(Id3v2.end(fileHeader), "fLaC")),

    /** RFC 3533 pages with an audio codec of RFC 5334, and no video beside it. */
    OGG(AUDIO, "ogg", "audio/ogg", "an Ogg recording", Ogg::isAudio),

    /** ISO/IEC 13818-7 and 14496-3: AAC in ADTS frames. */
    AAC(AUDIO, "aac", "audio/aac", "an AAC recording", MpegAudio::isAac),

    /** Apple's brands for audio in an MP4 container; also MP4 of which a probe finds that it holds nothing but sound. */
    M4A(AUDIO, "m4a", "audio/mp4", "an M4A recording", IsoMedia.M4A::matches),

    /** WEBM that holds nothing but sound, as browsers record it: its first bytes are WEBM's, its tracks tell. */
    WEBA(AUDIO, "weba", "audio/webm", "a WebM recording", fileHeader -> false),

    /** Samples of 16 bits, little endian, one channel, and nothing else: no bytes tell it, it has to be declared. */
    PCM(AUDIO, "pcm", "audio/x-pcm", "headerless PCM", fileHeader -> false),

    /** ITU-T G.711, mu-law, one channel, and nothing else: no bytes tell it, it has to be declared. */
    ULAW(AUDIO, "ulaw", "audio/basic", "headerless u-law", fileHeader -> false),

    /** ISO/IEC 14496-12 and 14496-14. */
    MP4(VIDEO, "mp4", "video/mp4", "an MP4 video", IsoMedia.MP4::matches),

    /** Apple, QuickTime File Format: brand "qt  ", or the atoms that began a movie before brands. */
    MOV(VIDEO, "mov", "video/quicktime", "a QuickTime video", IsoMedia.MOV::matches),

    /** RFC 8794 (EBML) with the DocType of the WebM container guidelines. */
    WEBM(VIDEO, "webm", "video/webm", "a WebM video", fileHeader -> Ebml.isDocType(fileHeader, "webm"));

    /**
     * How many bytes from the start of a file {@link #detect} reads: enough for the longest audio
     * frame and the next one's header. Fewer are accepted, and decide as far as they go: a file that
     * is an MP3 by its first 20 bytes may turn out to be AAC.
     */
    public static final int HEAD_BYTES = 16 * 1024;

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
            Map.entry("mulaw", "ulaw"));

    private final MediaKind kind;
    private final String extension;
    private final String mimeType;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // Every signature is a pure function.
    private final Signature signature;

    MediaFormat(MediaKind kind, String extension, String mimeType, String words, Signature signature) {
        this.kind = kind;
        this.extension = extension;
        this.mimeType = mimeType;
        this.words = words;
        this.signature = signature;
    }

    /** Whether files of this format are images, audio or videos. */
    public MediaKind kind() {
        return kind;
    }

    /** The file name extension: lower case, without a dot. */
    public String extension() {
        return extension;
    }

    /** With its article, as in a sentence: {@code "an MP4 video"}. */
    public String noun() {
        return words;
    }

    /** Whether nothing in the bytes tells this format, so that somebody has to say it ({@link AudioEncoding}). */
    public boolean isHeadless() {
        return this == PCM || this == ULAW;
    }

    /** Whether a file of this format may, by what it holds, be of that kind: containers of videos may hold nothing but sound. */
    public boolean mayBe(MediaKind wanted) {
        return kind == wanted || (wanted == AUDIO && (this == MP4 || this == WEBM));
    }

    /** The media type, without parameters, as for a {@code Content-Type} header. */
    public String mimeType() {
        return mimeType;
    }

    /**
     * The format of a file that begins with these bytes.
     *
     * @param head the first {@link #HEAD_BYTES} of the file, or all of it; any other length is
     *     accepted, and no bytes make this throw
     * @return empty when the bytes are no format that is stored, or too few to tell
     */
    public static Optional<MediaFormat> detect(byte[] head) {
        return detect(new FileHeader(head));
    }

    /**
     * What a file is that begins with these bytes, in words that end a sentence such as {@code
     * "scene.png is ..."}: {@code "a PNG image"}, and for what is not stored {@code "an HTML page"},
     * {@code "JSON text"}, {@code "an empty file"} or, at worst, {@code "bytes of no known kind"}.
     *
     * @param head as for {@link #detect}
     */
    public static String describe(byte[] head) {
        FileHeader bytes = new FileHeader(head);
        return detect(bytes)
                .map(format -> format.words)
                .or(() -> UnsupportedFormat.describe(bytes))
                .or(() -> TextSniffer.describe(bytes))
                .orElse("bytes of no known kind");
    }

    /**
     * Whether a file that begins with these bytes may be of a format that has no header: it is nothing that can be named for
     * certain. So an error page is not taken for sound, nor is sound refused that begins like something else by chance.
     *
     * @param head as for {@link #detect}
     */
    public static boolean mayBeHeadless(byte[] head) {
        FileHeader bytes = new FileHeader(head);
        boolean named = detect(bytes).isPresent() || TextSniffer.describe(bytes).isPresent();
        // silence is nothing but zero bytes
        return !named
                && UnsupportedFormat.describe(bytes)
                        .filter(words -> !UnsupportedFormat.isChance(words))
                        .isEmpty();
    }

    /** The format that a file name's extension stands for; empty where there is none, or one that is not known. */
    public static Optional<MediaFormat> ofName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String usual = name.contains(".") ? SYNONYMS.getOrDefault(extension, extension) : "";
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(usual))
                .findFirst();
    }

    private static Optional<MediaFormat> detect(FileHeader fileHeader) {
        return Arrays.stream(values())
                .filter(format -> format.signature.matches(fileHeader))
                .findFirst();
    }
}
