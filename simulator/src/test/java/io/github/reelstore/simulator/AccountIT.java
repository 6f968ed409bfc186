package io.github.reelstore.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountIT {

    private static final int THREADS = 32;
    private static final int EACH = 40;

    /** What the clients of the threads saw. */
    private static final class Seen {
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger cut = new AtomicInteger();
        private final AtomicInteger downloads = new AtomicInteger();
    }

    @Test
    void itIsExactUnderManyThreads(@TempDir Path folder) throws Exception {
        Path journal = folder.resolve("journal");
        SimulatorConfig config = Requests.quick()
                .withSeed(3)
                .withJournal(journal)
                .with("fault.rate-limit", "0.1")
                .with("fault.reset-before-accept", "0.1")
                .with("fault.reset-after-accept", "0.1")
                .with("fault.half-answer", "0.05")
                .with("fault.filtered", "0.1")
                .with("fault.failed-charged", "0.1")
                .with("fault.download-reset", "0.1");
        try (Simulator simulator = Simulator.start(config)) {
            Seen seen = new Seen();
            List<Callable<Void>> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * EACH;
                threads.add(() -> {
                    for (int i = first; i < first + EACH; i++) {
                        request(RawHttp.to(simulator), i, seen);
                    }
                    return null;
                });
            }
            ExecutorService executor = Executors.newFixedThreadPool(THREADS);
            for (Future<Void> done : executor.invokeAll(threads)) {
                done.get();
            }
            executor.shutdown();
            assertExact(RawHttp.to(simulator), seen, Files.readAllLines(journal).size());
        }
    }

    private static void request(RawHttp http, int number, Seen seen) {
        RawReply reply = http.post(Requests.GENERATIONS, Requests.image("Image " + number));
        switch (reply.status) {
            case 200 -> {
                if (reply.ending == RawReply.Ending.COMPLETE) {
                    seen.accepted.incrementAndGet();
                    download(http, reply.at("operation"), seen);
                } else {
                    seen.cut.incrementAndGet();
                }
            }
            case 429 -> seen.refused.incrementAndGet();
            default -> seen.cut.incrementAndGet();
        }
    }

    private static void download(RawHttp http, String operation, Seen seen) {
        RawReply done = http.get("/v1/operations/" + operation).expect(200);
        if (done.json().containsKey("results") && http.get(Requests.url(done)).ending == RawReply.Ending.COMPLETE) {
            seen.downloads.incrementAndGet();
        }
    }

    private static void assertExact(RawHttp http, Seen seen, int journaled) {
        RawReply account = http.get("/account").expect(200);
        int accepted = Integer.parseInt(account.at("submits", "accepted"));
        int lost = Integer.parseInt(account.at("faults", "reset-after-accept"))
                + Integer.parseInt(account.at("faults", "half-answer"));
        int lostBefore = Integer.parseInt(account.at("faults", "reset-before-accept"));
        assertThat(account.at("submits", "seen")).isEqualTo(Integer.toString(THREADS * EACH));
        assertThat(account.at("submits", "answered")).isEqualTo(Integer.toString(seen.accepted.get()));
        assertThat(accepted).isEqualTo(seen.accepted.get() + lost);
        assertThat(seen.cut.get()).isEqualTo(lost + lostBefore);
        assertThat(account.at("submits", "by_reason", "rate_limited")).isEqualTo(Integer.toString(seen.refused.get()));
        assertThat(account.at("submits", "by_reason", "lost")).isEqualTo(Integer.toString(lostBefore));
        assertThat(account.at("downloads")).isEqualTo(Integer.toString(seen.downloads.get()));
        assertThat(account.at("repeated")).isEqualTo("0");

        List<Map<String, Object>> entries =
                http.get("/account/entries?limit=10000").expect(200).list("entries");
        assertThat(entries).hasSize(accepted).hasSize(journaled);
        BigDecimal sum = entries.stream()
                .map(entry -> new BigDecimal(
                        String.valueOf(MiniJson.object(entry, "billed").get("amount"))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(account.at("billed", "amount"))).isEqualByComparingTo(sum);
        int free = Integer.parseInt(account.at("outcomes", "filtered"));
        assertThat(sum).isEqualByComparingTo(new BigDecimal("0.04").multiply(BigDecimal.valueOf(accepted - free)));
        assertThat(account.at("billed_submits")).isEqualTo(Integer.toString(accepted - free));
        assertThat(List.of(lost, lostBefore, seen.refused.get(), free)).allMatch(count -> count > 0);
    }

    /** Without HTTP, which leaves the threads little to compete for. */
    @Test
    void itsCountsAreExactUnderManyThreads() throws Exception {
        SimulatorConfig config = SimulatorConfig.defaults();
        BillingAccount account =
                new BillingAccount(new SimulatorClock(config), new PriceList(config), Journal.open(config.journal()));
        SimulatedRequest request = SimulatedRequest.ofNative("generations", Requests.image("A cat"));
        int rounds = 3_000;
        List<Callable<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.add(() -> {
                for (int i = 0; i < rounds; i++) {
                    account.seen();
                    int attempt = account.attempt(request.digest());
                    SimulatedJob job = account.accept(
                            request, new SimulatedJob.Terms(0, 0, attempt, 0, 0, Set.of(), 1, new BigDecimal("0.01")));
                    account.answered(job);
                    account.sent(job, 0, 0, 9, 9);
                    account.seen();
                    account.refused(BillingAccount.Refusal.ERROR);
                }
                return null;
            });
        }
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        for (Future<Void> done : executor.invokeAll(threads)) {
            done.get();
        }
        executor.shutdown();
        int all = THREADS * rounds;
        Map<String, Object> totals = MiniJson.parseObject(MiniJson.write(account.totals(Map.of())));
        Map<String, Object> submits = MiniJson.object(totals, "submits");
        assertThat(submits.get("seen")).hasToString(Integer.toString(2 * all));
        assertThat(submits.get("accepted")).hasToString(Integer.toString(all));
        assertThat(submits.get("answered")).hasToString(Integer.toString(all));
        assertThat(submits.get("not_accepted")).hasToString(Integer.toString(all));
        assertThat(totals.get("downloads")).hasToString(Integer.toString(all));
        assertThat(totals.get("delivered")).hasToString(Integer.toString(all));
        assertThat(MiniJson.object(totals, "billed").get("amount")).hasToString("960.00");
        assertThat(account.attempt(request.digest())).isEqualTo(all);
    }

    /** In which order the requests arrive does not matter. */
    @Test
    void theSameSeedGivesTheSameFaults() throws Exception {
        Set<String> first = acceptedOf(1, 5);
        assertThat(acceptedOf(8, 5)).isEqualTo(first);
        assertThat(acceptedOf(8, 6)).isNotEqualTo(first);
    }

    private static Set<String> acceptedOf(int threads, long seed) throws Exception {
        try (Simulator simulator = Simulator.start(Requests.quick()
                .withSeed(seed)
                .with("fault.server-error", "0.3")
                .with("fault.filtered", "0.3"))) {
            RawHttp http = RawHttp.to(simulator);
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            List<Callable<RawReply>> submits = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Map<String, Object> request = Requests.image("Image " + i);
                request.put("client_token", seed + "-" + threads + "-" + i);
                submits.add(() -> http.post(Requests.GENERATIONS, request));
            }
            for (Future<RawReply> done : executor.invokeAll(submits)) {
                done.get();
            }
            executor.shutdown();
            Set<String> accepted = new TreeSet<>();
            for (Map<String, Object> entry : http.get("/account/entries").list("entries")) {
                accepted.add(entry.get("prompt") + " " + entry.get("outcome"));
            }
            assertThat(accepted).hasSizeBetween(20, 59);
            return accepted;
        }
    }

    @Test
    void entriesHavePages() {
        try (Simulator simulator = Simulator.start(Requests.quick())) {
            RawHttp http = RawHttp.to(simulator);
            for (int i = 1; i <= 5; i++) {
                Requests.submit(http, Requests.image("Image " + i));
            }
            RawReply first = http.get("/account/entries?limit=3").expect(200);
            RawReply second = http.get("/account/entries?limit=3&after=" + first.at("next"))
                    .expect(200);
            assertThat(first.list("entries"))
                    .extracting(entry -> entry.get("operation"))
                    .containsExactly("op-1", "op-2", "op-3");
            assertThat(second.list("entries"))
                    .extracting(entry -> entry.get("prompt"))
                    .containsExactly("Image 4", "Image 5");
            assertThat(second.json()).doesNotContainKey("next");
            assertThat(http.get("/account/entries?after=9").list("entries")).isEmpty();
        }
    }

    @Test
    void submitsWithTheSameContentAreDuplicates() {
        try (Simulator simulator = Simulator.start(Requests.quick())) {
            RawHttp http = RawHttp.to(simulator);
            for (String token : List.of("one", "two")) {
                http.post(
                                Requests.GENERATIONS,
                                MiniJson.object(
                                        "client_token", token, "prompt", "A cat", "model", "m", "kind", "image"))
                        .expect(200);
            }
            Requests.submit(http, Requests.image("A cat, take 1"));
            Requests.submit(http, Requests.image("A cat, take 2"));
            Map<String, Object> another = Requests.image("A cat, take 1");
            another.put("parameters", MiniJson.object("aspect_ratio", "1:1"));
            Requests.submit(http, another);
            Map<String, Object> filtered = Requests.image("A dog [fault:filtered]");
            Requests.submit(http, filtered);
            Requests.submit(http, filtered);

            List<Map<String, Object>> duplicates =
                    http.get("/account/duplicates").expect(200).list("duplicates");
            assertThat(duplicates).hasSize(2);
            assertThat(duplicates.get(0).get("times_billed")).hasToString("2");
            assertThat(RawReply.objects(requireNonNull(duplicates.get(0).get("entries"))))
                    .extracting(entry -> entry.get("client_token"))
                    .containsExactly("one", "two");
            assertThat(duplicates.get(1).get("times_billed")).hasToString("0");
            assertThat(Requests.total(http, "repeated")).isEqualTo(2);
        }
    }

    @Test
    void aConnectionTakesManyRequests() throws IOException, InterruptedException {
        try (Simulator simulator = Simulator.start(Requests.quick())) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            for (int i = 1; i <= 20; i++) {
                String body = MiniJson.write(Requests.image("Image " + i));
                HttpResponse<String> reply = client.send(
                        HttpRequest.newBuilder(URI.create(simulator.url() + Requests.GENERATIONS))
                                .header("Authorization", "Bearer simulator-key")
                                .expectContinue(i % 2 == 0)
                                .POST(HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
                assertThat(reply.body()).contains("\"op-" + i + "\"");
            }
        }
    }
}
