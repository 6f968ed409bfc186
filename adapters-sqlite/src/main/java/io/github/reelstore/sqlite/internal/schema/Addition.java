package io.github.reelstore.sqlite.internal.schema;

/**
 * A table, a column or an index that is missing in an adopted file.
 *
 * @param name its name
 * @param sql the statement that creates it
 */
public record Addition(String name, String sql) {}
