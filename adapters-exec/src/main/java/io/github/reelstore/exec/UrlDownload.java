package io.github.reelstore.exec;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Downloads results from URLs, without any credential: a URL that needs one is downloaded by the program. Messages name the host
 * only, since the URL may be signed.
 */
final class UrlDownload {

    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** The time to the first byte, and between bytes. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|[*])");

    private static final int REMEMBERED = 1_000;

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;

    private final String provider;
    private final Duration stalled;
    /** Of results, by their names: the strong ETags of their contents. */
    private final Map<String, String> etags = Collections.synchronizedMap(new BoundedMap<>(REMEMBERED));

    private final HttpClient http = HttpClient.newBuilder()
            // the protocol that every server of files speaks, with one connection for each download
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    UrlDownload(String provider) {
        this(provider, STALLED);
    }

    UrlDownload(String provider, Duration stalled) {
        this.provider = provider;
        this.stalled = stalled;
    }

    /**
     * Opens a result.
     *
     * @param name the name of the result, which stays when its URL changes
     * @param offset the first byte that is wanted; the content may begin at 0 all the same
     * @throws ProviderException if it cannot be read; {@link FailureClass#INVALID} if an offset is wanted and the content is another
     *     than that whose beginning was read
     */
    RemoteContent open(String name, String url, long offset) throws ProviderException {
        URI uri = uri(url);
        Optional<String> before = offset > 0 ? Optional.ofNullable(etags.get(name)) : Optional.empty();
        HttpResponse<InputStream> answer = send(uri, offset, before);
        if (offset > 0 && answer.statusCode() == RANGE_NOT_SATISFIABLE) {
            close(answer);
            answer = send(uri, 0, Optional.empty());
        }
        requireSame(name, uri, answer, before);
        if (answer.statusCode() == OK) {
            return content(answer, 0, size(answer, "Content-Length"));
        }
        Matcher range = CONTENT_RANGE.matcher(
                answer.headers().firstValue("Content-Range").orElse(""));
        if (answer.statusCode() == PARTIAL_CONTENT && range.matches() && Long.parseLong(range.group(1)) == offset) {
            return content(
                    answer,
                    offset,
                    range.group(2).equals("*") ? Optional.empty() : Optional.of(Long.parseLong(range.group(2))));
        }
        close(answer);
        throw refused(uri, answer);
    }

    private void requireSame(String name, URI uri, HttpResponse<InputStream> answer, Optional<String> before)
            throws ProviderException {
        if (answer.statusCode() != OK && answer.statusCode() != PARTIAL_CONTENT) {
            return;
        }
        // a weak one does not tell whether the bytes are the same (RFC 9110, 13.1.5)
        Optional<String> etag =
                answer.headers().firstValue("ETag").filter(value -> value.startsWith("\"") && value.length() <= 1_000);
        if (before.isPresent() && etag.isPresent() && !before.equals(etag)) {
            etags.remove(name);
            close(answer);
            throw new ProviderException(
                    FailureClass.INVALID,
                    "A result of provider " + provider + " at " + uri.getHost() + " has changed during its download.",
                    null);
        }
        etag.ifPresentOrElse(value -> etags.put(name, value), () -> etags.remove(name));
    }

    private URI uri(String url) throws ProviderException {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // without the cause, whose message has the URL
        }
        throw new ProviderException(
                FailureClass.TEMPORARY,
                "Provider " + provider
                        + " answered a download with a url that is not http://HOST/... or https://HOST/..., "
                        + "or contains a user.",
                null);
    }

    private HttpResponse<InputStream> send(URI uri, long offset, Optional<String> etag) throws ProviderException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(stalled);
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            etag.ifPresent(value -> request.header("If-Range", value));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw failed(uri, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(uri, "it was interrupted");
        }
    }

    private ProviderException failed(URI uri, @Nullable String why) {
        return new ProviderException(
                FailureClass.TEMPORARY,
                "The download of a result of provider " + provider + " from " + uri.getHost() + " failed: " + why + ".",
                null);
    }

    private RemoteContent content(HttpResponse<InputStream> answer, long offset, Optional<Long> size) {
        return new RemoteContent(new StalledStream(answer.body(), stalled), offset, size);
    }

    private ProviderException refused(URI uri, HttpResponse<?> answer) {
        int status = answer.statusCode();
        FailureClass failure = switch (status) {
            // that of a signed URL that has expired too: a poll has new ones
            case UNAUTHORIZED, FORBIDDEN, NOT_FOUND, GONE -> FailureClass.GONE;
            case TOO_MANY_REQUESTS -> FailureClass.RATE_LIMITED;
            default -> FailureClass.TEMPORARY;
        };
        return new ProviderException(
                failure,
                "The download of a result of provider " + provider + " from " + uri.getHost()
                        + " was answered with HTTP status " + status + ".",
                size(answer, "Retry-After").filter(seconds -> seconds <= 86_400).map(Duration::ofSeconds),
                null);
    }

    private static Optional<Long> size(HttpResponse<?> answer, String header) {
        return answer.headers()
                .firstValue(header)
                .filter(value -> value.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    private static void close(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException e) {
            // it is not read
        }
    }
}
