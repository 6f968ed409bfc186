package io.github.reelstore.sqlite.adoption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Creates test databases as the desktop app leaves them, without using the code under test.
 *
 * <pre>{@code
 * LegacyDatabase.create(folder.resolve("app.db"), Shape.STRICT).odd(Odd.NULL_IDS).rows(10_000);
 * }</pre>
 */
public final class LegacyDatabase {

    /** The number of videos in a new database, if its shape has videos. */
    public static final int VIDEOS = 60;

    /** The tables as the versions of the app create them. */
    public enum Shape {
        /** Version 9: no table of videos. */
        ABSENT(9),
        /** Installed at 10 or 11, and at 11 now. */
        STRICT(11),
        /** Installed at 10, and not upgraded. */
        STRICT_WITHOUT_LATER(10),
        /** Installed at 10 or 11, and at 35 now. */
        STRICT_35(35),
        /** A table that some builds created, into which not even the app can insert. */
        VIDEO_ID(29),
        /** The same, with columns that were added later. */
        VIDEO_ID_WITH_LATER(29),
        /** Installed at 32. */
        LOOSE(32),
        /** Installed at 32, and at 35 now. */
        LOOSE_35(35);

        private final int version;

        Shape(int version) {
            this.version = version;
        }

        /** The version that the app has recorded. */
        public int version() {
            return version;
        }

        /** Whether there is a table of videos. */
        public boolean hasVideos() {
            return this != ABSENT;
        }

        /** Whether the table of videos requires a video_id, for which no program has a value. */
        public boolean isVideoId() {
            return this == VIDEO_ID || this == VIDEO_ID_WITH_LATER;
        }

        /** Whether nearly everything may be NULL. */
        public boolean isLoose() {
            return this == LOOSE || this == LOOSE_35;
        }

        /** Whether the app can insert videos. */
        public boolean acceptsVideos() {
            return hasVideos() && !isVideoId();
        }
    }

    /** Unusual but legal content. All except FK_VIOLATIONS need a table of videos. */
    public enum Odd {
        /** Three videos whose id is NULL. */
        NULL_IDS,
        /** Three videos of one scene; only in loose shapes. */
        DUPLICATE_SCENES,
        /** Two videos of a deleted profile, one of them the only video of its project. */
        ORPHAN_PROFILES,
        /** Text that is not UTF-8; never in an id. */
        INVALID_UTF8,
        /** Blobs in text columns. */
        BLOBS_IN_TEXT,
        /** Rows of other tables with a deleted profile. */
        FK_VIOLATIONS,
        /** A project with times in every format, and without times. */
        ODD_TIMESTAMPS,
        /** Text that contains NUL; never in an id. */
        NUL_CHARACTERS,
        /** Ids of videos and projects that are not valid file names. */
        ODD_IDS,
        /** Ids, projects and prompts that mean something in SQL. */
        SQL_METACHARACTERS;

        /** All oddities that a shape can have. */
        public static Odd[] fitting(Shape shape) {
            return Arrays.stream(values())
                    .filter(odd -> odd == FK_VIOLATIONS || shape.hasVideos())
                    .filter(odd -> odd != DUPLICATE_SCENES || shape.isLoose())
                    .toArray(Odd[]::new);
        }
    }

    /** Whether there is a {@code -shm} next to a hot {@code -wal}. */
    public enum SharedMemory {
        /** As after a crash of the app. */
        KEPT,
        /** As after copying only two of the three files. */
        LEFT_OUT
    }

    private final Path file;
    private final Shape shape;
    private int next;

    private LegacyDatabase(Path file, Shape shape) {
        this.file = file;
        this.shape = shape;
    }

    /**
     * Creates a file with 3 profiles, 5 of the app's projects and, except in ABSENT and the video_id shapes, {@link
     * #VIDEOS} videos in 5 of the provider's projects, two of which the app knows.
     */
    public static LegacyDatabase create(Path file, Shape shape) {
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " already exists");
        }
        LegacyDatabase database = new LegacyDatabase(file, shape);
        database.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                for (String sql : LegacySchema.of(shape)) {
                    statement.executeUpdate(sql);
                }
            }
            connection.setAutoCommit(false);
            LegacyForeignTables.insert(connection, shape);
            connection.commit();
            connection.setAutoCommit(true);
        });
        return shape.acceptsVideos() ? database.rows(VIDEOS) : database;
    }

    /**
     * Creates a file whose last 30 videos are only in its {@code -wal}, as after a crash of the app.
     *
     * @param shape one that accepts videos
     */
    public static LegacyDatabase hotWal(Path file, Shape shape, SharedMemory sharedMemory) {
        Path original = file.resolveSibling(file.getFileName() + ".original");
        LegacyDatabase source = create(original, shape);
        source.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = 0");
            }
            LegacyVideos.insert(connection, shape, source.next, source.next + 30, 0);
            try {
                // while the connection is open, because closing the last connection empties the -wal
                Files.copy(original, file);
                Files.copy(sibling(original, "-wal"), sibling(file, "-wal"));
                if (sharedMemory == SharedMemory.KEPT) {
                    Files.copy(sibling(original, "-shm"), sibling(file, "-shm"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            Files.delete(original);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LegacyDatabase hot = new LegacyDatabase(file, shape);
        hot.next = source.next + 30;
        return hot;
    }

    public static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Adds ordinary videos. In the video_id shapes, their project_id is the id of a row in veo3_projects. */
    public LegacyDatabase rows(int count) {
        return rows(count, 0);
    }

    /** Adds ordinary videos with raw responses of that many characters. */
    public LegacyDatabase rows(int count, int responseLength) {
        write(connection -> LegacyVideos.insert(connection, shape, next, next + count, responseLength));
        next += count;
        return this;
    }

    /** Adds oddities. */
    public LegacyDatabase odd(Odd... kinds) {
        for (Odd odd : kinds) {
            write(connection -> {
                connection.setAutoCommit(false);
                new LegacyOddities(connection, shape, next).insert(odd);
                connection.commit();
            });
            // more rows than any of them inserts
            next += 100;
        }
        return this;
    }

    public Path file() {
        return file;
    }

    public Shape shape() {
        return shape;
    }

    /** The ids of the app's profiles. */
    public List<String> profiles() {
        return LegacyVideos.PROFILES;
    }

    /** The provider's projects of ordinary videos; the last one has only videos of the first profile. */
    public List<String> projects() {
        return LegacyVideos.PROJECTS;
    }

    /** The id of the nth ordinary video. */
    public static String videoId(int n) {
        return LegacyVideos.id(n);
    }

    /** The name of the app's project with the provider's id {@code projects().get(n)}, for n = 0 or 1. */
    public String titleOf(int n) {
        return Objects.requireNonNull(LegacyForeignTables.PROJECT_NAMES.get(n));
    }

    /** The current number of videos with an id, by project. */
    public Map<String, Integer> videosByProject() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (shape.hasVideos()) {
            write(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT project_id, count(id) FROM "
                                + LegacySchema.VIDEOS + " GROUP BY 1 ORDER BY min(rowid)")) {
                    while (rows.next()) {
                        counts.put(rows.getString(1), rows.getInt(2));
                    }
                }
            });
        }
        return counts;
    }

    /** Opens a connection like the app's: foreign keys are enforced, and the busy timeout is one second. */
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("PRAGMA busy_timeout = 1000");
        }
        return connection;
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void write(Work work) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the fixture cannot write " + file, e);
        }
    }
}
