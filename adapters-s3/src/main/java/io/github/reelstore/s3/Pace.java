package io.github.reelstore.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The pace of one writer in a race: no writer sends the second half of its content before all have sent the first. So
 * all requests are in progress at the same moment, even on a busy machine or a slow line.
 */
final class Pace {

    /** The SDK reads content once to sign it and once to send it. */
    private static final int READINGS = 3;

    /** After that, the others are assumed to have ended, or not to be able to begin. */
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final List<CountDownLatch> halves;
    private int readings;
    private int arrivals;

    private Pace(List<CountDownLatch> halves) {
        this.halves = halves;
    }

    /** The paces of the writers of one race. */
    static List<Pace> of(int writers) {
        List<CountDownLatch> halves = Stream.generate(() -> new CountDownLatch(writers))
                .limit(READINGS)
                .toList();
        return IntStream.range(0, writers).mapToObj(writer -> new Pace(halves)).toList();
    }

    RequestBody body(byte[] content) {
        return RequestBody.fromContentProvider(() -> stream(content), content.length, "application/octet-stream");
    }

    private InputStream stream(byte[] content) {
        int half = content.length / 2;
        int reading = readings++;
        InputStream rest = new ByteArrayInputStream(content, half, content.length - half);
        return new SequenceInputStream(new ByteArrayInputStream(content, 0, half), new InputStream() {
            @Override
            public int read() throws IOException {
                awaitOthers(reading);
                return rest.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                awaitOthers(reading);
                return rest.read(bytes, offset, length);
            }
        });
    }

    private void awaitOthers(int reading) throws IOException {
        if (reading < READINGS) {
            arriveAt(reading);
            try {
                boolean all = halves.get(reading).await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
                if (!all) {
                    end();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }

    /** Counts this writer once for that reading and all before it. */
    private void arriveAt(int reading) {
        for (; arrivals <= reading; arrivals++) {
            halves.get(arrivals).countDown();
        }
    }

    /** Lets the others go on without this writer. */
    void end() {
        arriveAt(READINGS - 1);
    }
}
