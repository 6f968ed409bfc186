package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What two requests have in common if they ask for the same: the version of the rule, a colon, and the SHA-256 of the request as
 * canonical JSON ({@link CanonicalJson}).
 *
 * @param value such as {@code 1:9f86d081...}
 */
public record Fingerprint(String value) {

    /** The rule by which requests are written now. A change of the rule needs another one, or results would be paid again. */
    static final String VERSION = "1";

    /**
     * Checks the form.
     *
     * @throws StorageException.InvalidInput if it is not a version, a colon and 64 hexadecimal digits
     */
    public Fingerprint {
        if (!value.matches("[0-9]{1,4}:[0-9a-f]{64}")) {
            throw new StorageException.InvalidInput(
                    "fingerprint", Messages.quoted(value) + " is not the fingerprint of a request.");
        }
    }

    static Fingerprint of(String canonicalJson) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(canonicalJson.getBytes(StandardCharsets.UTF_8));
        return new Fingerprint(VERSION + ":" + ContentHash.of(digest));
    }

    @Override
    public String toString() {
        return value;
    }
}
