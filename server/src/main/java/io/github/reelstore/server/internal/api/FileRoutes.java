package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.blob.PresentedAs;
import io.github.reelstore.domain.service.ReferencedFile;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The operation that reads media files. */
final class FileRoutes {

    /** Thumbnails have no hash in their rows, but are small enough to be read for it. */
    private static final long MOST_HASHED_BYTES = 2L * 1024 * 1024;

    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final String DOWNLOAD = "download";

    private final Optional<Duration> redirect;

    /**
     * @param redirect the lifetime of the URLs to which clients are redirected if the blob store supports it
     */
    FileRoutes(Optional<Duration> redirect) {
        this.redirect = redirect;
    }

    List<Route> all() {
        return List.of(Route.of(
                        "GET",
                        Paths.API + "/media/{key...}",
                        "getMedia",
                        "Returns a file that a row refers to, or parts of it.",
                        this::get)
                .path("key", "The key of the file, with its slashes.")
                .query(DOWNLOAD, "Whether a browser stores the file instead of showing it.", Schema.BOOLEAN)
                .header("Range", "The parts of the file, such as bytes=0-99.")
                .header("If-Range", "The ETag of an earlier answer: another file is sent as a whole.")
                .header("If-None-Match", "The ETag of an earlier answer.")
                .header("If-Match", "The ETag of an earlier answer.")
                .answers(200, "The file. Its ETag is its SHA-256.", "*/*", Schema.BINARY)
                .answers(206, "The parts of the file.", "*/*", Schema.BINARY)
                .answers(304, "The client has this file.")
                .answers(307, "The file is at the URL in Location for a limited time.")
                .mayFail(ProblemType.RANGE_NOT_SATISFIABLE, ProblemType.VERSION_MISMATCH));
    }

    private Answer get(Exchange exchange) throws IOException {
        BlobKey key = BlobKey.parse(exchange.path("key"));
        ReferencedFile file = exchange.store().media().file(key);
        Optional<String> tag = file.hash().or(() -> hashOf(file)).map(Preconditions::tag);
        if (Preconditions.clientWantsOther(exchange, tag)) {
            throw new HttpProblem(
                    ProblemType.VERSION_MISMATCH, "The file is not the one that If-Match names, or has no ETag.");
        }
        if (tag.isPresent() && Preconditions.clientHas(exchange, tag.get())) {
            return described(exchange, Answer.of(304), key, tag);
        }
        Optional<Answer> redirected = redirected(exchange, key);
        return redirected.isPresent() ? redirected.get() : described(exchange, content(exchange, file, tag), key, tag);
    }

    private static Answer content(Exchange exchange, ReferencedFile file, Optional<String> tag) {
        String type = typeOf(file.key());
        Optional<List<Ranges.Range>> ranges = exchange.header("Range")
                .filter(range -> exchange.header("If-Range")
                        .map(condition -> Optional.of(condition).equals(tag))
                        .orElse(true))
                .flatMap(header -> Ranges.parse(header, file.size()));
        if (exchange.isHead() || ranges.isEmpty()) {
            return Answer.of(200, FileBody.whole(file, type, file.size()));
        }
        List<Ranges.Range> wanted = ranges.get();
        if (wanted.isEmpty()) {
            throw new HttpProblem(ProblemType.RANGE_NOT_SATISFIABLE, "The file has " + file.size() + " bytes.")
                    .with("Content-Range", "bytes */" + file.size());
        }
        if (wanted.size() == 1) {
            Ranges.Range range = wanted.get(0);
            return Answer.of(206, FileBody.part(file, type, range)).with("Content-Range", range.of(file.size()));
        }
        return Answer.of(206, FileBody.parts(file, type, wanted, file.size()));
    }

    private static Answer described(Exchange exchange, Answer answer, BlobKey key, Optional<String> tag) {
        Answer described = answer.with("Accept-Ranges", "bytes")
                // a key may be used again for another file
                .with("Cache-Control", "private, no-cache")
                .with("Content-Disposition", disposition(exchange, key))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox");
        return tag.isPresent() ? described.with("ETag", tag.get()) : described;
    }

    private static String disposition(Exchange exchange, BlobKey key) {
        List<String> segments = key.segments();
        boolean shown = !typeOf(key).equals(UNKNOWN_TYPE) && !exchange.flag(DOWNLOAD);
        return (shown ? "inline" : "attachment") + "; filename=\"" + segments.get(segments.size() - 1) + "\"";
    }

    /** By the extension, which the store takes from the content. Other files are not shown, whatever they contain. */
    private static String typeOf(BlobKey key) {
        return MediaFormat.ofName(key.value()).map(MediaFormat::mimeType).orElse(UNKNOWN_TYPE);
    }

    private static Optional<ContentHash> hashOf(ReferencedFile file) {
        if (file.size() > MOST_HASHED_BYTES) {
            return Optional.empty();
        }
        try (BlobContent content = file.open(ByteRange.ALL)) {
            DigestOutputStream digest =
                    new DigestOutputStream(OutputStream.nullOutputStream(), ContentHash.newDigest());
            content.stream().transferTo(digest);
            return Optional.of(ContentHash.of(digest.getMessageDigest()));
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    file.key().value(), "The file " + file.key() + " cannot be read.", e);
        }
    }

    private Optional<Answer> redirected(Exchange exchange, BlobKey key) {
        // the client repeats its conditions there, where the file has another ETag
        boolean conditional = exchange.header("If-Match").isPresent()
                || exchange.header("If-Range").isPresent();
        if (redirect.isEmpty() || exchange.isHead() || conditional) {
            return Optional.empty();
        }
        PresentedAs presented = new PresentedAs(typeOf(key), disposition(exchange, key));
        try {
            return Optional.of(Answer.of(307)
                    .with(
                            "Location",
                            exchange.store()
                                    .media()
                                    .presignGet(key, redirect.get(), presented)
                                    .toString()));
        } catch (StorageException.Unsupported e) {
            // local disk has no server of its own
            return Optional.empty();
        }
    }
}
