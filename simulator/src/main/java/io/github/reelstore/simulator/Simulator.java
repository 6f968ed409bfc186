package io.github.reelstore.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A simulated provider that listens on the loopback address. Its state is in memory, and gone when it is closed.
 *
 * <pre>{@code
 * try (Simulator simulator = Simulator.start(SimulatorConfig.defaults().with("fault.filtered", "0.1"))) {
 *     URI generations = URI.create(simulator.url() + "/v1/generations");
 * }
 * }</pre>
 */
public final class Simulator implements AutoCloseable {

    private final NativeApi nativeApi;
    private final GeminiApi gemini;
    private final AccountApi accountApi;
    private final ResultFiles files;
    private final BillingAccount account;
    private final HttpListener listener;
    private final SimulatorClock clock;
    private final FaultPlan faults;

    private Simulator(SimulatorConfig config) {
        listener = HttpListener.bind(config.port());
        clock = new SimulatorClock(config);
        faults = new FaultPlan(config);
        PriceList prices = new PriceList(config);
        RetryHints hints = new RetryHints(config, clock);
        SignedUrls urls = new SignedUrls(config);
        GeneratedMedia media = new GeneratedMedia(config);
        ApiKeys keys = new ApiKeys(config);
        account = new BillingAccount(clock, prices, Journal.open(config.journal()));
        Submissions submissions = new Submissions(config, faults, account, prices, hints, clock);
        Polling polling = new Polling(config, faults, account, hints, clock);
        files = new ResultFiles(config, faults, account, hints, clock, urls, media);
        nativeApi =
                new NativeApi(config, keys, submissions, polling, account, faults, prices, files, media, urls, clock);
        gemini = new GeminiApi(config, keys, submissions, polling, account, files, urls, clock);
        accountApi = new AccountApi(account, faults);
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if the port is in use, or the journal cannot be written
     */
    public static Simulator start(SimulatorConfig config) {
        Simulator simulator = new Simulator(config);
        simulator.listener.start(
                () -> simulator.clock.httpDate(simulator.clock.now(), 0),
                connection ->
                        simulator.faults.hits(Fault.CLOSE_AT_ACCEPT, new Occasion(ForcedFaults.NONE, connection, 0)),
                simulator::handle);
        return simulator;
    }

    /** The URL of the server, such as {@code http://127.0.0.1:40123}, without a slash at the end. */
    public String url() {
        return listener.url();
    }

    private void handle(HttpCall call) throws IOException {
        try {
            String path = call.path();
            if (path.startsWith("/v1/")) {
                nativeApi.handle(call, url());
            } else if (path.startsWith("/v1beta/")) {
                gemini.handle(call, url());
            } else if (path.startsWith("/files/")) {
                files.signed(call);
            } else {
                accountApi.handle(call);
            }
        } catch (IllegalArgumentException e) {
            call.send(ErrorForm.NATIVE.error(400, "invalid_argument", String.valueOf(e.getMessage())));
        }
    }

    /** Stops listening, and cuts all connections. */
    @Override
    public void close() {
        listener.close();
        account.close();
    }
}
