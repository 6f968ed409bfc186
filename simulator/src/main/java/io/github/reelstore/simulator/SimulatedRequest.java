package io.github.reelstore.simulator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for.
 *
 * @param clientToken what the client calls the request; not part of the digest
 * @param count how many results
 * @param quantity the units that are billed
 * @param shape the width and height of images, such as {@code 16:9}
 * @param format how audio is encoded
 * @param digest of the endpoint and the body without the client token: the same for the same request
 */
record SimulatedRequest(
        SimulatedKind kind,
        String model,
        Optional<String> prompt,
        Optional<String> text,
        Optional<String> language,
        Optional<String> clientToken,
        int count,
        BigDecimal quantity,
        String shape,
        AudioShape format,
        String digest,
        ForcedFaults forced) {

    private static final int MAX_COUNT = 4;
    private static final int MAX_TEXT = 100_000;
    private static final BigDecimal DEFAULT_SECONDS = BigDecimal.valueOf(8);
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(3_600);
    private static final String TOKEN = "client_token";

    /**
     * A request in the provider's own JSON.
     *
     * @throws IllegalArgumentException if it is not valid; the message is for the client
     */
    static SimulatedRequest ofNative(String endpoint, Map<String, Object> body) {
        boolean speech = endpoint.equals("speech");
        SimulatedKind kind = speech
                ? SimulatedKind.AUDIO
                : SimulatedKind.of(MiniJson.text(body, "kind").orElse(""));
        Map<String, Object> parameters = MiniJson.object(body, "parameters");
        int count = count(MiniJson.number(body, "count"), kind == SimulatedKind.IMAGE ? MAX_COUNT : 1);
        String format =
                MiniJson.text(speech ? body : parameters, "output_format").orElse("wav_8000");
        return of(
                kind,
                required(body, "model"),
                body,
                kind == SimulatedKind.AUDIO ? Optional.of(required(body, "text")) : Optional.empty(),
                kind == SimulatedKind.AUDIO ? MiniJson.text(body, "prompt") : Optional.of(required(body, "prompt")),
                count,
                quantity(kind, body, parameters, "duration_seconds", count),
                MiniJson.text(parameters, "aspect_ratio").orElse("16:9"),
                AudioShape.parse(format),
                endpoint);
    }

    /**
     * A request of predictLongRunning.
     *
     * @throws IllegalArgumentException if it is not valid; the message is for the client
     */
    static SimulatedRequest ofGemini(String model, Map<String, Object> body) {
        if (!(body.get("instances") instanceof List<?> instances)
                || instances.size() != 1
                || !(instances.get(0) instanceof Map<?, ?> first)) {
            throw new IllegalArgumentException("\"instances\" is not a list of one object");
        }
        Map<String, Object> instance = MiniJson.object();
        first.forEach((name, value) -> instance.put(name.toString(), value));
        Map<String, Object> parameters = MiniJson.object(body, "parameters");
        int count = count(MiniJson.number(parameters, "sampleCount"), MAX_COUNT);
        return of(
                SimulatedKind.VIDEO,
                model,
                body,
                Optional.empty(),
                Optional.of(required(instance, "prompt")),
                count,
                quantity(SimulatedKind.VIDEO, body, parameters, "durationSeconds", count),
                MiniJson.text(parameters, "aspectRatio").orElse("16:9"),
                AudioShape.DEFAULT,
                "predictLongRunning " + model);
    }

    private static SimulatedRequest of(
            SimulatedKind kind,
            String model,
            Map<String, Object> body,
            Optional<String> text,
            Optional<String> prompt,
            int count,
            BigDecimal quantity,
            String shape,
            AudioShape format,
            String endpoint) {
        return new SimulatedRequest(
                kind,
                model,
                prompt,
                text,
                MiniJson.text(body, "language"),
                MiniJson.text(body, TOKEN),
                count,
                quantity,
                shape,
                format,
                digest(endpoint, body),
                ForcedFaults.ofMarkers(prompt.orElse("")).and(ForcedFaults.ofMarkers(text.orElse(""))));
    }

    private static BigDecimal quantity(
            SimulatedKind kind, Map<String, Object> body, Map<String, Object> parameters, String seconds, int count) {
        return switch (kind) {
            case IMAGE -> BigDecimal.valueOf(count);
            case AUDIO -> BigDecimal.valueOf(characters(required(body, "text")));
            case VIDEO -> {
                BigDecimal length = MiniJson.number(parameters, seconds).orElse(DEFAULT_SECONDS);
                if (length.signum() <= 0
                        || length.compareTo(MAX_SECONDS) > 0
                        || length.stripTrailingZeros().scale() > 0) {
                    throw new IllegalArgumentException("\"" + seconds + "\" is not a whole number from 1 to 3600");
                }
                yield BigDecimal.valueOf(length.longValueExact() * count);
            }
        };
    }

    private static int count(Optional<BigDecimal> given, int most) {
        BigDecimal count = given.orElse(BigDecimal.ONE);
        if (count.compareTo(BigDecimal.ONE) < 0
                || count.compareTo(BigDecimal.valueOf(most)) > 0
                || count.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("The count is not from 1 to " + most);
        }
        return count.intValueExact();
    }

    private static String required(Map<String, Object> body, String name) {
        String text = MiniJson.text(body, name).orElse("");
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("\"" + name + "\" is missing, blank or too long");
        }
        return text;
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String digest(String endpoint, Map<String, Object> body) {
        Map<String, Object> content = new LinkedHashMap<>(body);
        content.remove(TOKEN);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((endpoint + "\n" + MiniJson.writeSorted(content)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The number of characters of the text to speak. */
    int characters() {
        return characters(text.orElse(""));
    }
}
