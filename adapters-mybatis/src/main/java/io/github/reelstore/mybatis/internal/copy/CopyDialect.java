package io.github.reelstore.mybatis.internal.copy;

import io.github.reelstore.domain.port.copy.CopiedColumn;
import io.github.reelstore.domain.port.copy.CopiedTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What differs between the databases when their rows are copied. */
public interface CopyDialect {

    /** The table, or a view of it, that is read. */
    String relation(CopiedTable table);

    /** An expression for a column in the form of {@link CopiedColumn.Kind}. */
    String shown(CopiedColumn column);

    /** What follows a text column so that it is compared by code points; with a leading blank. */
    String collation();

    /** Whether rows may refer to rows that do not exist. */
    boolean mayDangle();

    /**
     * An expression for a line for each value of a row that is shown as NULL because it is not valid: the column, a blank and the value.
     * Empty if there are no such values.
     */
    Optional<String> hidden(CopiedTable table);

    /** The placeholder for a value of the column. */
    String placeholder(CopiedColumn column);

    /** Sets a placeholder. */
    void bind(PreparedStatement statement, int parameter, CopiedColumn column, @Nullable String value)
            throws SQLException;

    /**
     * Reads a value.
     *
     * @return null if it is NULL
     * @throws OddValueException if not every database can hold it
     */
    @Nullable String read(ResultSet row, int index, CopiedColumn column) throws SQLException, OddValueException;
}
