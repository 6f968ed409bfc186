package io.github.reelstore.domain.ledger.worker;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a result, as one stream: if the connection breaks, it goes on where it stopped. It ends only when all bytes were
 * read, as far as their number is known. For one thread.
 */
final class Download extends InputStream {

    /** How often in a row a connection may break without having brought much. */
    private static final int MAX_BREAKS = 5;

    private static final long MUCH = 1 << 20;

    private final ProviderClient client;
    private final RemoteFile file;
    private final Runnable beforeReopening;
    private @Nullable RemoteContent content;
    private Optional<Long> size;
    private long position;
    private boolean reopening;
    private int breaks;
    private long lastBreak;
    private FailureClass failure = FailureClass.TEMPORARY;
    private Optional<Duration> retryAfter = Optional.empty();

    /** @param beforeReopening is run before each further call of the provider */
    Download(ProviderClient client, RemoteFile file, Runnable beforeReopening) {
        this.client = client;
        this.file = file;
        this.beforeReopening = beforeReopening;
        this.size = file.size();
    }

    /** The pause that the provider has asked for, if the stream has thrown an exception. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** What it means if the stream has thrown an exception. */
    FailureClass failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            try {
                int count = opened().stream().read(bytes, offset, length);
                if (count > 0) {
                    position += count;
                    if (position - lastBreak >= MUCH) {
                        breaks = 0;
                    }
                    requireNotLonger();
                    return count;
                }
                if (count == 0 || length == 0) {
                    return 0;
                }
                if (size.isEmpty() || position == size.get()) {
                    return -1;
                }
                throw new EOFException("it ended after " + position + " of " + size.get() + " bytes");
            } catch (WrongContent e) {
                throw e;
            } catch (IOException e) {
                breaks++;
                lastBreak = position;
                close();
                if (breaks >= MAX_BREAKS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private RemoteContent opened() throws IOException {
        RemoteContent current = content;
        if (current == null) {
            current = open();
            content = current;
        }
        return current;
    }

    private RemoteContent open() throws IOException {
        if (reopening) {
            beforeReopening.run();
        }
        reopening = true;
        try {
            return atPosition(client.open(file, position));
        } catch (ProviderException e) {
            failure = e.failure();
            retryAfter = e.retryAfter();
            // at its beginning nothing is lost by a pause, which may be what the provider needs
            if (failure == FailureClass.TEMPORARY && position > 0) {
                throw new IOException(e.getMessage(), e);
            }
            throw new WrongContent(String.valueOf(e.getMessage()), e);
        }
    }

    private RemoteContent atPosition(RemoteContent next) throws IOException {
        boolean usable = false;
        try {
            if (next.size().isPresent()) {
                if (size.isPresent() && !size.equals(next.size())) {
                    throw wrong("its size is " + next.size().get() + " bytes instead of " + size.get());
                }
                size = next.size();
            }
            if (next.offset() > position) {
                throw wrong("it begins at byte " + next.offset() + " instead of " + position);
            }
            if (next.offset() < position) {
                next.stream().skipNBytes(position - next.offset());
            }
            usable = true;
            return next;
        } finally {
            if (!usable) {
                next.close();
            }
        }
    }

    private void requireNotLonger() throws WrongContent {
        if (size.isPresent() && position > size.get()) {
            throw wrong("it is longer than " + size.get() + " bytes");
        }
    }

    private WrongContent wrong(String message) {
        failure = FailureClass.INVALID;
        return new WrongContent(message, null);
    }

    /** What cannot be mended by reading on. */
    private static final class WrongContent extends IOException {
        private static final long serialVersionUID = 1L;

        WrongContent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public void close() throws IOException {
        RemoteContent current = content;
        content = null;
        if (current != null) {
            current.close();
        }
    }
}
