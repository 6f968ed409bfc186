package io.github.reelstore.sqlite.internal.schema;

/**
 * Something that an adopted file lacks: a table, a column or an index.
 *
 * @param name what it is called
 * @param sql the statement that makes it
 */
public record Addition(String name, String sql) {}
