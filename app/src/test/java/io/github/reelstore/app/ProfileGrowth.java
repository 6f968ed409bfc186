package io.github.reelstore.app;

import io.github.reelstore.app.config.ConfigOption;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testservers.PostgresServer;
import io.github.reelstore.testtools.ProfileFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Measures how long operations on a small project take while the rest of the profile grows: the median in milliseconds,
 * with 0, 20,000 and 200,000 other rows per table. This is not a test, because times depend on the machine; tests
 * compare work.
 *
 * <p>Arguments: {@code sqlite} or {@code postgres}, then when statistics are gathered ({@code never}, {@code early} for
 * before the rows are inserted, {@code late} for after), then optionally the numbers of rows. {@code
 * -Dreelstore.test.postgres.binaries} selects another Postgres than the newest; {@code -Dgrowth.generic=true} forces
 * generic plans.
 */
final class ProfileGrowth {

    private static final int ROUNDS = 60;
    private static final int SCENES = 80;
    private static int files;
    private static final String PROFILE = "studio";
    private static final String CHANNEL = "small-channel";

    private final boolean postgres;
    private final String statistics;

    private ProfileGrowth(boolean postgres, String statistics) {
        this.postgres = postgres;
        this.statistics = statistics;
    }

    @SuppressWarnings("SystemOut") // the result
    public static void main(String[] arguments) throws IOException, SQLException {
        ProfileGrowth growth = new ProfileGrowth(arguments[0].equals("postgres"), arguments[1]);
        List<Integer> sizes = arguments.length > 2
                ? Stream.of(arguments).skip(2).map(Integer::valueOf).toList()
                : List.of(0, 20_000, 200_000);
        Map<String, List<Double>> table = new LinkedHashMap<>();
        // the first run warms up
        growth.measure(0);
        for (int rows : sizes) {
            growth.measure(rows)
                    .forEach((name, time) ->
                            table.computeIfAbsent(name, n -> new ArrayList<>()).add(time));
        }
        System.out.println("| " + String.join(" ", arguments) + " | ms | last / first |");
        table.forEach((name, times) -> System.out.println("| " + name + " | "
                + String.join(
                        ", ",
                        times.stream()
                                .map(time -> String.format(Locale.ROOT, "%.2f", time))
                                .toList())
                + " | " + String.format(Locale.ROOT, "%.2f", times.get(times.size() - 1) / times.get(0)) + " |"));
    }

    private Map<String, Double> measure(int rows) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("growth");
        try (TestDatabase database =
                postgres ? TestDatabase.postgres() : TestDatabase.sqlite(folder.resolve("reelstore.db"))) {
            ReelstoreConfig.Builder config = ReelstoreConfig.builder()
                    .databaseUrl(database.storeUrl())
                    .storageUrl("file:" + folder.resolve("media"))
                    .profile(new ProfileId(PROFILE))
                    .set(ConfigOption.MEDIA_THUMBNAILS, "false");
            if (postgres) {
                config.databaseCredentials(database.user(), database.password());
            }
            try (Reelstore store = Reelstore.open(config.build())) {
                // statistics that are gathered early must see a project
                store.projects().create(VideoProject.builder().title("First"));
                if (statistics.equals("early")) {
                    database.run("ANALYZE");
                }
                database.fill(rows);
                if (statistics.equals("late")) {
                    database.run("ANALYZE");
                }
            }
            // reopened, like by the next command
            try (Reelstore store = Reelstore.open(config.build())) {
                return new Small(store, folder).operations();
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** The small project and the measured operations. */
    private static final class Small {

        private final Reelstore store;
        private final Path folder;
        private final ProjectId project;
        private final Map<String, Double> times = new LinkedHashMap<>();

        Small(Reelstore store, Path folder) throws IOException {
            this.store = store;
            this.folder = folder;
            this.project = store.projects()
                    .create(VideoProject.builder().title("Small").channelId(new ChannelId(CHANNEL)))
                    .id();
            for (int scene = 0; scene < SCENES; scene++) {
                image();
                audio();
                video();
            }
        }

        Map<String, Double> operations() throws IOException {
            time("video add", this::video);
            time("image add", this::image);
            time("audio add", this::audio);
            Deque<ImageId> images = new ArrayDeque<>();
            for (int i = 0; i < 2 * ROUNDS; i++) {
                images.add(image().id());
            }
            time("image delete", () -> store.generations().deleteImage(images.remove()));
            time(
                    "load of a project with " + SCENES + " videos",
                    () -> store.projects().getProjectWithGenerations(project));
            Deque<ProjectId> empty = new ArrayDeque<>();
            for (int i = 0; i < 2 * ROUNDS; i++) {
                empty.add(store.projects()
                        .create(VideoProject.builder().title("Empty"))
                        .id());
            }
            time("delete of an empty project", () -> store.projects().delete(empty.remove()));
            ImageGeneration image = image();
            time(
                    "open a file by key",
                    () -> store.media().open(image.filePath(), ByteRange.ALL).close());
            PageRequest page = PageRequest.first(50);
            GenerationFilter ofProject = GenerationFilter.of(project);
            time(
                    "page of a project's videos",
                    () -> store.readOnly(tx -> tx.generations().list(ofProject, page)));
            time("page of its images", () -> store.readOnly(tx -> tx.images().list(ofProject, page)));
            time("page of its audio", () -> store.readOnly(tx -> tx.audio().list(ofProject, page)));
            time(
                    "page of all videos",
                    () -> store.readOnly(tx -> tx.generations().list(GenerationFilter.ALL, page)));
            GenerationFilter ofChannel = new GenerationFilter(
                    Optional.empty(), Optional.of(new ChannelId(CHANNEL)), Optional.empty(), TimeRange.ALWAYS);
            time(
                    "page of a channel's videos",
                    () -> store.readOnly(tx -> tx.generations().list(ofChannel, page)));
            GenerationFilter failed = new GenerationFilter(
                    Optional.empty(), Optional.empty(), Optional.of(GenerationStatus.FAILED), TimeRange.ALWAYS);
            time(
                    "page of the failed videos",
                    () -> store.readOnly(tx -> tx.generations().list(failed, page)));
            time(
                    "page of tombstones",
                    () -> store.readOnly(tx -> tx.references().tombstones(page)));
            Path same = Files.write(folder.resolve("same.png"), SampleMedia.png(-1));
            store.generations()
                    .addImage(new NewImage(
                            project,
                            BlobSource.of(same),
                            ImageGeneration.builder().provider("x")));
            time(
                    "image add, reused by its hash",
                    () -> store.generations()
                            .addImage(new NewImage(
                                    project,
                                    BlobSource.of(same),
                                    ImageGeneration.builder().provider("x"))));
            return times;
        }

        private interface Operation {
            void run() throws IOException;
        }

        private void time(String name, Operation operation) throws IOException {
            for (int i = 0; i < ROUNDS / 3; i++) {
                operation.run();
            }
            double[] durations = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                operation.run();
                durations[i] = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
            }
            Arrays.sort(durations);
            times.put(name, durations[ROUNDS / 2]);
        }

        private ImageGeneration image() throws IOException {
            return store.generations()
                    .addImage(new NewImage(
                            project,
                            newFile("png", SampleMedia::png),
                            ImageGeneration.builder().provider("x")));
        }

        private AudioGeneration audio() throws IOException {
            return store.generations()
                    .addAudio(new NewAudio(
                            project,
                            newFile("mp3", SampleMedia::mp3),
                            AudioGeneration.builder().provider("x")));
        }

        private VideoGeneration video() throws IOException {
            return store.generations()
                    .addVideo(new NewGeneration(project, newFile("mp4", SampleMedia::mp4), VideoGeneration.builder()));
        }

        private BlobSource newFile(String suffix, IntFunction<byte[]> bytes) throws IOException {
            return BlobSource.of(Files.write(folder.resolve("new." + suffix), bytes.apply(++files)));
        }
    }

    /** The database of the store, accessed directly. */
    private record TestDatabase(String storeUrl, String url, String user, String password, List<String> settings)
            implements AutoCloseable {

        static TestDatabase sqlite(Path file) {
            String url = "jdbc:sqlite:" + file;
            return new TestDatabase(url, url, "", "", List.of("PRAGMA synchronous = OFF"));
        }

        static TestDatabase postgres() {
            PostgresServer server = PostgresServer.shared();
            String url = server.newDatabase();
            TestDatabase database = new TestDatabase(
                    url,
                    url,
                    server.user(),
                    server.password(),
                    List.of("SET search_path = reelstore", "SET session_replication_role = replica"));
            String name = url.substring(url.lastIndexOf('/') + 1);
            if (Boolean.getBoolean("growth.generic")) {
                server.execute("ALTER DATABASE " + name + " SET plan_cache_mode = force_generic_plan");
            }
            server.execute("ALTER SYSTEM SET autovacuum = off");
            server.query("SELECT pg_reload_conf()");
            return database;
        }

        void run(String... statements) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                for (String setting : settings) {
                    statement.execute(setting);
                }
                connection.setAutoCommit(false);
                for (String sql : statements) {
                    statement.execute(sql);
                }
                connection.commit();
            }
        }

        void fill(int rows) throws SQLException {
            if (rows > 0) {
                List<String> statements = url.startsWith("jdbc:sqlite")
                        ? ProfileFill.forSqlite(rows, PROFILE)
                        : ProfileFill.forPostgres(rows, PROFILE);
                run(statements.toArray(String[]::new));
            }
        }

        @Override
        public void close() throws SQLException {
            if (!url.startsWith("jdbc:sqlite")) {
                PostgresServer.shared().execute("DROP DATABASE " + url.substring(url.lastIndexOf('/') + 1));
            }
        }
    }
}
