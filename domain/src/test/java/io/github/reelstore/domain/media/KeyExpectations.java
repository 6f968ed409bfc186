package io.github.reelstore.domain.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Assertions for keys and for texts that may be keys, independent of the implementation. */
public final class KeyExpectations {

    private static final Path ROOT = Path.of("/store/root");

    /** Copied from Microsoft's list; matches a name up to its first dot. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$|clock\\$");

    private KeyExpectations() {}

    /** Asserts that a text is either refused or a safe key; returns the key. */
    public static Optional<BlobKey> refusedOrSafe(String text) {
        try {
            BlobKey key = BlobKey.parse(text);
            assertThat(key.value()).isEqualTo(text);
            assertThat(String.join("/", key.segments())).isEqualTo(text);
            assertThat(BlobPrefix.parse(text).value()).isEqualTo(text);
            assertStaysBelow(key);
            return Optional.of(key);
        } catch (StorageException.InvalidInput e) {
            assertThat(e.subject()).isEqualTo("key");
            assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n", "\r", "\u001B");
            return Optional.empty();
        }
    }

    public static void assertStaysBelow(BlobKey key) {
        Path file = ROOT.resolve(key.value());
        assertThat(file.normalize()).isEqualTo(file).startsWithRaw(ROOT);
        assertThat(file.getNameCount())
                .isEqualTo(ROOT.getNameCount() + key.segments().size());
        for (String segment : key.segments()) {
            assertSafeName(segment);
        }
    }

    /** Asserts that a name is safe on every operating system, in S3 keys and in URL paths. */
    public static void assertSafeName(String name) {
        assertThat(name).isNotEmpty().hasSizeLessThanOrEqualTo(255).matches("[!-~]+");
        assertThat(name).doesNotContainAnyWhitespaces().doesNotContain("/", "\\", ":", "*", "?", "\"", "<", ">", "|");
        assertThat(name).doesNotContain("%", "#", "&", ";", "$", "'", "`");
        assertThat(name).doesNotStartWith(".").doesNotEndWith(".");
        assertThat(name.toLowerCase(Locale.ROOT).split("\\.", 2)[0]).doesNotMatch(DEVICE);
    }
}
