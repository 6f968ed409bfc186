package io.github.reelstore.simulator;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.testkit.provider.FaultyHttpServer;
import io.github.reelstore.testkit.provider.ProviderClientContract;
import io.github.reelstore.testkit.provider.ProviderClientFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("fault")
class SimulatedProviderIT implements ProviderClientFixture {

    @Override
    public ProviderClient open(String url, String key) {
        return new SimulatedProvider(URI.create(url), key, Duration.ofSeconds(2));
    }

    @Override
    public SubmitRequest request() {
        JobRequest request = JobRequest.builder()
                .provider("simulated")
                .kind(MediaKind.IMAGE)
                .prompt("A cat")
                .build();
        return new SubmitRequest(request, "token-1", List.of());
    }

    @Override
    public byte[] accepted() {
        return FaultyHttpServer.response("200 OK", "{\"operation\":\"op-1\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** docs/simulator.md says that such a request was not accepted. */
    @Override
    public FailureClass unavailable() {
        return FailureClass.RATE_LIMITED;
    }

    @Nested
    class Submits extends ProviderClientContract {}
}
