package io.github.reelstore.domain.maintenance;

/**
 * What came of files without rows.
 *
 * @param made how many got a row, or would get one
 * @param skipped how many stay without one, such as those that are no media
 * @param others how many were left out: their key names a project of another profile, or they got a row or were removed meanwhile
 */
public record Recovery(long made, long skipped, long others) {}
