package io.github.reelstore.mybatis.internal.copy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.copy.CopiedTable;
import io.github.reelstore.domain.port.copy.CopyMarks;
import io.github.reelstore.domain.port.copy.CopyOf;
import io.github.reelstore.domain.port.copy.MovedTo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements on a whole database, which both databases share. Each runs in the connection's transaction. */
public final class IdentityMarks {

    /** An expression for the marks of a database as one text, empty if there are none; {@link #refusal} reads it. */
    public static final String TEXT = "coalesce((SELECT CASE WHEN copy_of IS NOT NULL THEN 'copy ' || copy_of"
            + " WHEN moved_to IS NOT NULL THEN 'moved ' || moved_to END FROM reelstore_identity WHERE id = 1), '')";

    private static final String COPY = "copy ";
    private static final String MOVED = "moved ";

    private IdentityMarks() {}

    /** The refusal of a write, if the text of {@link #TEXT} has marks. */
    public static Optional<StorageException> refusal(String text) {
        return CopyMarks.refusal(after(COPY, text), after(MOVED, text).map(MovedTo::of));
    }

    private static Optional<String> after(String prefix, String text) {
        return Optional.of(text).filter(any -> any.startsWith(prefix)).map(any -> any.substring(prefix.length()));
    }

    /** Reads the marks. */
    public static CopyMarks read(Connection connection) throws SQLException {
        String sql =
                "SELECT store_id, CASE WHEN bound_at IS NULL THEN 0 ELSE 1 END, copy_of, moved_to FROM reelstore_identity"
                        + " WHERE id = 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return new CopyMarks(Optional.empty(), false, Optional.empty(), Optional.empty());
            }
            return new CopyMarks(
                    Optional.of(new StoreId(row.getString(1))),
                    row.getInt(2) != 0,
                    Optional.ofNullable(row.getString(3)).map(CopyOf::of),
                    Optional.ofNullable(row.getString(4)).map(MovedTo::of));
        }
    }

    /**
     * Marks the database as an unfinished copy.
     *
     * @param now an SQL literal
     */
    public static void beginCopy(
            Connection connection, CopyMarks before, Optional<StoreId> id, CopyOf copy, boolean bound, String now)
            throws SQLException {
        if (!read(connection).equals(before)) {
            throw new StorageException.Conflict(
                    "target", "Another program has begun to use the target meanwhile; nothing was changed. Try again.");
        }
        String boundAt = bound ? "coalesce(bound_at, " + now + ")" : "bound_at";
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE reelstore_identity SET store_id = coalesce(?, store_id), bound_at = " + boundAt
                        + ", copy_of = ?, moved_to = NULL WHERE id = 1")) {
            statement.setString(1, id.map(StoreId::value).orElse(null));
            statement.setString(2, copy.text());
            requireOne(statement.executeUpdate());
        }
    }

    /** Checks that the database is an unfinished copy to which this run may write. */
    public static void requireRunOf(Connection connection, CopyOf copy) throws SQLException {
        if (!read(connection).copyOf().equals(Optional.of(copy))) {
            throw new StorageException.Conflict(
                    "target",
                    "Another copy to the same target has begun meanwhile, or the target is in use now; this one has stopped. See"
                            + " docs/copy.md.");
        }
    }

    /** Marks the database as moved, unless it has another mark than that of the run whose place this one takes. */
    public static void markMoved(Connection connection, Optional<MovedTo> before, MovedTo moved) throws SQLException {
        Optional<MovedTo> now = read(connection).movedTo();
        if (now.isPresent() && !now.equals(before)) {
            throw new StorageException.Conflict(
                    "source", "The source was moved to " + now.get().place() + " meanwhile; see docs/copy.md.");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE reelstore_identity SET moved_to = ? WHERE id = 1")) {
            statement.setString(1, moved.text());
            requireOne(statement.executeUpdate());
        }
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw StorageException.Integrity.ofStore(
                    "database", "The database has no store id; run \"reelstore init\" with it.");
        }
    }

    /** Removes the mark of a move, if it is this one. */
    public static boolean clearMoved(Connection connection, MovedTo moved) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE reelstore_identity SET moved_to = NULL WHERE id = 1 AND moved_to = ?")) {
            statement.setString(1, moved.text());
            return statement.executeUpdate() == 1;
        }
    }

    /** Removes the marks. */
    public static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE reelstore_identity SET copy_of = NULL, moved_to = NULL WHERE id = 1");
        }
    }

    /** Whether no table has a row that would be copied. */
    public static boolean isEmpty(Connection connection) throws SQLException {
        for (CopiedTable table : CopiedTable.ALL) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT 1 FROM " + table.name() + CopySql.where(CopySql.copied(table)) + " LIMIT 1")) {
                if (row.next()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The profiles that have rows. */
    public static Set<String> profiles(Connection connection) throws SQLException {
        String sql = CopiedTable.ALL.stream()
                .filter(table -> table.owner().isEmpty())
                .map(table -> "SELECT profile_id FROM " + table.name())
                .collect(Collectors.joining(" UNION "));
        Set<String> profiles = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT profile_id FROM (" + sql + ") r WHERE profile_id IS NOT NULL")) {
            while (rows.next()) {
                profiles.add(rows.getString(1));
            }
        }
        return profiles;
    }

    /** The keys that no row refers to, and that have no tombstone. */
    public static Set<BlobKey> unknown(Connection connection, Collection<BlobKey> keys) throws SQLException {
        Set<BlobKey> unknown = new LinkedHashSet<>(keys);
        if (keys.isEmpty()) {
            return unknown;
        }
        List<BlobKey> all = List.copyOf(keys);
        for (CopiedTable table : CopiedTable.ALL) {
            for (CopiedTable.FileColumns file : table.files()) {
                String sql = "SELECT " + file.key() + " FROM " + table.name() + " WHERE " + file.key() + " IN "
                        + CopySql.placeholders(all.size());
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < all.size(); i++) {
                        statement.setString(i + 1, all.get(i).value());
                    }
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            unknown.remove(new BlobKey(rows.getString(1)));
                        }
                    }
                }
            }
        }
        return unknown;
    }

    /** Whether a row has an accepted problem with this file. */
    public static boolean isAccepted(Connection connection, BlobKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM reelstore_marks WHERE subject = ? AND problem IN ('missing', 'size', 'hash', 'unreadable')")) {
            statement.setString(1, key.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
