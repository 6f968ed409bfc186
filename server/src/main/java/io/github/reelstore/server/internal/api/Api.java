package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Metrics;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All operations of the HTTP API. */
public final class Api {

    private Api() {}

    /**
     * The routes of the API, among them that of their description.
     *
     * @param uploads how many uploads may run at once
     * @param mostBytes the largest file that may be uploaded
     * @param redirect the lifetime of the URLs to which clients are redirected for media, if they are
     * @param prices the prices of paid requests that do not state one
     * @param store the store of the server's profile, for the metrics
     * @param commits takes part in the transactions of the store that the routes use
     * @param metrics what the server counts
     */
    public static List<Route> routes(
            int uploads,
            long mostBytes,
            Optional<Duration> redirect,
            PriceTable prices,
            Reelstore store,
            Commits commits,
            Metrics metrics) {
        RecordSchemas schemas = new RecordSchemas();
        LedgerSchemas ledger = new LedgerSchemas(schemas);
        StoryboardSchemas board = new StoryboardSchemas(schemas, ledger);
        UploadSlots slots = new UploadSlots(uploads);
        metrics.gauge("reelstore.uploads.running", "Uploads that are being received.", slots, UploadSlots::running);
        JobGauges.add(metrics, store);
        List<Route> routes = new ArrayList<>();
        routes.addAll(ProjectRoutes.all(schemas, slots));
        routes.addAll(GenerationRoutes.all(schemas, board, slots));
        routes.addAll(new FileRoutes(redirect).all());
        routes.addAll(new MaintenanceRoutes().all(schemas));
        routes.addAll(new JobRoutes(prices).all(schemas, ledger));
        routes.addAll(MoneyRoutes.all(schemas, ledger));
        routes.addAll(SceneRoutes.all(schemas, board));
        routes.addAll(TakeRoutes.all(schemas, board));
        routes.addAll(new StoryboardRoutes(prices).all(schemas, board));
        routes.addAll(UploadRoutes.all(schemas, slots, mostBytes));
        routes.add(EventRoutes.of(commits.feed(), schemas));
        routes.addAll(new HealthRoutes().all(schemas));
        routes.add(MetricsRoutes.of(metrics));
        routes.replaceAll(new IdempotencyKeys(slots, commits)::acceptedBy);
        JsonObject[] document = new JsonObject[1];
        routes.add(Route.of(
                        "GET",
                        Paths.API + "/openapi.json",
                        "getOpenApi",
                        "Returns this document.",
                        exchange -> Answer.json(200, document[0]))
                .answers(200, "An OpenAPI 3.1 document.", Schema.of("object")));
        document[0] = OpenApi.of(routes, schemas);
        return List.copyOf(routes);
    }
}
