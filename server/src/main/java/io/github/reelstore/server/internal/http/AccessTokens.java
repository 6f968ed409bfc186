package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tokens of a server. It keeps only their digests, so that they cannot be printed by mistake. */
public final class AccessTokens {

    private static final int RANDOM_BYTES = 32;
    private static final int LEAST_LENGTH = 16;

    /** The characters of a bearer token (RFC 6750, section 2.1). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final List<Grant> grants;

    private AccessTokens(List<Grant> grants) {
        this.grants = List.copyOf(grants);
    }

    /**
     * What a token gives access to.
     *
     * @param digest the SHA-256 of the token
     * @param profile the only profile it may use; empty for all
     */
    // the digest is never compared by equals
    @SuppressWarnings("ArrayRecordComponent")
    record Grant(byte[] digest, Optional<ProfileId> profile) {}

    /** A new random token of 256 bits. */
    public static String generate() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * Reads tokens: one a line, for all profiles, or followed by white space and the only profile that it may use. Empty
     * lines, and those that begin with {@code #}, are ignored.
     *
     * @throws StorageException.InvalidInput if a token is too short or contains other characters, or there is no token
     */
    public static AccessTokens parse(String text) {
        List<Grant> grants = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String trimmed = line.strip();
            if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                grants.add(grant(trimmed, number));
            }
        }
        if (grants.isEmpty()) {
            throw invalid("There is no token in the token file; write one token a line.");
        }
        return new AccessTokens(grants);
    }

    private static Grant grant(String line, int number) {
        String[] words = line.split("\\s+", 2);
        if (words[0].length() < LEAST_LENGTH || !TOKEN.matcher(words[0]).matches()) {
            throw invalid("Line " + number + " of the token file has no valid token: it needs at least " + LEAST_LENGTH
                    + " of the characters A-Z a-z 0-9 - . _ ~ + /.");
        }
        Optional<ProfileId> profile = words.length == 1 ? Optional.empty() : Optional.of(new ProfileId(words[1]));
        return new Grant(digest(words[0]), profile);
    }

    private static StorageException.InvalidInput invalid(String message) {
        return new StorageException.InvalidInput("token file", message);
    }

    /** Finds a token in a time that depends neither on the token nor on which one it is. */
    Optional<Grant> find(String token) {
        byte[] digest = digest(token);
        Optional<Grant> found = Optional.empty();
        for (Grant grant : grants) {
            if (MessageDigest.isEqual(grant.digest(), digest)) {
                found = Optional.of(grant);
            }
        }
        return found;
    }

    private static byte[] digest(String token) {
        return ContentHash.newDigest().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return grants.size() + " tokens";
    }
}
