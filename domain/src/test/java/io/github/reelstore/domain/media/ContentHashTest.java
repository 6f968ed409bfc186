package io.github.reelstore.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ContentHashTest {

    /** The example of FIPS 180-4. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aDigestBecomesAHash() {
        MessageDigest digest = ContentHash.newDigest();
        digest.update("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(ContentHash.of(digest)).isEqualTo(new ContentHash(OF_ABC)).hasToString(OF_ABC);
    }

    @Test
    void invalidHashesAreRefused() {
        for (String value : List.of(
                "",
                "abc",
                OF_ABC.toUpperCase(Locale.ROOT),
                OF_ABC.substring(1),
                OF_ABC + "0",
                OF_ABC + "\n",
                " " + OF_ABC.substring(1),
                "g" + OF_ABC.substring(1),
                "０" + OF_ABC.substring(1),
                "0".repeat(300))) {
            assertThatThrownBy(() -> new ContentHash(value))
                    .isInstanceOfSatisfying(
                            StorageException.InvalidInput.class,
                            e -> assertThat(e.subject()).isEqualTo("content hash"));
        }
    }
}
