package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server, and checks each answer, and each request that is accepted, against the server's own description. */
final class ApiClient {

    private static final String BOUNDARY = "a-boundary";

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ApiDocument document;
    private final String[] headers;

    ApiClient(URI server, String... headers) {
        this.server = server;
        this.headers = headers;
        HttpRequest request = with(HttpRequest.newBuilder(server.resolve("/api/v1/openapi.json")), headers)
                .build();
        this.document = new ApiDocument(new String(send(request).body(), StandardCharsets.UTF_8));
    }

    private ApiClient(ApiClient other, String... headers) {
        this.server = other.server;
        this.document = other.document;
        this.headers = headers;
    }

    /** A client that sends other headers. */
    ApiClient with(String... others) {
        return new ApiClient(this, others);
    }

    ApiDocument document() {
        return document;
    }

    /** An answer. */
    record Reply(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        boolean accepted() {
            return status() < 300;
        }

        byte[] bytes() {
            return response.body();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(bytes());
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** Asserts the status and returns the JSON. */
        JsonNode json(int status) {
            assertThat(status()).as(text()).isEqualTo(status);
            return json();
        }

        /** Asserts that it is a problem of this type. */
        JsonNode problem(int status, String type) {
            JsonNode problem = json(status);
            assertThat(header("Content-Type")).contains("application/problem+json");
            assertThat(problem.get("type").asString()).isEqualTo("urn:reelstore:problem:" + type);
            assertThat(problem.get("status").asInt()).isEqualTo(status);
            return problem;
        }
    }

    Reply get(String path, String... more) {
        return call("GET", path, BodyPublishers.noBody(), more);
    }

    Reply delete(String path, String... more) {
        return call("DELETE", path, BodyPublishers.noBody(), more);
    }

    Reply json(String method, String path, String body, String... more) {
        String[] all = concat(more, "Content-Type", "application/json");
        Reply reply = call(method, path, BodyPublishers.ofString(body), all);
        if (reply.accepted()) {
            document.checkAccepted(method, server.resolve(path), "application/json", body);
        }
        return reply;
    }

    Reply file(String method, String path, String type, byte[] body, String... more) {
        return call(method, path, BodyPublishers.ofByteArray(body), concat(more, "Content-Type", type));
    }

    Reply form(String path, List<Part> parts, String... more) {
        Reply reply = file("POST", path, "multipart/form-data; boundary=" + BOUNDARY, Part.body(BOUNDARY, parts), more);
        if (reply.accepted()) {
            parts.stream()
                    .filter(part -> part.name().equals("metadata"))
                    .forEach(part -> document.checkAcceptedForm(
                            "POST", server.resolve(path), new String(part.content(), StandardCharsets.UTF_8)));
        }
        return reply;
    }

    Reply call(String method, String path, BodyPublisher body, String... more) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(server.resolve(path)).method(method, body);
        HttpRequest request = with(with(builder, headers), more).build();
        Reply reply = new Reply(send(request));
        document.check(method, request.uri(), reply.status(), reply.header("Content-Type"), reply.text());
        assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
        return reply;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static String[] concat(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** A part of a form. */
    // never compared
    @SuppressWarnings("ArrayRecordComponent")
    record Part(String name, String type, byte[] content) {

        static Part metadata(String json) {
            return new Part("metadata", "application/json", json.getBytes(StandardCharsets.UTF_8));
        }

        static byte[] body(String boundary, List<Part> parts) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (Part part : parts) {
                body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name()
                                + "\"; filename=\"../../evil.html\"\r\nContent-Type: " + part.type() + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
                body.writeBytes(part.content());
                body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            }
            body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return body.toByteArray();
        }
    }
}
