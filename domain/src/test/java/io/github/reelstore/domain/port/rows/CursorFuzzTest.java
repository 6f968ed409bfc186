package io.github.reelstore.domain.port.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.reelstore.domain.error.StorageException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/** Fuzz tests for cursors, which are untrusted input: they come back from web pages and scripts. */
class CursorFuzzTest {

    @FuzzTest
    void aParsedCursorEncodesToTheSameText(FuzzedDataProvider data) {
        assertRefusedOrExact(data.consumeRemainingAsString());
    }

    /** Passes Base64 and the checksum, which random texts hardly ever do. */
    @FuzzTest
    void aCursorFromForgedBytesEncodesToTheSameText(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        byte[] sealed = ByteBuffer.allocate(bytes.length + Integer.BYTES)
                .put(bytes)
                .putInt((int) crc.getValue())
                .array();
        assertRefusedOrExact(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    private static void assertRefusedOrExact(String text) {
        try {
            Cursor cursor = Cursor.parse(text);
            assertThat(cursor.encode()).isEqualTo(text);
            assertThat(Cursor.parse(cursor.encode())).isEqualTo(cursor);
        } catch (StorageException.InvalidInput e) {
            assertThat(e.subject()).isEqualTo("cursor");
            assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\r", "\u001B");
        }
    }
}
