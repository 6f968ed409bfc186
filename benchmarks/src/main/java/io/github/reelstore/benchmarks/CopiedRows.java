package io.github.reelstore.benchmarks;

import io.github.reelstore.app.OpenCopy;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyListener.Phase;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyOptions.OddValues;
import io.github.reelstore.domain.copy.CopyPart;
import io.github.reelstore.domain.copy.CopyResult;
import io.github.reelstore.domain.port.copy.CopiedProfiles;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/** The rows of a store, copied between two Postgres databases, compared with COPY TO piped to COPY FROM. */
final class CopiedRows {

    private static final int ROWS = 200_000;
    private static final int WARM_UP = 1;
    private static final int ROUNDS = 5;
    private static final int PIPE = 1 << 20;
    private static final String TABLE = "provider_jobs";

    private static final String FILL =
            "INSERT INTO provider_jobs (id, profile_id, project_id, kind, provider, request, fingerprint, take,"
                    + " state, fence, worker, attempts, due_at, failures, reserved_nanos, reuses, created_at, updated_at) SELECT"
                    + " gen_random_uuid()::text, 'default', 'project-' || i % 100, 'video', 'veo', '{\"prompt\": \"' || repeat('dusk ', 40) ||"
                    + " '\"}', '1:' || i, 0, 'succeeded', 1, 'w', 1, now(), 0, 1000000, 0, now(), now() FROM generate_series(1, "
                    + ROWS
                    + ") i";

    private final Databases.Postgres postgres;
    private int targets;

    private CopiedRows(Databases.Postgres postgres) {
        this.postgres = postgres;
    }

    static Table measure(Path work) throws Exception {
        Table table = new Table("Copying a store", "by hand");
        CopiedRows rows = new CopiedRows(Databases.Postgres.start(work));
        rows.fill();
        table.add(
                "200,000 rows between two Postgres databases, compared with COPY TO piped to COPY FROM",
                ROWS,
                Comparison.ofMeasured(WARM_UP, ROUNDS, rows::ours, rows::byHand),
                "did not exist",
                Goal.rate(0.85));
        CopiedFiles.measure(work, table);
        return table;
    }

    private void fill() throws Exception {
        postgres.open("source").close();
        try (Connection source = postgres.connect("source");
                Statement statement = source.createStatement()) {
            statement.execute(FILL);
            statement.execute("VACUUM ANALYZE");
        }
    }

    private String newTarget() throws Exception {
        String target = "target" + ++targets;
        postgres.open(target).close();
        try (Connection connection = postgres.connect(target);
                Statement statement = connection.createStatement()) {
            // what earlier rounds wrote burdens neither side
            statement.execute("CHECKPOINT");
        }
        return target;
    }

    /** Until both sides are compared; the first 10,000 rows of that are included. */
    private double ours() throws Exception {
        String target = newTarget();
        CopyOptions rows =
                new CopyOptions(CopyPart.DATABASE, CopiedProfiles.ALL, OddValues.REFUSE, CopyOptions.DEFAULT_THREADS);
        AtomicLong end = new AtomicLong();
        try (OpenCopy copy = OpenCopy.of(config("source"), config(target), rows, (phase, done) -> {
            if (phase == Phase.COMPARING && end.get() == 0) {
                end.set(System.nanoTime());
            } else if (phase == Phase.ROWS) {
                end.set(0);
            }
        })) {
            long start = System.nanoTime();
            CopyResult result = copy.copy().run();
            if (!result.isEqual() || result.rows().inserted() != ROWS) {
                throw new IllegalStateException(result.toString());
            }
            System.err.println("ours, with the comparison: " + (System.nanoTime() - start) / 1e9 + " s");
            return (end.get() - start) / 1e9;
        }
    }

    private ReelstoreConfig config(String store) {
        return postgres.config(store)
                .storageUrl("file:" + postgres.work().resolve("files"))
                .build();
    }

    private double byHand() throws Exception {
        String target = newTarget();
        try (Connection from = postgres.connect("source");
                Connection to = postgres.connect(target);
                PipedInputStream in = new PipedInputStream(PIPE)) {
            PipedOutputStream out = new PipedOutputStream(in);
            long start = System.nanoTime();
            Thread reader = new Thread(() -> copyOut(from, out));
            reader.start();
            long copied =
                    to.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + TABLE + " FROM STDIN", in, 1 << 16);
            if (copied != ROWS) {
                throw new IllegalStateException("copied " + copied);
            }
            reader.join();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static void copyOut(Connection from, PipedOutputStream out) {
        try (out) {
            from.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + TABLE + " TO STDOUT", out);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
