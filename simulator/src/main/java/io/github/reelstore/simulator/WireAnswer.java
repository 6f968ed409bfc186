package io.github.reelstore.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to a request. Immutable. */
final class WireAnswer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private WireAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** An answer with JSON. */
    static WireAnswer json(int status, Map<String, Object> object) {
        byte[] body = (MiniJson.write(object) + "\n").getBytes(StandardCharsets.UTF_8);
        return bytes(status, "application/json", body);
    }

    /** An answer with this body, which must not be changed later. */
    static WireAnswer bytes(int status, String contentType, byte[] body) {
        return new WireAnswer(status, Map.of("Content-Type", contentType), body);
    }

    /** An answer without a body. */
    static WireAnswer empty(int status) {
        return new WireAnswer(status, Map.of(), new byte[0]);
    }

    WireAnswer withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new WireAnswer(status, changed, body);
    }

    int length() {
        return body.length;
    }

    byte[] body() {
        return body;
    }

    /** Status line and headers. */
    byte[] head(Map<String, String> defaults) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason())
                .append("\r\n");
        Map<String, String> all = new LinkedHashMap<>(defaults);
        all.putAll(headers);
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 206 -> "Partial Content";
            case 302 -> "Found";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 416 -> "Range Not Satisfiable";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
