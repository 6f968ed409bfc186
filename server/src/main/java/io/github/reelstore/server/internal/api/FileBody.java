package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.service.ReferencedFile;
import io.github.reelstore.server.internal.http.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Parts of a stored file as the body of an answer. */
final class FileBody {

    private FileBody() {}

    /** The whole file. */
    static Answer.Body whole(ReferencedFile file, String type, long size) {
        return new One(file, type, ByteRange.ALL, size);
    }

    /** One part of a file. */
    static Answer.Body part(ReferencedFile file, String type, Ranges.Range range) {
        return new One(file, type, ByteRange.of(range.first(), range.length()), range.length());
    }

    /** Several parts of a file, as multipart/byteranges. */
    static Answer.Body parts(ReferencedFile file, String type, List<Ranges.Range> ranges, long size) {
        return new Several(file, type, ranges, size, UUID.randomUUID().toString());
    }

    private record One(ReferencedFile file, String type, ByteRange range, long length) implements Answer.Body {

        @Override
        public InputStream open() {
            return content(file, range);
        }
    }

    private record Several(ReferencedFile file, String fileType, List<Ranges.Range> ranges, long size, String boundary)
            implements Answer.Body {

        @Override
        public String type() {
            return "multipart/byteranges; boundary=" + boundary;
        }

        @Override
        public long length() {
            return ranges.stream()
                            .mapToLong(range -> header(range).length + range.length())
                            .sum()
                    + end().length;
        }

        /** Each part is opened when the one before it has been read. SequenceInputStream knows no newer type. */
        @SuppressWarnings("JdkObsolete")
        @Override
        public InputStream open() {
            Iterator<Supplier<InputStream>> parts = Stream.concat(
                            ranges.stream().flatMap(this::part), Stream.<Supplier<InputStream>>of(() -> memory(end())))
                    .iterator();
            AtomicBoolean closed = new AtomicBoolean();
            Enumeration<InputStream> streams = new Enumeration<>() {
                @Override
                public boolean hasMoreElements() {
                    return !closed.get() && parts.hasNext();
                }

                @Override
                public InputStream nextElement() {
                    return parts.next().get();
                }
            };
            return new SequenceInputStream(streams) {
                @Override
                public void close() throws IOException {
                    // otherwise it would open the other parts to close them
                    closed.set(true);
                    super.close();
                }
            };
        }

        private Stream<Supplier<InputStream>> part(Ranges.Range range) {
            return Stream.of(
                    () -> memory(header(range)), () -> content(file, ByteRange.of(range.first(), range.length())));
        }

        private static InputStream memory(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        private byte[] header(Ranges.Range range) {
            return ascii("\r\n--" + boundary + "\r\nContent-Type: " + fileType + "\r\nContent-Range: " + range.of(size)
                    + "\r\n\r\n");
        }

        private byte[] end() {
            return ascii("\r\n--" + boundary + "--\r\n");
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static InputStream content(ReferencedFile file, ByteRange range) {
        return file.open(range).stream();
    }
}
