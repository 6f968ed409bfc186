package io.github.reelstore.media.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The size of an AVIF or HEIC as shown: cropped, rotated and mirrored, in the order of its properties. */
class HeifSizeTest {

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] data = joined(content);
        return ByteBuffer.allocate(8 + data.length)
                .putInt(8 + data.length)
                .put(latin1(type))
                .put(data)
                .array();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    /** A property as written in a test: its type and numbers. */
    private static byte[] property(String text) {
        String[] words = text.split("[ /x]+", -1);
        int[] numbers = new int[words.length - 1];
        for (int i = 1; i < words.length; i++) {
            numbers[i - 1] = Integer.parseInt(words[i]);
        }
        return switch (words[0]) {
            case "ispe" -> box("ispe", numbers(0), numbers(numbers));
            case "clap" -> box("clap", numbers(numbers), numbers(0, 1, 0, 1));
            default -> box(words[0], new byte[] {(byte) numbers[0]});
        };
    }

    private static byte[] heif(String brand, String... properties) {
        byte[] all = {};
        byte[] indexes = new byte[properties.length];
        for (int i = 0; i < properties.length; i++) {
            all = joined(all, property(properties[i]));
            indexes[i] = (byte) (0x80 | (i + 1));
        }
        byte[] ipma = box("ipma", numbers(0, 1), new byte[] {0, 1, (byte) indexes.length}, indexes);
        byte[] meta = box(
                "meta", numbers(0), box("pitm", numbers(0), new byte[] {0, 1}), box("iprp", box("ipco", all), ipma));
        return joined(box("ftyp", latin1(brand + "\0\0\0\0mif1" + brand)), meta);
    }

    @ParameterizedTest
    @CsvSource({
        "65x49, ispe 65x49",
        "33x31, ispe 65x49; clap 33/1 31/1",
        "31x33, ispe 65x49; clap 33/1 31/1; irot 1",
        "31x33, ispe 65x49; clap 33/1 31/1; irot 3; imir 0",
        "33x31, ispe 65x49; irot 1; clap 33/1 31/1",
        "33x31, ispe 65x49; clap 33/1 31/1; irot 2",
        "49x65, ispe 65x49; imir 1; irot 3",
        "65x49, ispe 65x49; irot 1; irot 1",
        "32x24, ispe 65x49; clap 64/2 48/2",
        "33x31, ispe 65x49; clap 65/2 31/1",
        // the rest is invalid and ignored
        "65x49, ispe 65x49; clap 33/0 31/1",
        "65x49, ispe 65x49; clap 33/1 0/1",
        "65x31, ispe 65x49; clap 99/1 31/1"
    })
    void isThatAsShown(String expected, String properties) {
        for (String brand : List.of("avif", "heic")) {
            byte[] bytes = heif(brand, properties.split("; ", -1));
            MediaFormat format = MediaFormat.detect(bytes).orElseThrow();
            assertThat(format).isEqualTo(brand.equals("avif") ? MediaFormat.AVIF : MediaFormat.HEIC);
            MediaMetadata metadata = new ParsingProbe(MediaConfig.DEFAULT).probe(Samples.file(bytes), format);
            assertThat(metadata.width()
                            .map(width -> width + "x" + metadata.height().orElseThrow()))
                    .isEqualTo(Optional.of(expected));
            assertThat(metadata.warnings()).isEmpty();
        }
    }
}
