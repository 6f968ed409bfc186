package io.github.reelstore.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Problem;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.simulator.SimulatorMain;
import io.github.reelstore.testtools.FaultCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers in several processes are killed at any time and at each step of the ledger, while the provider fails in every way that it
 * can, and their clocks jump by minutes. The provider's account is the judge: nothing is billed twice, each job is charged what was billed
 * for it, and what was billed and finished is stored. One subclass per pair of backends.
 */
abstract class LedgerKillContract {

    private static final int MANY = FaultCount.LONG ? 100_000 : 3_000;
    private static final int FEW = 24;
    private static final int PROCESSES = 3;
    private static final int BATCH = 500;
    private static final Money PRICE = Money.parse("0.05 USD");
    private static final JsonText NOTHING = new JsonText("null");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            // less than what is reserved, so that the budget shows what was reserved twice
            Map.entry("price.image", "0.01"),
            Map.entry("price.audio", "0.00001"),
            Map.entry("price.video", "0.001"),
            Map.entry("fault.close-at-accept", "0.005"),
            Map.entry("fault.latency", "0.01"),
            Map.entry("fault.close-before-read", "0.01"),
            Map.entry("fault.reset-before-accept", "0.01"),
            Map.entry("fault.rate-limit", "0.02"),
            Map.entry("fault.server-error", "0.01"),
            Map.entry("fault.unavailable", "0.02"),
            Map.entry("fault.reset-after-accept", "0.02"),
            Map.entry("fault.half-answer", "0.02"),
            Map.entry("fault.filtered", "0.02"),
            Map.entry("fault.failed-uncharged", "0.02"),
            Map.entry("fault.failed-charged", "0.02"),
            Map.entry("fault.four-images", "0.05"),
            Map.entry("fault.jpeg-as-png", "0.05"),
            Map.entry("fault.duplicate-listing", "0.2"),
            Map.entry("fault.listing-lag", "0.2"),
            Map.entry("fault.not-found-yet", "0.05"),
            Map.entry("fault.clock-skew", "0.05"),
            Map.entry("fault.poll-reset", "0.02"),
            Map.entry("fault.poll-rate-limit", "0.01"),
            Map.entry("fault.poll-server-error", "0.02"),
            Map.entry("fault.poll-unavailable", "0.02"),
            Map.entry("fault.poll-half-answer", "0.02"),
            Map.entry("fault.expiring-urls", "0.05"),
            Map.entry("fault.download-rate-limit", "0.01"),
            Map.entry("fault.download-unavailable", "0.02"),
            Map.entry("fault.download-ignores-range", "0.3"),
            Map.entry("fault.download-truncated", "0.05"),
            Map.entry("fault.download-reset", "0.05"),
            Map.entry("fault.download-wrong-length", "0.05"),
            Map.entry("fault.download-corrupt", "0.05")));

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_130);
    private final Set<String> diedAt = new ConcurrentSkipListSet<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /** The options of a new store. */
    abstract Map<ConfigOption, String> newStore();

    @Test
    void aFewJobsSurviveKillsAndFaults() throws IOException, InterruptedException {
        run(FEW, List.of("after submit", "committed submitted", "after open"), 30, 60);
        assertThat(diedAt).isNotEmpty();
    }

    @Test
    @Tag("kill")
    void manyJobsSurviveKillsAtAnyTimeAndAtEachStep() throws IOException, InterruptedException {
        List<String> twice = new ArrayList<>(LedgerWorkerProcess.STEPS);
        twice.addAll(LedgerWorkerProcess.STEPS);
        run(MANY, twice, 2, 10);
        assertThat(diedAt.size())
                .as("steps of " + LedgerWorkerProcess.STEPS + " at which a process died: " + diedAt)
                .isGreaterThanOrEqualTo(LedgerWorkerProcess.STEPS.size() / 2);
    }

    /**
     * @param deaths the steps at which the first processes die; the others live until they are killed from outside
     * @param leastPause the shortest time for which all processes work before one is killed, in seconds
     * @param mostPause the longest time
     */
    private void run(int count, List<String> deaths, int leastPause, int mostPause)
            throws IOException, InterruptedException {
        Map<ConfigOption, String> settings = new EnumMap<>(newStore());
        // a process of ffmpeg for each of many videos would take most of the time
        settings.put(ConfigOption.MEDIA_THUMBNAILS, String.valueOf(count == FEW));
        Path options = KilledProcesses.write(folder.resolve("store.properties"), settings);
        ReelstoreConfig config = KilledProcess.config(options);
        try (Simulator simulator = new Simulator();
                Reelstore store = Reelstore.open(config)) {
            ProjectId project = store.projects().create("film").id();
            request(store, project, count);
            long begin = System.nanoTime();
            int kills = workUnderKills(store, simulator.url, options, deaths, leastPause, mostPause);
            double seconds = (System.nanoTime() - begin) / (double) SECOND;
            judge(store, simulator.url, count);
            System.out.printf(
                    "%s: %d jobs in %.1f s (%.0f a second) with %d kills from outside and deaths at %s; %s%n",
                    getClass().getSimpleName(), count, seconds, count / seconds, kills, diedAt, states(store));
        }
    }

    /** All jobs are admitted by a budget that has room for exactly them. */
    private static void request(Reelstore store, ProjectId project, int count) {
        Money limit = new Money(PRICE.currency(), PRICE.nanos() * count);
        store.jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, limit);
        for (int from = 0; from < count; from += BATCH) {
            List<NewJob> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + BATCH, count); i++) {
                batch.add(job(project, i));
            }
            assertThat(store.jobs().requestAll(batch)).allMatch(RequestedJob.Planned.class::isInstance);
            assertThat(store.jobs().request(job(project, from)))
                    .as("the same again")
                    .isInstanceOf(RequestedJob.Joined.class);
        }
        StorageException refused =
                catchThrowableOfType(StorageException.class, () -> store.jobs().request(job(project, count)));
        assertThat(refused).isInstanceOf(StorageException.BudgetExceeded.class);
    }

    private static NewJob job(ProjectId project, int number) {
        MediaKind kind = List.of(MediaKind.values()).get(number % 3);
        JobRequest request = JobRequest.builder()
                .provider(LedgerWorkerProcess.PROVIDER)
                .kind(kind)
                .model("model")
                .prompt("prompt " + number)
                .text("text " + number)
                .language(LanguageTag.of(number % 2 == 0 ? "vi" : "en"))
                .build();
        return new NewJob(request, project).withPrice(PRICE);
    }

    /** Returns the number of kills from outside. */
    private int workUnderKills(
            Reelstore store, String provider, Path options, List<String> deaths, int leastPause, int mostPause)
            throws IOException, InterruptedException {
        List<Worker> workers = new ArrayList<>();
        int kills = 0;
        int started = 0;
        try {
            Optional<Long> nextKill = Optional.empty();
            // counting 100,000 jobs takes a while
            for (int tick = 0; tick % 10 > 0 || !isIdle(store); tick++) {
                workers.removeIf(Worker::isDead);
                while (workers.size() < PROCESSES) {
                    assertThat(started)
                            .as("processes that were started; they end by kills only")
                            .isLessThan(PROCESSES + deaths.size() + kills);
                    String step = started < deaths.size() ? deaths.get(started) : "never";
                    workers.add(new Worker(options, provider, step));
                    started++;
                }
                TimeUnit.MILLISECONDS.sleep(100);
                if (!workers.stream().allMatch(worker -> worker.working)) {
                    // on a slow machine, workers would be killed while they start, for ever
                    nextKill = Optional.empty();
                } else if (nextKill.isEmpty()) {
                    nextKill = Optional.of(System.nanoTime() + pause(leastPause, mostPause));
                } else if (System.nanoTime() - nextKill.get() >= 0) {
                    workers.get(random.nextInt(workers.size())).kill();
                    kills++;
                    nextKill = Optional.empty();
                }
            }
            for (Worker worker : workers) {
                worker.stop();
            }
        } finally {
            workers.forEach(Worker::kill);
        }
        return kills;
    }

    private long pause(int least, int most) {
        return least * SECOND + (long) (random.nextDouble() * (most - least) * SECOND);
    }

    private static boolean isIdle(Reelstore store) {
        return store.jobs().active().keySet().stream().allMatch(JobState.OUTCOME_UNKNOWN::equals)
                && all(store, JobFilter.of(JobState.OUTCOME_UNKNOWN)).stream().allMatch(job -> job.failures() > 3);
    }

    /** A worker process that dies at a step, unless it is killed before. */
    private final class Worker {

        private final Process process;
        private volatile boolean working;

        Worker(Path options, String provider, String step) throws IOException {
            ProcessBuilder builder = JavaProcess.of(
                    LedgerWorkerProcess.class,
                    options.toString(),
                    provider,
                    step,
                    String.valueOf(random.nextInt(3)),
                    String.valueOf(random.nextInt()));
            process = JavaProcess.withCredentials(builder).start();
            Thread reader = new Thread(this::read, "output of a worker");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    working |= line.startsWith("working");
                    if (line.startsWith("died at ")) {
                        diedAt.add(line.substring("died at ".length()));
                    }
                }
            } catch (IOException e) {
                // the process was killed
            }
        }

        boolean isDead() {
            return !process.isAlive();
        }

        void kill() {
            process.destroyForcibly();
        }

        void stop() throws IOException, InterruptedException {
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it stops").isTrue();
        }
    }

    /** The simulated provider, in a process of its own. */
    private static final class Simulator implements AutoCloseable {

        private final Process process;
        private final String url;

        Simulator() throws IOException {
            List<String> arguments = new ArrayList<>(List.of("--seed", "7", "--until-stdin-closes"));
            SETTINGS.forEach((key, value) -> arguments.addAll(List.of("--config", key + "=" + value)));
            process = JavaProcess.of(SimulatorMain.class, arguments.toArray(String[]::new))
                    .start();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            url = new JsonText(String.valueOf(lines.readLine()))
                    .members()
                    .getOrDefault("url", NOTHING)
                    .string()
                    .orElseThrow();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** The account can be asked again: the provider closes some connections when it accepts them. */
    private JsonText get(String url) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                return new JsonText(answer.body());
            } catch (IOException e) {
                assertThat(attempt).as("attempts to read the account: " + e).isLessThan(10);
            }
        }
    }

    private void judge(Reelstore store, String provider, int count) throws InterruptedException {
        assertThat(get(provider + "/account/duplicates")
                        .members()
                        .getOrDefault("duplicates", NOTHING)
                        .elements())
                .as("billed twice")
                .isEmpty();

        Map<JobId, ProviderJob> jobs = new HashMap<>();
        for (ProviderJob job : all(store, JobFilter.ALL)) {
            jobs.put(job.id(), job);
        }
        assertThat(jobs).hasSize(count);
        Map<JobId, Money> billed = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Map<String, JsonText> entry : entries(provider)) {
            String token = text(entry, "client_token");
            JobId id = new JobId(token.substring(0, token.lastIndexOf('-')));
            billed.merge(id, billed(entry), Money::plus);
            String outcome = text(entry, "outcome");
            ProviderJob job = requireNonNull(jobs.get(id));
            JobState expected = switch (outcome) {
                case "succeeded" -> JobState.SUCCEEDED;
                case "filtered" -> JobState.FILTERED;
                default -> JobState.FAILED;
            };
            if (job.state() != expected || (expected == JobState.SUCCEEDED && !isStored(store, job))) {
                wrong.add(outcome + " at the provider, here " + job);
            }
        }
        assertThat(wrong).as("results lost or not noticed").isEmpty();
        assertThat(jobs.values())
                .filteredOn(job -> billed.containsKey(job.id()))
                .as("charged as billed")
                .allMatch(job -> job.charged().equals(Optional.ofNullable(billed.get(job.id()))));
        assertThat(jobs.values())
                .filteredOn(job -> !billed.containsKey(job.id()))
                .as("what the provider never accepted is unknown, and listed as such")
                .allMatch(job -> job.state() == JobState.OUTCOME_UNKNOWN);
        BudgetStatus budget = store.jobs().budgets().get(0);
        assertThat(budget.left().nanos()).as("left of the budget").isNotNegative();
        long spent = jobs.keySet().stream()
                .mapToLong(id -> billed.getOrDefault(id, PRICE).nanos())
                .sum();
        assertThat(budget.spentNanos())
                .as("what was billed, and the prices of what was never accepted")
                .isEqualTo(spent);
        List<Problem> problems = new ArrayList<>();
        Verification unused = store.maintenance()
                .verify(VerificationRequest.ALL.with(VerificationRequest.Depth.CONTENT), problems::add);
        assertThat(problems)
                .as("a kill leaves at worst files without rows")
                .allMatch(problem -> problem.kind() == Verification.Kind.ORPHAN);
    }

    private static boolean isStored(Reelstore store, ProviderJob job) {
        List<JobResult> results = store.jobs().details(job.id()).results();
        return !results.isEmpty() && results.stream().allMatch(result -> result.state() == ResultState.STORED);
    }

    private List<Map<String, JsonText>> entries(String provider) throws InterruptedException {
        List<Map<String, JsonText>> entries = new ArrayList<>();
        Optional<String> next = Optional.of("0");
        while (next.isPresent()) {
            Map<String, JsonText> page =
                    get(provider + "/account/entries?after=" + next.get()).members();
            page.getOrDefault("entries", NOTHING).elements().forEach(entry -> entries.add(entry.members()));
            next = Optional.ofNullable(page.get("next")).map(JsonText::value).filter(value -> !value.equals("null"));
        }
        return entries;
    }

    private static Money billed(Map<String, JsonText> entry) {
        Map<String, JsonText> money = entry.getOrDefault("billed", NOTHING).members();
        return Money.parse(text(money, "amount") + " " + text(money, "currency"));
    }

    private static String text(Map<String, JsonText> members, String name) {
        return members.getOrDefault(name, NOTHING).string().orElseThrow();
    }

    private static List<ProviderJob> all(Reelstore store, JobFilter filter) {
        List<ProviderJob> jobs = new ArrayList<>();
        PageRequest request = PageRequest.first(1_000);
        while (true) {
            Page<ProviderJob> page = store.jobs().list(filter, request);
            jobs.addAll(page.items());
            if (page.next().isEmpty()) {
                return jobs;
            }
            request = request.after(page.next().get());
        }
    }

    private static Map<JobState, Long> states(Reelstore store) {
        return all(store, JobFilter.ALL).stream()
                .collect(Collectors.groupingBy(ProviderJob::state, TreeMap::new, Collectors.counting()));
    }
}
