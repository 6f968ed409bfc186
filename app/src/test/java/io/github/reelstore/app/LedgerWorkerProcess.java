package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.ledger.worker.WorkerListener;
import io.github.reelstore.domain.ledger.worker.WorkerOptions;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.postgres.PostgresConfig;
import io.github.reelstore.postgres.PostgresTransactions;
import io.github.reelstore.simulator.SimulatedProvider;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A worker in a process of its own, which is killed from outside, or dies by itself at a step of the ledger: then it prints {@code
 * died at STEP} and halts, as a power failure would. Its clock jumps. It ends when its standard input is closed.
 */
final class LedgerWorkerProcess {

    static final String PROVIDER = "simulated";
    static final String KEY = "simulator-key";

    private static final String SQLITE = "jdbc:sqlite:";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** The steps at which a process dies: before and after each call of the provider, and after each commit. */
    static final List<String> STEPS = List.of(
            "before submit",
            "after submit",
            "before poll",
            "after poll",
            "before open",
            "after open",
            "before find",
            "after find",
            "committed submitting",
            "committed submitted",
            "committed downloading",
            "committed succeeded",
            "committed filtered",
            "committed failed",
            "committed planned",
            "committed outcome_unknown");

    private LedgerWorkerProcess() {}

    /**
     * Arguments: the file with the options of the store, the URL of the provider, the step, how often it passes it first, and the seed of
     * its clock.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Death death = new Death(arguments[2], Integer.parseInt(arguments[3]));
        ProviderClient client = new Dying(new SimulatedProvider(URI.create(arguments[1]), KEY, TIMEOUT), death);
        WorkerOptions options = new WorkerOptions(
                16,
                8,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
        List<ProviderSetup> providers = new ArrayList<>();
        providers.add(new ProviderSetup(PROVIDER, client, "key", 64, 1_000_000));
        Path file = Path.of(arguments[0]);
        Clock clock = new JumpingClock(Long.parseLong(arguments[4]));
        ReelstoreConfig config = KilledProcess.config(file);
        try (Resources right = Resources.open(config);
                Transactions jumping = database(file, clock);
                Reelstore store = Reelstore.of(
                        new Resources(jumping, right.ids(), right.blobs(), right.probe(), right.thumbnailer()),
                        config.profile());
                JobWorker worker = store.startWorker(providers, options, death)) {
            System.out.println("working, idle: " + worker.awaitIdle(Duration.ZERO));
            while (System.in.read() >= 0) {
                // only the end matters
            }
        }
        System.out.println("stopped");
    }

    /** Opens the database of a file of options with another clock than that of the machine. */
    private static Transactions database(Path options, Clock clock) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(options)) {
            properties.load(reader);
        }
        Function<ConfigOption, String> option = key -> properties.getProperty(key.key());
        String url = option.apply(ConfigOption.DATABASE_URL);
        if (url.startsWith(SQLITE)) {
            return SqliteTransactions.open(SqliteConfig.of(Path.of(url.substring(SQLITE.length()))), clock);
        }
        PostgresConfig config = PostgresConfig.of(url)
                .withCredentials(option.apply(ConfigOption.DATABASE_USER), option.apply(ConfigOption.DATABASE_PASSWORD))
                .withSchema(option.apply(ConfigOption.DATABASE_SCHEMA));
        return PostgresTransactions.open(config, clock);
    }

    /** Dies at the n-th time that a step is passed. */
    private static final class Death implements WorkerListener {

        private final String step;
        private final AtomicInteger left;

        Death(String step, int passes) {
            this.step = step;
            this.left = new AtomicInteger(passes);
        }

        void at(String passed) {
            if (passed.equals(step) && left.getAndDecrement() == 0) {
                System.out.println("died at " + step);
                System.out.flush();
                Runtime.getRuntime().halt(137);
            }
        }

        @Override
        public void changed(ProviderJob job) {
            at("committed " + job.state());
        }
    }

    /** A client that passes the steps around each call. */
    private record Dying(ProviderClient client, Death death) implements ProviderClient {

        @Override
        public Submission submit(SubmitRequest request) throws ProviderException {
            death.at("before submit");
            Submission submission = client.submit(request);
            death.at("after submit");
            return submission;
        }

        @Override
        public Progress poll(Operation operation) throws ProviderException {
            death.at("before poll");
            Progress progress = client.poll(operation);
            death.at("after poll");
            return progress;
        }

        @Override
        public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
            death.at("before open");
            RemoteContent content = client.open(file, offset);
            death.at("after open");
            return content;
        }

        @Override
        public boolean canFind() {
            return client.canFind();
        }

        @Override
        public Lookup find(SubmitRequest request) throws ProviderException {
            death.at("before find");
            Lookup lookup = client.find(request);
            death.at("after find");
            return lookup;
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
