package io.github.reelstore.testtools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a workload, each with the work that the database did for it. For tests that compare a profile with
 * few rows to one with many. If a statement ran several times, its last entry counts.
 */
public final class StatementWork {

    private static final String MAPPERS = "io/github/reelstore/mybatis/internal/";
    private static final List<String> FILES = List.of(
            "ProjectMapper",
            "VideoGenerationMapper",
            "ImageMapper",
            "AudioMapper",
            "ReferenceMapper",
            "MaintenanceMapper",
            "IdempotencyMapper",
            "JobMapper",
            "JobQueueMapper",
            "BudgetMapper",
            "SceneMapper",
            "TakeMapper",
            "ArchiveMapper");
    private static final Pattern STATEMENT = Pattern.compile("<(?:select|insert|update|delete) id=\"(\\w+)\"");
    private static final Pattern INVOLVED =
            Pattern.compile("may involve io\\.github\\.reelstore\\.mybatis\\.internal\\.(\\w+\\.\\w+)");

    private final List<Entry> entries = new ArrayList<>();

    /**
     * A statement that was run.
     *
     * @param id the names of the mapper and the statement, such as {@code ImageMapper.find}
     * @param sql the prepared SQL
     * @param work the work, in the unit that the database counts
     * @param indexes how many times an index was used, if the database reports it; else 0
     */
    public record Entry(String id, String sql, long work, long indexes) {}

    /** Starts the entry of a statement. */
    void begin(String errorContext, String sql) {
        Matcher involved = INVOLVED.matcher(errorContext);
        if (!involved.find()) {
            throw new IllegalStateException("statement without a mapper: " + sql + "\n" + errorContext);
        }
        entries.add(new Entry(involved.group(1), sql.strip().replaceAll("\\s+", " "), 0, 0));
    }

    /** Adds work to the entry that was started last. */
    void add(long work, long indexes) {
        if (!entries.isEmpty()) {
            Entry last = entries.remove(entries.size() - 1);
            entries.add(new Entry(last.id(), last.sql(), last.work() + work, last.indexes() + indexes));
        }
    }

    /** Returns all entries, in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns the names of the statements that were run. */
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        entries.forEach(entry -> ids.add(entry.id()));
        return ids;
    }

    /** Returns the names of all statements of all mappers. */
    public static Set<String> allIds() {
        Set<String> ids = new TreeSet<>();
        for (String file : FILES) {
            Matcher statement = STATEMENT.matcher(read(MAPPERS + file + ".xml"));
            while (statement.find()) {
                ids.add(file + "." + statement.group(1));
            }
        }
        return ids;
    }

    private static String read(String resource) {
        try (InputStream stream = StatementWork.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
