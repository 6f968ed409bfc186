package io.github.reelstore.server.internal.api;

import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Metrics;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;

/** The operation for Prometheus. What it tells is of all profiles. */
final class MetricsRoutes {

    private MetricsRoutes() {}

    static Route of(Metrics metrics) {
        return Route.of(
                        "GET",
                        "/metrics",
                        "getMetrics",
                        "Returns what the server counts, for Prometheus. A token must be for all profiles.",
                        exchange -> Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()))
                .forAllProfiles()
                .answers(200, "The metrics.", "text/plain", Schema.STRING);
    }
}
