package io.github.reelstore.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A request of HTTP/1.1 and its connection, which the answer may cut at any byte. */
final class HttpCall {

    /** How a connection is cut. */
    enum Cut {
        /** Orderly, as if the answer were complete. */
        CLOSE,
        /** With a reset; what the client has not yet read may be lost. */
        RESET
    }

    private static final int MAX_LINE = 32 * 1024;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_BODY = 64 * 1024 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final Supplier<String> date;
    private Optional<byte[]> body = Optional.empty();
    private boolean answered;
    private boolean cut;

    private HttpCall(
            Socket socket,
            InputStream in,
            String[] line,
            Map<String, String> query,
            Map<String, String> headers,
            Supplier<String> date) {
        this.socket = socket;
        this.in = in;
        this.method = line[0];
        this.path = line[1];
        this.query = query;
        this.headers = headers;
        this.date = date;
    }

    /**
     * Reads the next request, without its body; empty if the client has closed the connection.
     *
     * @throws IOException if it is not HTTP, or the connection breaks
     */
    static Optional<HttpCall> read(Socket socket, InputStream in, Supplier<String> date) throws IOException {
        Optional<String> first = readLine(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] line = first.get().split(" ", -1);
        if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
            throw new IOException("This is not HTTP/1.1");
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = requireLine(in); !header.isEmpty(); header = requireLine(in)) {
            int colon = header.indexOf(':');
            if (colon <= 0 || headers.size() >= MAX_HEADERS) {
                throw new IOException("Malformed headers");
            }
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        if (line[2].equals("HTTP/1.0")) {
            headers.put("connection", "close");
        }
        int mark = line[1].indexOf('?');
        Map<String, String> query = mark < 0 ? Map.of() : readQuery(line[1].substring(mark + 1));
        String raw = mark < 0 ? line[1] : line[1].substring(0, mark);
        line[1] = decode(raw.replace("+", "%2B"));
        return Optional.of(new HttpCall(socket, in, line, query, headers, date));
    }

    private static Map<String, String> readQuery(String text) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    decode(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decode(String text) throws IOException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("Malformed address", e);
        }
    }

    private static Optional<String> readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        while (b != '\n') {
            if (b < 0 || line.size() >= MAX_LINE) {
                throw new EOFException("The head of the request is incomplete or too long");
            }
            line.write(b);
            b = in.read();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private static String requireLine(InputStream in) throws IOException {
        return readLine(in).orElseThrow(() -> new EOFException("The head of the request is incomplete"));
    }

    String method() {
        return method;
    }

    /** The path, decoded. */
    String path() {
        return path;
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /**
     * A whole number in the query.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    int number(String name, int missing) {
        String text = query(name).orElse(Integer.toString(missing));
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("\"" + name + "\" is not a number");
        }
        return Integer.parseInt(text);
    }

    /** @param name in lower case */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * The body, which is read at the first call.
     *
     * @throws IOException if it is too large or incomplete
     */
    byte[] body() throws IOException {
        if (body.isEmpty()) {
            if (header("expect").orElse("").equalsIgnoreCase("100-continue")) {
                socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            body = Optional.of(isChunked() ? readChunks() : readExactly(contentLength()));
        }
        return body.get();
    }

    private boolean isChunked() {
        return header("transfer-encoding").orElse("").equalsIgnoreCase("chunked");
    }

    private int contentLength() throws IOException {
        try {
            int length = Integer.parseInt(header("content-length").orElse("0"));
            if (length >= 0 && length <= MAX_BODY) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new IOException("Malformed Content-Length", e);
        }
        throw new IOException("The body is too large");
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The body of the request is incomplete");
        }
        return bytes;
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int length = chunkLength(requireLine(in));
            if (length > MAX_BODY - all.size()) {
                throw new IOException("The body is too large");
            }
            if (length == 0) {
                while (!requireLine(in).isEmpty()) {
                    // Trailers are ignored.
                }
                return all.toByteArray();
            }
            all.writeBytes(readExactly(length));
            if (!requireLine(in).isEmpty()) {
                throw new IOException("Malformed chunk");
            }
        }
    }

    private static int chunkLength(String line) throws IOException {
        try {
            return Integer.parseUnsignedInt(line.split(";", 2)[0].strip(), 16) & Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new IOException("Malformed chunk", e);
        }
    }

    // The answer

    boolean isAnswered() {
        return answered;
    }

    /** Sends the answer; the client may be gone. */
    void send(WireAnswer answer) {
        send(answer, () -> {});
    }

    /**
     * Sends the answer.
     *
     * @param sent runs before the last byte is sent, so that a client that has the answer finds it recorded; not if the client is gone
     */
    void send(WireAnswer answer, Runnable sent) {
        byte[] all = bytes(answer, method.equals("HEAD") ? 0 : answer.length());
        if (write(all, 0, all.length - 1)) {
            sent.run();
            write(all, all.length - 1, 1);
        }
    }

    /**
     * Sends the head and the first bytes of the body, then cuts the connection.
     *
     * @param sent runs before the connection is cut
     */
    void sendPart(WireAnswer answer, int length, Cut how, Runnable sent) {
        byte[] all = bytes(answer, length);
        if (write(all, 0, all.length)) {
            sent.run();
        }
        if (how == Cut.RESET) {
            // What arrives after a reset is lost: the client gets a moment to read the bytes before it.
            FaultPlan.sleep(20);
            reset();
        } else {
            cut();
        }
    }

    /** Resets the connection. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        cut();
    }

    private void cut() {
        answered = true;
        cut = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    /** The head and the first bytes of the body. */
    private byte[] bytes(WireAnswer answer, int length) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("Date", date.get());
        defaults.put("Content-Length", Integer.toString(answer.length()));
        if (!keepsConnection()) {
            defaults.put("Connection", "close");
        }
        byte[] head = answer.head(defaults);
        byte[] all = Arrays.copyOf(head, head.length + length);
        System.arraycopy(answer.body(), 0, all, head.length, length);
        return all;
    }

    /** Returns whether the bytes were sent. */
    private boolean write(byte[] bytes, int start, int length) {
        answered = true;
        try {
            socket.getOutputStream().write(bytes, start, length);
            return true;
        } catch (IOException e) {
            cut = true;
            return false;
        }
    }

    private boolean keepsConnection() {
        return !header("connection").orElse("").toLowerCase(Locale.ROOT).contains("close");
    }

    /** Reads what is left of the request. Returns whether the connection can take another. */
    boolean finish() throws IOException {
        if (cut || !keepsConnection()) {
            return false;
        }
        body();
        return true;
    }
}
