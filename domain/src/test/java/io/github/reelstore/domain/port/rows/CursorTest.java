package io.github.reelstore.domain.port.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor CURSOR =
            new Cursor(Instant.parse("2026-03-04T05:06:07.890123Z"), "0193f5d2-7b4c-7aaa-8bbb-cccccccccccc");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2026-03-04T05:06:07.890123Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void aCursorRoundTrips(Instant time) {
        for (String id : List.of("", "a", "id of any text: é 日本 🎬 '%_\n\0", "x".repeat(10_000))) {
            Cursor cursor = new Cursor(time, id);
            assertThat(Cursor.parse(cursor.encode())).isEqualTo(cursor);
            assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
            assertThat(cursor).hasToString(cursor.encode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-12-31T23:59:59.999999Z",
                "+10000-01-01T00:00:00Z",
                "2026-01-01T00:00:00.0000001Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999Z"
            })
    void invalidTimesAreRefused(Instant time) {
        assertThatThrownBy(() -> new Cursor(time, "a")).isInstanceOf(StorageException.InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "=", "A", "AA", "null", "0", "1 OR 1=1", "../..", "é", "🎬", "AAAAAAAAAAAAAAAAAAAAAA"})
    void garbageIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void truncatedTextsAreRefused() {
        String text = CURSOR.encode();
        for (int length = 0; length < text.length(); length++) {
            assertRefused(text.substring(0, length));
            assertRefused(text.substring(text.length() - length));
        }
    }

    @Test
    void extendedTextsAreRefused() {
        String text = CURSOR.encode();
        for (String more : List.of("A", "AA", "AAAA", "=", "==", " ", "\n", text)) {
            assertRefused(text + more);
            assertRefused(more + text);
        }
    }

    /** Including the unused bits of the last character. */
    @Test
    void anyChangedCharacterIsRefused() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=";
        for (String id : List.of("a", "ab", "abc")) {
            String text = new Cursor(CURSOR.createdAt(), id).encode();
            for (int i = 0; i < text.length(); i++) {
                String before = text.substring(0, i);
                String after = text.substring(i + 1);
                alphabet.chars()
                        .mapToObj(Character::toString)
                        .map(other -> before + other + after)
                        .filter(other -> !other.equals(text))
                        .forEach(CursorTest::assertRefused);
            }
        }
    }

    @Test
    void flippedBitsAreRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(CURSOR.encode());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
        }
    }

    /** As an attacker who knows the format would forge them. */
    @Test
    void invalidTimesAreRefusedEvenWithAValidChecksum() {
        for (long micros :
                List.of(Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800_000_001L, 253_402_300_800_000_000L)) {
            assertRefused(sealed(ByteBuffer.allocate(10)
                    .put((byte) 1)
                    .putLong(micros)
                    .put((byte) 'a')
                    .array()));
        }
    }

    @Test
    void idsThatAreNotTextAreRefusedEvenWithAValidChecksum() {
        assertRefused(sealed(ByteBuffer.allocate(10)
                .put((byte) 1)
                .putLong(0)
                .put((byte) 0xFF)
                .array()));
        assertRefused(sealed(
                ByteBuffer.allocate(10).put((byte) 2).putLong(0).put((byte) 'a').array()));
        assertThat(Cursor.parse(sealed(ByteBuffer.allocate(10)
                        .put((byte) 1)
                        .putLong(0)
                        .put((byte) 'a')
                        .array())))
                .isEqualTo(new Cursor(Instant.EPOCH, "a"));
    }

    private static String sealed(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        byte[] whole = ByteBuffer.allocate(bytes.length + 4)
                .put(bytes)
                .putInt((int) crc.getValue())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    @Test
    void randomTextsAreRefused() {
        Random random = new Random(20_260_304);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            assertRefused(new String(bytes, StandardCharsets.UTF_16));
            assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            if (bytes.length > 0) {
                bytes[0] = 1;
                assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
        }
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Cursor.parse(text))
                .as(text)
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo("cursor"));
    }
}
