package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.simulator.SimulatedProvider;
import io.github.reelstore.simulator.Simulator;
import io.github.reelstore.simulator.SimulatorConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated provider, a worker for it, and the provider's account. */
final class SimulatedWorker implements AutoCloseable {

    static final String PROVIDER = "simulated";

    /** The prices of the simulated provider, as the file of {@code --providers} has them. */
    static final String PROVIDERS = """
            {"providers": {"simulated": {"command": ["./simulated"]}},
             "prices": [
              {"provider": "simulated", "model": "painter", "per": "request", "amount": "0.04 USD", "from": "2020-01-01"},
              {"provider": "simulated", "model": "camera", "per": "parameter duration_seconds", "amount": "0.15 USD", "from": "2020-01-01"},
              {"provider": "simulated", "model": "speaker", "per": "character", "amount": "0.00003 USD", "from": "2020-01-01"}]}
            """;

    private static final String KEY = "simulator-key";

    private final Path folder;
    private final Simulator simulator =
            Simulator.start(SimulatorConfig.defaults().with("duration", "5ms..20ms"));

    SimulatedWorker(Path folder) {
        this.folder = folder;
    }

    /** Sends what is planned, and stores all results. */
    void work() throws InterruptedException {
        ReelstoreConfig config = ReelstoreConfig.builder().workingFolder(folder).build();
        WorkerOptions options =
                WorkerOptions.DEFAULT.withPoll(Duration.ofMillis(20)).withLook(Duration.ofMillis(20));
        SimulatedProvider client = new SimulatedProvider(URI.create(simulator.url()), KEY, Duration.ofSeconds(10));
        try (Reelstore store = Reelstore.open(config);
                JobWorker worker = store.startWorker(
                        List.of(new ProviderSetup(PROVIDER, client, KEY, 8, 60_000)), options, WorkerListener.NONE)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            // idle only when thumbnails are made too
            while (!worker.awaitIdle(Duration.ofMillis(20)) || isActive(store)) {
                assertThat(System.nanoTime() - deadline).isNegative();
            }
        }
    }

    private static boolean isActive(Reelstore store) {
        return store.jobs().active().keySet().stream().anyMatch(JobState::isActive);
    }

    /** What the provider has billed, and for what. */
    JsonNode account() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(simulator.url() + "/account")).build();
        return JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    BigDecimal billed() throws IOException, InterruptedException {
        return new BigDecimal(account().get("billed").get("amount").asString());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
