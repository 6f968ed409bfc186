package io.github.reelstore.domain.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Headers of files: real ones from {@code make-heads.sh}, and synthetic ones that are built field by field. */
final class Heads {

    /** MPEG-1 layer III, 128 kbit/s at 44.1 kHz: frames of 417 bytes. */
    static final int MP3_HEADER = 0xFFFB9000;

    static final int MP3_FRAME = 417;

    private Heads() {}

    /** The real headers by name. A name begins with that of the format in lower case, or with "other". */
    static SortedMap<String, byte[]> real() {
        SortedMap<String, byte[]> heads = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of(uri("make-heads.sh")).resolveSibling("."))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(".head")) {
                    heads.put(name.substring(0, name.length() - ".head".length()), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return heads;
    }

    static byte[] real(String name) {
        byte[] head = real().get(name);
        if (head == null) {
            throw new IllegalArgumentException("no such head: " + name);
        }
        return head;
    }

    /** Latin-1 text, one byte per character. */
    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(joined::put);
        return joined.array();
    }

    static byte[] int32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** A file type box. */
    static byte[] ftyp(String major, String... compatible) {
        byte[] brands = bytes(String.join("", compatible));
        return join(int32(16 + brands.length), bytes("ftyp" + major), int32(0), brands);
    }

    /** A box that claims a size, followed by bytes that are not text. */
    static byte[] box(int size, String type) {
        return join(int32(size), bytes(type), new byte[64]);
    }

    /** Bytes that begin with a header and are zero otherwise. */
    static byte[] frame(int header, int length) {
        return ByteBuffer.allocate(length).putInt(header).array();
    }

    static byte[] mp3Frames(int count) {
        byte[][] frames = new byte[count][];
        Arrays.fill(frames, frame(MP3_HEADER, MP3_FRAME));
        return join(frames);
    }

    /** An ID3v2.4 tag with a body of a size; the size is stored in 7-bit bytes. */
    static byte[] id3(int bodySize) {
        int size =
                (bodySize & 0x7F) | (bodySize & 0x3F80) << 1 | (bodySize & 0x1FC000) << 2 | (bodySize & 0xFE00000) << 3;
        byte[] body = new byte[bodySize];
        Arrays.fill(body, (byte) 'x');
        return join(bytes("ID3\4\0\0"), int32(size), body);
    }

    /** An Ogg page that opens a stream with one packet. */
    static byte[] oggOpening(String packet) {
        return oggPage(2, packet);
    }

    static byte[] oggPage(int flags, String packet) {
        byte[] header = new byte[28];
        System.arraycopy(bytes("OggS"), 0, header, 0, 4);
        header[5] = (byte) flags;
        header[26] = 1;
        header[27] = (byte) packet.length();
        return join(header, bytes(packet));
    }

    /** An EBML header whose elements are given as bytes. */
    static byte[] ebml(String elements) {
        return join(int32(0x1A45DFA3), new byte[] {(byte) (0x80 | elements.length())}, bytes(elements));
    }

    private static URI uri(String resource) {
        try {
            return Objects.requireNonNull(Heads.class.getResource(resource), resource)
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
