package io.github.reelstore.server.internal.http;

import io.github.reelstore.app.RowChange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What the server counts. No metric carries an id, a name or a text of a client: the number of time series is bounded. */
public final class Metrics {

    private static final String OPERATION = "operation";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger running = new AtomicInteger();
    private final Counter commits;

    /** Counts from zero. */
    public Metrics() {
        commits = Counter.builder("reelstore.commits")
                .description("Write transactions that were committed by this server.")
                .register(registry);
        gauge("reelstore.http.requests.running", "Requests that are being answered.", running, AtomicInteger::get);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
    }

    /** Adds a value that is read when the metrics are. */
    public <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** Adds one of several values of a name, which a tag tells apart. */
    public <T> void gauge(
            String name, String description, String tag, String tagged, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(description)
                .tag(tag, tagged)
                .strongReference(true)
                .register(registry);
    }

    /** Adds the values of a server: its threads, its queue and its connections. */
    void watch(Server server) {
        gauge(
                "reelstore.http.connections",
                "Open connections.",
                server,
                jetty -> Arrays.stream(jetty.getConnectors())
                        .mapToInt(Metrics::connections)
                        .sum());
        if (server.getThreadPool() instanceof QueuedThreadPool threads) {
            gauge("reelstore.http.threads.busy", "Threads that work.", threads, QueuedThreadPool::getBusyThreads);
            gauge("reelstore.http.threads.max", "The most threads.", threads, QueuedThreadPool::getMaxThreads);
            gauge("reelstore.http.queue", "Work that waits for a thread.", threads, QueuedThreadPool::getQueueSize);
        }
    }

    private static int connections(Connector connector) {
        return connector.getConnectedEndPoints().size();
    }

    void begin() {
        running.incrementAndGet();
    }

    /** Counts a request that has ended. */
    void end(Ended request) {
        running.decrementAndGet();
        Timer.builder("reelstore.http.requests")
                .description("Requests by operation and status, and how long they took.")
                .tag(OPERATION, request.operation())
                .tag("status", String.valueOf(request.status()))
                .register(registry)
                .record(Duration.ofNanos(request.nanos()));
        bytes("received", "Bytes of bodies that clients sent.", request.operation(), request.received());
        bytes("sent", "Bytes of bodies that were sent to clients.", request.operation(), request.sent());
    }

    /**
     * A request that has ended.
     *
     * @param operation the name of the operation; {@code none} for a path without one
     * @param status the status of the answer
     * @param nanos how long it took
     * @param received the size of its body in bytes
     * @param sent the size of the answer's body in bytes
     */
    record Ended(String operation, int status, long nanos, long received, long sent) {}

    private void bytes(String direction, String description, String operation, long bytes) {
        Counter.builder("reelstore.http." + direction + ".bytes")
                .description(description)
                .tag(OPERATION, operation)
                .register(registry)
                .increment((double) bytes);
    }

    /** Counts a transaction, and the files that it stored. */
    public void committed(List<RowChange> changes) {
        commits.increment();
        for (RowChange change : changes) {
            if (change.action() == RowChange.Action.CREATED && change.file().isPresent()) {
                stored(change);
            }
        }
    }

    /** A file with the same bytes is stored once: then the row refers to the file of another row. */
    private void stored(RowChange change) {
        List<String> segments = change.file().orElseThrow().segments();
        String reused = String.valueOf(!segments.get(segments.size() - 1).startsWith(change.id() + "."));
        Counter.builder("reelstore.stored.files")
                .description("Files of new rows; reused ones took no room in the blob store.")
                .tag("kind", change.kind().value())
                .tag("reused", reused)
                .register(registry)
                .increment();
        Counter.builder("reelstore.stored.bytes")
                .description("Bytes of files of new rows; reused ones took no room in the blob store.")
                .tag("kind", change.kind().value())
                .tag("reused", reused)
                .register(registry)
                .increment(change.bytes().orElse(0L));
    }

    /** All metrics in the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }
}
