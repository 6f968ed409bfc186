package io.github.reelstore.domain.port.rows;

/**
 * The files to which more than one row refers, since identical content is stored once.
 *
 * @param rows the number of rows that share a file with another row
 * @param files the number of these files
 * @param savedBytes how much larger the blob store would be if each row had a file of its own; files whose rows do not say
 *     their size are not counted
 */
public record SharedFiles(long rows, long files, long savedBytes) {}
