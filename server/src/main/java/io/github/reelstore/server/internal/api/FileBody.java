package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.server.internal.http.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Parts of a stored file as the body of an answer. */
final class FileBody {

    private static final int BUFFER_BYTES = 128 * 1024;

    private FileBody() {}

    /** The whole file. */
    static Answer.Body whole(MediaService media, BlobKey key, String type, long size) {
        return new One(media, key, type, ByteRange.ALL, size);
    }

    /** One part of a file. */
    static Answer.Body part(MediaService media, BlobKey key, String type, Ranges.Range range) {
        return new One(media, key, type, ByteRange.of(range.first(), range.length()), range.length());
    }

    /** Several parts of a file, as multipart/byteranges. */
    static Answer.Body parts(MediaService media, BlobKey key, String type, List<Ranges.Range> ranges, long size) {
        return new Several(media, key, type, ranges, size, UUID.randomUUID().toString());
    }

    private record One(MediaService media, BlobKey key, String type, ByteRange range, long length)
            implements Answer.Body {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            copy(media, key, range, out);
        }
    }

    private record Several(
            MediaService media, BlobKey key, String fileType, List<Ranges.Range> ranges, long size, String boundary)
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

        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (Ranges.Range range : ranges) {
                out.write(header(range));
                copy(media, key, ByteRange.of(range.first(), range.length()), out);
            }
            out.write(end());
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

    private static void copy(MediaService media, BlobKey key, ByteRange range, OutputStream out) throws IOException {
        try (BlobContent content = media.open(key, range)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.stream().read(buffer);
                    read >= 0;
                    read = content.stream().read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }
}
