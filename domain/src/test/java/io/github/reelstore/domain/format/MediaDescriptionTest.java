package io.github.reelstore.domain.format;

import static io.github.reelstore.domain.format.Heads.box;
import static io.github.reelstore.domain.format.Heads.bytes;
import static io.github.reelstore.domain.format.Heads.ebml;
import static io.github.reelstore.domain.format.Heads.ftyp;
import static io.github.reelstore.domain.format.Heads.join;
import static io.github.reelstore.domain.format.Heads.oggOpening;
import static io.github.reelstore.domain.format.Heads.real;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the texts of {@link MediaFormat#describe}. */
class MediaDescriptionTest {

    @ParameterizedTest
    @CsvSource({
        "png, a PNG image",
        "jpeg, a JPEG image",
        "webp-lossy, a WebP image",
        "gif, a GIF image",
        "avif, an AVIF image",
        "mp3, an MP3 recording",
        "wav, a WAV recording",
        "flac, a FLAC recording",
        "ogg-opus, an Ogg recording",
        "aac, an AAC recording",
        "m4a, an M4A recording",
        "mp4, an MP4 video",
        "mov, a QuickTime video",
        "webm, a WebM video",
        "mkv, a Matroska video",
        "other-ogg-video, an Ogg video",
        "other-avi, an AVI video",
        "other-flash, a Flash video",
        "other-transport-stream, an MPEG transport stream",
        "other-program-stream, an MPEG program stream",
        "other-windows-media, a Windows Media file",
        "other-aiff, an AIFF recording",
        "other-caf, a CAF recording",
        "other-bmp, a BMP image",
        "other-tiff, a TIFF image",
        "other-jpeg-2000, a JPEG 2000 image",
    })
    void describesFilesOfRealEncoders(String head, String description) {
        assertThat(MediaFormat.describe(real(head))).isEqualTo(description);
    }

    static Stream<Arguments> otherFiles() {
        return Stream.of(
                arguments("a HEIC image", ftyp("heic", "mif1")),
                arguments("an empty file", new byte[0]),
                arguments("nothing but zero bytes", new byte[5000]),
                arguments("a PDF document", bytes("%PDF-1.7\n%\342\343\317\323\n")),
                arguments("a ZIP archive", bytes("PK\3\4\24\0\0\0")),
                arguments("a ZIP archive", bytes("PK\5\6\0\0\0\0")),
                arguments("a gzip archive", bytes("\37\213\10\0\0\0\0\0")),
                arguments("a bzip2 archive", bytes("BZh91AY&SY\1\2")),
                arguments("an xz archive", bytes("\3757zXZ\0\0\4")),
                arguments("a Zstandard archive", bytes("(\265/\375\4\0")),
                arguments("a 7-Zip archive", bytes("7z\274\257'\34\0\4")),
                arguments("a RAR archive", bytes("Rar!\32\7\1\0")),
                arguments("a tar archive", join(Arrays.copyOf(bytes("a.txt"), 257), bytes("ustar\00000"))),
                arguments("a SQLite database", bytes("SQLite format 3\0\20\0")),
                arguments("a Windows program", windowsProgram()),
                arguments("an ELF program", bytes("\177ELF\2\1\1\0")),
                arguments("a macOS program", bytes("\317\372\355\376\7\0\0\1")),
                arguments("a Photoshop document", bytes("8BPS\0\1\0\0")),
                arguments("a JPEG XL image", bytes("\377\12\372\1")),
                arguments("a JPEG XL image", bytes("\0\0\0\14JXL \r\n\207\n")),
                arguments("a Canon raw image", ftyp("crx ", "isom")),
                arguments("an EBML file whose DocType is neither webm nor matroska", ebml("\102\206\201\1")),
                arguments("an EBML file whose DocType is neither webm nor matroska", ebml("\102\202\204mkv5")),
                arguments("a fragment of an MP4 file", box(24, "moof")),
                arguments("an MP4-like file of an unknown brand", ftyp("none")),
                arguments("an Ogg file without known audio", oggOpening("nonesuch")),
                arguments("a MIDI file", bytes("MThd\0\0\0\6\0\1")),
                arguments("an AMR recording", bytes("#!AMR\n\f\221")),
                arguments("a script", bytes("#!/bin/sh\necho\n")),
                arguments("an HLS playlist", bytes("#EXTM3U\n#EXT-X-VERSION:3\n")),
                arguments("a Git LFS pointer", bytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n")),
                arguments("a data: URL", bytes("data:image/png;base64,iVBORw0KGgo=")),
                arguments("bytes of no known kind", bytes("\1\2\3\4")),
                arguments("bytes of no known kind", bytes("\377")),
                arguments("bytes of no known kind", bytes("a\0b\0c\0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFiles")
    void describesUnsupportedFiles(String description, byte[] head) {
        assertThat(MediaFormat.describe(head)).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>Not found</body></html>",
                "<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
                "\n\t <html lang=\"en\">",
                "<HTML>\r\n<HEAD><TITLE>302 Moved</TITLE></HEAD>",
                "<head><title>504 Gateway Time-out</title></head>",
                "<center><h1>502 Bad Gateway</h1></center>",
                "<h1>It works!</h1>",
                "<!-- a comment --><!-- another --> <html>",
                "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">",
                "\uFEFF<html>",
            })
    void describesErrorPages(String page) {
        assertThat(MediaFormat.describe(page.getBytes(UTF_8))).isEqualTo("an HTML page");
    }

    @Test
    void describesErrorPagesInOtherEncodings() {
        assertThat(MediaFormat.describe(bytes("<html><body>S\351ance expir\351e")))
                .isEqualTo("an HTML page");
        assertThat(MediaFormat.describe("\uFEFF<html>".getBytes(UTF_16LE))).isEqualTo("an HTML page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"code\": 429}}",
                "{}",
                "  {\n  \"detail\": \"quota\"",
                "[{\"message\":1}]",
                "[\"x\"]",
                "[]",
                "\uFEFF{\"error\":1}"
            })
    void describesJson(String json) {
        assertThat(MediaFormat.describe(json.getBytes(UTF_8))).isEqualTo("JSON text");
    }

    @ParameterizedTest
    @CsvSource({
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>, XML text",
        "<?xml version='1.0'?><!-- drawn --><svg xmlns='http://www.w3.org/2000/svg'/>, an SVG image",
        "<svg viewBox='0 0 1 1'>, an SVG image",
        "<abbr>, plain text",
        "<body, plain text",
        "<!-- never closed, plain text",
        "{error}, plain text",
        "[INFO] started, plain text",
        "{, plain text",
        "upstream connect error, plain text",
        "MZ is not always a program, plain text",
        "see the free encyclopedia, plain text",
        "Không tìm thấy tệp, plain text",
        "见, plain text",
    })
    void distinguishesOtherKindsOfText(String text, String description) {
        assertThat(MediaFormat.describe(text.getBytes(UTF_8))).isEqualTo(description);
    }

    @Test
    void acceptsTextTruncatedWithinACharacter() {
        byte[] text = "tệp".repeat(10_000).getBytes(UTF_8);
        for (int length = 1; length < 20; length++) {
            assertThat(MediaFormat.describe(Arrays.copyOf(text, length))).isEqualTo("plain text");
        }
        assertThat(MediaFormat.describe(text)).isEqualTo("plain text");
    }

    @Test
    void readsTextInUtf16() {
        assertThat(MediaFormat.describe("\uFEFFtệp".getBytes(UTF_16LE))).isEqualTo("plain text");
        assertThat(MediaFormat.describe("\uFEFF{\"a\":1}".getBytes(UTF_16BE))).isEqualTo("JSON text");
    }

    @Test
    void recognisesBase64EncodedMedia() {
        byte[] head = real("jpeg");
        assertThat(MediaFormat.describe(Base64.getEncoder().encode(head))).isEqualTo("base64 text");
        assertThat(MediaFormat.describe(Base64.getMimeEncoder().encode(head))).isEqualTo("base64 text");
        assertThat(MediaFormat.describe("x".repeat(100).getBytes(UTF_8))).isEqualTo("plain text");
    }

    @Test
    void isFastForAPageOfComments() {
        byte[] page = "<!---->".repeat(1_000_000).getBytes(UTF_8);
        assertThat(MediaFormat.describe(page)).isEqualTo("plain text");
    }

    /** "MZ", and at 3C the little-endian offset of "PE". */
    private static byte[] windowsProgram() {
        byte[] head = new byte[512];
        System.arraycopy(bytes("MZ\220\0"), 0, head, 0, 4);
        head[0x3C] = (byte) 0x80;
        System.arraycopy(bytes("PE\0\0"), 0, head, 0x80, 4);
        return head;
    }
}
