package io.github.reelstore.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the paths of results with an expiry (HMAC-SHA256), so that they can be read without an API key. */
final class SignedUrls {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    SignedUrls(SimulatorConfig config) {
        key = new SecretKeySpec(
                ByteBuffer.allocate(Long.BYTES).putLong(config.seed()).array(), ALGORITHM);
    }

    /** The path and query of a result until this time, in milliseconds since 1970. */
    String sign(SimulatedJob job, int index, long expires) {
        String path = "/files/" + job.operation() + "/" + index;
        return path + "?expires=" + expires + "&signature=" + signature(path, Long.toString(expires));
    }

    boolean isSigned(String path, String expires, String signature) {
        return MessageDigest.isEqual(
                signature(path, expires).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String path, String expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((path + "\n" + expires).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
