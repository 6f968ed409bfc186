package io.github.reelstore.server.internal.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections whose clients send the header of a request byte by byte, which no idle timeout notices and which would
 * use up the connections ("slow loris").
 */
public final class SlowHeaders implements Connection.Listener {

    private final ServerConnector connector;
    private final long patienceNanos;
    private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();

    /**
     * @param patienceNanos how long the header of a request may take
     */
    public SlowHeaders(ServerConnector connector, long patienceNanos) {
        this.connector = connector;
        this.patienceNanos = patienceNanos;
    }

    /**
     * What a connection had done when its state last changed.
     *
     * @param requests the number of requests whose header was complete
     * @param bytes the number of bytes at that time
     * @param since the time
     */
    private record Progress(long requests, long bytes, long since) {}

    @Override
    public void onOpened(Connection connection) {
        connections.put(connection, progress(connection));
        schedule(connection);
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    private void schedule(Connection connection) {
        connector
                .getScheduler()
                .schedule(() -> check(connection), Math.max(1, patienceNanos / 4), TimeUnit.NANOSECONDS);
    }

    private void check(Connection connection) {
        Progress before = connections.get(connection);
        if (before == null) {
            return;
        }
        Progress now = progress(connection);
        boolean inHeader = now.requests() == before.requests()
                && connection.getMessagesIn() == connection.getMessagesOut()
                && now.bytes() > before.bytes();
        if (!inHeader) {
            connections.replace(connection, now);
        } else if (now.since() - before.since() > patienceNanos) {
            connection.getEndPoint().close();
            return;
        }
        schedule(connection);
    }

    private static Progress progress(Connection connection) {
        return new Progress(connection.getMessagesIn(), connection.getBytesIn(), System.nanoTime());
    }
}
