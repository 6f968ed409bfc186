package io.github.reelstore.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Connections that send one request after the other, each with a thread of its own. */
final class HttpLoad {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final URI server;
    private final int connections;
    private final LongFunction<String> request;
    private final String status;

    /**
     * @param request makes the request line and the further fields from a number
     * @param status the status that each answer must have
     */
    HttpLoad(URI server, int connections, LongFunction<String> request, String status) {
        this.server = server;
        this.connections = connections;
        this.request = request;
        this.status = status;
    }

    /**
     * What was measured.
     *
     * @param nanos the time of each request, sorted
     * @param bytes the size of all bodies
     * @param seconds how long it took
     */
    // never compared
    @SuppressWarnings("ArrayRecordComponent")
    record Result(long[] nanos, long bytes, double seconds) {

        double bytesPerSecond() {
            return bytes / seconds;
        }

        double millis(double quantile) {
            return nanos[(int) Math.min(nanos.length - 1L, Math.round(quantile * nanos.length))] / 1e6;
        }
    }

    /** Runs for a time. An answer with another status, or one that is cut off, ends it with an exception. */
    Result run(double seconds) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long begin = System.nanoTime();
            long end = begin + (long) (seconds * 1e9);
            List<Future<Result>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                long first = i * 1_000_003L;
                parts.add(threads.submit(() -> connection(first, end)));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> part : parts) {
                results.add(part.get());
            }
            long[] nanos = results.stream()
                    .flatMapToLong(result -> Arrays.stream(result.nanos()))
                    .sorted()
                    .toArray();
            return new Result(
                    nanos, results.stream().mapToLong(Result::bytes).sum(), (System.nanoTime() - begin) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private Result connection(long first, long end) throws IOException {
        long[] nanos = new long[1_024];
        int count = 0;
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
            for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                String text = request.apply(first + count).replace("\n", "\r\n") + "\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                bytes += answer(in, buffer);
                nanos = count == nanos.length ? Arrays.copyOf(nanos, 2 * count) : nanos;
                nanos[count] = System.nanoTime() - begin;
                count++;
            }
        }
        return new Result(Arrays.copyOf(nanos, count), bytes, 0);
    }

    private long answer(InputStream in, byte[] buffer) throws IOException {
        String first = line(in);
        if (!first.startsWith("HTTP/1.1 " + status)) {
            throw new IOException("Not " + status + ": " + first);
        }
        long length = -1;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Long.parseLong(field.substring(15).strip());
            }
        }
        if (length < 0) {
            throw new IOException("The answer has no length.");
        }
        for (long rest = length; rest > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
            if (read < 0) {
                throw new IOException("The answer ends early.");
            }
            rest -= read;
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("The connection ended.");
            }
            if (one != '\r') {
                line.append((char) one);
            }
        }
        return line.toString();
    }
}
