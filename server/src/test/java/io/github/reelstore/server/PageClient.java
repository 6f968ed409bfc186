package io.github.reelstore.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sends what a browser sends, and follows no redirect. */
final class PageClient {

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private String cookie = "";

    PageClient(URI server) {
        this.server = server;
    }

    /** An answer. */
    record Page(int status, HttpResponse<String> response) {

        String text() {
            return response.body();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        String location() {
            return header("Location").orElseThrow();
        }
    }

    Page get(String path, String... headers) {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET(), headers);
    }

    /** Submits a form of a page of the server. */
    Page post(String path, Map<String, String> fields) {
        return post(path, fields, "Origin", server.toString(), "Sec-Fetch-Site", "same-origin");
    }

    Page post(String path, Map<String, String> fields, String... headers) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return send(request, headers);
    }

    /** Logs in, and keeps the cookie. */
    Page login(String token) {
        Page page = post("/login", Map.of("token", token));
        cookie = page.header("Set-Cookie").map(value -> value.split(";", 2)[0]).orElse("");
        return page;
    }

    private Page send(HttpRequest.Builder request, String... headers) {
        request.header("Accept", "text/html,application/xhtml+xml");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Page(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
