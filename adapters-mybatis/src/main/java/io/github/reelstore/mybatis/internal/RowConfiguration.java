package io.github.reelstore.mybatis.internal;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.executor.resultset.ResultSetHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ResultMap;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.type.StringTypeHandler;
import org.apache.ibatis.type.TypeHandler;

/**
 * Lets MyBatis bind a row and read a row as a whole: the type handler of a statement's result type reads each row, and
 * inserted rows are bound by their {@link RecordColumns}. MyBatis's own handlers look up each property and the metadata
 * of each column, by reflection and by name, each time that a statement runs.
 */
final class RowConfiguration extends Configuration {

    private final Dialect dialect;
    private final ParameterTypeHandler<Object> values;
    private final Map<Class<?>, RecordColumns<?>> inserted = new HashMap<>();
    /** By the statement's id; none are read for statements that write. */
    private final Map<String, RowResults> results = new ConcurrentHashMap<>();

    RowConfiguration(Environment environment, Dialect dialect) {
        super(environment);
        this.dialect = dialect;
        this.values = new ParameterTypeHandler<>(dialect);
    }

    Dialect dialect() {
        return dialect;
    }

    /** Binds rows of this type by these columns. */
    <R extends Record> void addInserted(Class<R> type, RecordColumns<R> columns) {
        inserted.put(type, columns);
    }

    @Override
    public ParameterHandler newParameterHandler(MappedStatement statement, Object parameters, BoundSql sql) {
        if (statement.getSqlCommandType() == SqlCommandType.INSERT
                && parameters instanceof Map<?, ?> named
                && named.containsKey(RowMapper.ROW)
                && named.get(RowMapper.ROW) instanceof Record row) {
            return new RowParameters(parameters, Objects.requireNonNull(inserted.get(row.getClass())), row);
        }
        return super.newParameterHandler(statement, parameters, sql);
    }

    private final class RowParameters implements ParameterHandler {

        private final Object parameters;
        private final RecordColumns<?> columns;
        private final Record row;

        RowParameters(Object parameters, RecordColumns<?> columns, Record row) {
            this.parameters = parameters;
            this.columns = columns;
            this.row = row;
        }

        @Override
        public Object getParameterObject() {
            return parameters;
        }

        @Override
        public void setParameters(PreparedStatement statement) throws SQLException {
            columns.bind(statement, row, values);
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ResultSetHandler newResultSetHandler(
            Executor executor,
            MappedStatement statement,
            RowBounds bounds,
            ParameterHandler parameters,
            ResultHandler handler,
            BoundSql sql) {
        return results.computeIfAbsent(
                statement.getId(),
                id -> new RowResults(
                        statement.getResultMaps().stream().map(this::rowsOf).toList()));
    }

    private TypeHandler<?> rowsOf(ResultMap result) {
        // ours for text only binds it
        return result.getType() == String.class
                ? new StringTypeHandler()
                : getTypeHandlerRegistry().getTypeHandler(result.getType());
    }

    /** Reads each row by one type handler; the rows of several results as a list of lists. */
    private record RowResults(List<? extends TypeHandler<?>> results) implements ResultSetHandler {

        @Override
        @SuppressWarnings("unchecked")
        public <E> List<E> handleResultSets(Statement statement) throws SQLException {
            List<E> first = (List<E>) read(statement, results.get(0));
            if (results.size() == 1) {
                return first;
            }
            List<E> all = new ArrayList<>();
            all.add((E) first);
            for (TypeHandler<?> rows : results.subList(1, results.size())) {
                statement.getMoreResults();
                all.add((E) read(statement, rows));
            }
            return all;
        }

        private static List<?> read(Statement statement, TypeHandler<?> rows) throws SQLException {
            List<Object> read = new ArrayList<>();
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    read.add(rows.getResult(result, 1));
                }
            }
            return read;
        }

        @Override
        public <E> Cursor<E> handleCursorResultSets(Statement statement) {
            throw new IllegalStateException("no statement returns a cursor");
        }

        @Override
        public void handleOutputParameters(CallableStatement call) {
            throw new IllegalStateException("no statement calls a procedure");
        }
    }
}
