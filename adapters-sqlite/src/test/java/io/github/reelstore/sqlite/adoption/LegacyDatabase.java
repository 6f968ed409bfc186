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
 * A database as the desktop app leaves it, made for a test. It knows nothing of the code that it tests.
 *
 * <pre>{@code
 * LegacyDatabase.create(folder.resolve("app.db"), Shape.STRICT).odd(Odd.NULL_IDS).rows(10_000);
 * }</pre>
 */
public final class LegacyDatabase {

    /** How many clips a new one has, where its shape has any. */
    public static final int CLIPS = 60;

    /** The tables as the app's versions made them. */
    public enum Shape {
        /** Version 9: no table of clips. */
        ABSENT(9),
        /** Installed at 10 or 11, and at 11 now. */
        STRICT(11),
        /** Installed at 10, and there still. */
        STRICT_WITHOUT_LATER(10),
        /** Installed at 10 or 11, and at 35 now. */
        STRICT_35(35),
        /** What some builds made: nobody can insert into it, the app neither. */
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

        /** Whether there is a table of clips. */
        public boolean hasClips() {
            return this != ABSENT;
        }

        /** Whether the table of clips demands a video_id, which nobody has. */
        public boolean isVideoId() {
            return this == VIDEO_ID || this == VIDEO_ID_WITH_LATER;
        }

        /** Whether nearly everything may be NULL. */
        public boolean isLoose() {
            return this == LOOSE || this == LOOSE_35;
        }

        /** Whether the app can insert clips. */
        public boolean takesClips() {
            return hasClips() && !isVideoId();
        }
    }

    /** What is unusual and legal. Each needs a table of clips, but for FK_VIOLATIONS. */
    public enum Odd {
        /** Three clips whose id is NULL. */
        NULL_IDS,
        /** Three clips of one scene; loose shapes alone. */
        DUPLICATE_SCENES,
        /** Two clips of a profile that is gone, one of them alone in its project. */
        ORPHAN_PROFILES,
        /** Text that is no UTF-8, never in an id. */
        INVALID_UTF8,
        /** Blobs in columns of text. */
        BLOBS_IN_TEXT,
        /** Rows of other tables whose profile is gone. */
        FK_VIOLATIONS,
        /** One project with times of every form, and of none. */
        ODD_TIMESTAMPS,
        /** Text with a NUL inside, never in an id. */
        NUL_CHARACTERS,
        /** Ids of clips and projects that are no names of files. */
        ODD_IDS,
        /** Ids, projects and prompts that mean something in SQL. */
        SQL_METACHARACTERS;

        /** All that a shape can have. */
        public static Odd[] fitting(Shape shape) {
            return Arrays.stream(values())
                    .filter(odd -> odd == FK_VIOLATIONS || shape.hasClips())
                    .filter(odd -> odd != DUPLICATE_SCENES || shape.isLoose())
                    .toArray(Odd[]::new);
        }
    }

    /** Whether the {@code -shm} lies beside a hot {@code -wal}. */
    public enum SharedMemory {
        /** As after a crash of the app. */
        KEPT,
        /** As when somebody copied two files of three. */
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
     * Makes a file: 3 profiles, 5 projects of the app's and, except in ABSENT and the video_id shapes, {@link #CLIPS} clips in
     * 5 projects of the provider's, two of which the app knows.
     */
    public static LegacyDatabase create(Path file, Shape shape) {
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " is there already");
        }
        LegacyDatabase made = new LegacyDatabase(file, shape);
        made.write(connection -> {
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
        return shape.takesClips() ? made.rows(CLIPS) : made;
    }

    /**
     * Makes a file whose last 30 clips are in its {@code -wal} alone, as a crash of the app leaves it.
     *
     * @param shape one that takes clips
     */
    public static LegacyDatabase hotWal(Path file, Shape shape, SharedMemory sharedMemory) {
        Path original = file.resolveSibling(file.getFileName() + ".original");
        LegacyDatabase made = create(original, shape);
        made.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = 0");
            }
            LegacyVideos.insert(connection, shape, made.next, made.next + 30, 0);
            try {
                // while the connection is open, since the last one to close empties the -wal
                Files.copy(original, file);
                Files.copy(beside(original, "-wal"), beside(file, "-wal"));
                if (sharedMemory == SharedMemory.KEPT) {
                    Files.copy(beside(original, "-shm"), beside(file, "-shm"));
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
        hot.next = made.next + 30;
        return hot;
    }

    public static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Adds ordinary clips. In the video_id shapes, their project is the id of a row of veo3_projects. */
    public LegacyDatabase rows(int count) {
        return rows(count, 0);
    }

    /** The same, with raw responses of that many characters. */
    public LegacyDatabase rows(int count, int responseLength) {
        write(connection -> LegacyVideos.insert(connection, shape, next, next + count, responseLength));
        next += count;
        return this;
    }

    /** Adds what is odd. */
    public LegacyDatabase odd(Odd... kinds) {
        for (Odd odd : kinds) {
            write(connection -> {
                connection.setAutoCommit(false);
                new LegacyOddities(connection, shape, next).insert(odd);
                connection.commit();
            });
            // more than any of them makes
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

    /** The provider's projects that ordinary clips are in; the last one has clips of the first profile alone. */
    public List<String> projects() {
        return LegacyVideos.PROJECTS;
    }

    /** The id of the nth ordinary clip. */
    public static String clip(int n) {
        return LegacyVideos.id(n);
    }

    /** The name of the app's project with the provider's id {@code projects().get(n)}, n being 0 or 1. */
    public String titleOf(int n) {
        return Objects.requireNonNull(LegacyForeignTables.PROJECT_NAMES.get(n));
    }

    /** How many clips with an id each project has, as the file says now. */
    public Map<String, Integer> clipsByProject() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (shape.hasClips()) {
            write(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT project_id, count(id) FROM "
                                + LegacySchema.CLIPS + " GROUP BY 1 ORDER BY min(rowid)")) {
                    while (rows.next()) {
                        counts.put(rows.getString(1), rows.getInt(2));
                    }
                }
            });
        }
        return counts;
    }

    /** A connection as the app has it: foreign keys are enforced, and it waits for a second. */
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
