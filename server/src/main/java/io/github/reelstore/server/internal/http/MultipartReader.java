package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartCompliance;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a multipart/form-data body in their order, as they arrive: no part is kept in memory or in a
 * temporary file.
 */
public final class MultipartReader {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MOST_HEADER_BYTES = 8 * 1024;
    private static final int MOST_PARTS = 16;

    private final InputStream in;
    private final RequestDigest fingerprint;
    private final MultiPart.Parser parser;
    private final Queue<Event> events = new ArrayDeque<>();
    private @Nullable InputStream current;
    private boolean complete;
    private boolean failed;

    /** What the parser found, in the order of the body. */
    private sealed interface Event {}

    private record Start(HttpFields headers) implements Event {}

    private record Bytes(ByteBuffer bytes) implements Event {}

    private record End() implements Event {}

    /**
     * A part. Its content is to be read before the next part.
     *
     * @param name the name of the form field
     * @param type its media type, in lower case without parameters, if it is given
     * @param content the bytes
     */
    public record Part(String name, Optional<String> type, InputStream content) {}

    /**
     * A reader of a body.
     *
     * @param contentType the media type of the body with its boundary
     * @param fingerprint gets the names and the contents of the parts
     * @throws HttpProblem if there is no boundary
     */
    MultipartReader(String contentType, InputStream body, RequestDigest fingerprint) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty()) {
            throw malformed("The Content-Type of a multipart body needs a boundary.");
        }
        this.in = body;
        this.fingerprint = fingerprint;
        this.parser = new MultiPart.Parser(boundary, MultiPartCompliance.RFC7578, new Listener());
        parser.setPartHeadersMaxLength(MOST_HEADER_BYTES);
        parser.setMaxParts(MOST_PARTS);
    }

    /** Reads the rest of the current part, and returns the next one; empty after the last. */
    public Optional<Part> next() throws IOException {
        if (current != null) {
            current.transferTo(OutputStream.nullOutputStream());
        }
        Event event = poll();
        while (event != null && !(event instanceof Start)) {
            event = poll();
        }
        return event instanceof Start start ? Optional.of(part(start.headers())) : Optional.empty();
    }

    /**
     * The content of the last part, which ends together with the body: a row must not be stored from a form that is cut off or
     * has parts that nothing reads.
     */
    public InputStream untilEnd(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                if (one < 0) {
                    requireEnd();
                }
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                if (read < 0) {
                    requireEnd();
                }
                return read;
            }
        };
    }

    /**
     * Makes sure that no part follows.
     *
     * @throws StorageException.InvalidInput if one does
     */
    public void requireEnd() throws IOException {
        Optional<Part> more = next();
        if (more.isPresent()) {
            throw new StorageException.InvalidInput(
                    more.get().name(),
                    "The form has a further part " + Messages.quoted(more.get().name())
                            + "; send \"metadata\" first, then the documented files and nothing else.");
        }
    }

    private Part part(HttpFields headers) {
        Map<String, String> parameters = new HashMap<>();
        HttpField.getValueParameters(
                Optional.ofNullable(headers.get(HttpHeader.CONTENT_DISPOSITION)).orElse(""), parameters);
        String name = Optional.ofNullable(parameters.get("name"))
                .orElseThrow(() -> malformed("Each part needs a name in its Content-Disposition."));
        Optional<String> type = Optional.ofNullable(headers.get(HttpHeader.CONTENT_TYPE))
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        fingerprint.add(name);
        InputStream content = fingerprint.adding(new PartStream());
        current = content;
        return new Part(name, type, content);
    }

    private @Nullable Event poll() throws IOException {
        while (events.isEmpty() && !complete) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int read = in.read(buffer);
            Content.Chunk chunk =
                    read < 0 ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(buffer, 0, read), false);
            parser.parse(chunk);
            if (failed) {
                throw malformed("The multipart body is malformed, ends early, or has too many parts.");
            }
        }
        return events.poll();
    }

    private static HttpProblem malformed(String detail) {
        return new HttpProblem(ProblemType.MALFORMED_REQUEST, detail);
    }

    private final class Listener implements MultiPart.Parser.Listener {

        private HttpFields.Mutable headers = HttpFields.build();

        @Override
        public void onPartBegin() {
            headers = HttpFields.build();
        }

        @Override
        public void onPartHeader(String name, String value) {
            headers.add(name, value);
        }

        @Override
        public void onPartHeaders() {
            events.add(new Start(headers));
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            events.add(new Bytes(chunk.getByteBuffer().slice()));
        }

        @Override
        public void onPartEnd() {
            events.add(new End());
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        @Override
        public void onFailure(Throwable failure) {
            // thrown by the reader: the parser logs exceptions of its listener
            failed = true;
        }
    }

    /** The content of the current part. */
    private final class PartStream extends InputStream {

        private ByteBuffer current = ByteBuffer.allocate(0);
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            while (!ended && !current.hasRemaining()) {
                Event event = poll();
                if (event instanceof Bytes bytes) {
                    current = bytes.bytes();
                } else {
                    ended = true;
                }
            }
            if (!current.hasRemaining()) {
                return -1;
            }
            int count = Math.min(length, current.remaining());
            current.get(buffer, offset, count);
            return count;
        }
    }
}
