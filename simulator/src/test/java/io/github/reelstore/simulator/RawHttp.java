package io.github.reelstore.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends requests, each once and on a connection of its own, and reports what arrives, byte by byte. Clients would repeat some. */
final class RawHttp {

    private final String url;
    private final Map<String, String> headers;

    private RawHttp(String url, Map<String, String> headers) {
        this.url = url;
        this.headers = headers;
    }

    /** With the key of the defaults. */
    static RawHttp to(Simulator simulator) {
        return new RawHttp(simulator.url(), Map.of()).with("Authorization", "Bearer simulator-key");
    }

    RawHttp with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new RawHttp(url, changed);
    }

    RawHttp without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new RawHttp(url, changed);
    }

    RawHttp fault(String ids) {
        return with("X-Simulator-Fault", ids);
    }

    RawReply get(String path) {
        return send("GET", path, "");
    }

    RawReply post(String path, Map<String, Object> body) {
        return send("POST", path, MiniJson.write(body));
    }

    /** @param path or an address of the server */
    RawReply send(String method, String path, String body) {
        URI uri = URI.create(path.startsWith("http") ? path : url + path);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + uri.getRawPath())
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            return exchange(socket, head.toString().getBytes(StandardCharsets.ISO_8859_1), bytes, method);
        } catch (SocketException e) {
            return new RawReply(0, Map.of(), new byte[0], RawReply.Ending.RESET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawReply exchange(Socket socket, byte[] head, byte[] body, String method) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        boolean reset = false;
        try {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received.write(buffer, 0, read);
            }
        } catch (SocketException e) {
            reset = true;
        }
        return parse(received.toByteArray(), reset, method);
    }

    private static RawReply parse(byte[] received, boolean reset, String method) {
        String text = new String(received, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        RawReply.Ending cut = reset ? RawReply.Ending.RESET : RawReply.Ending.CLOSED;
        if (end < 0) {
            return new RawReply(0, Map.of(), received, cut);
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        boolean complete = method.equals("HEAD") || body.length == length;
        return new RawReply(
                Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body, complete ? RawReply.Ending.COMPLETE : cut);
    }
}
