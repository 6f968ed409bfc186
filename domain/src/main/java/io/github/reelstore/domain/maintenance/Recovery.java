package io.github.reelstore.domain.maintenance;

/**
 * The result of undeleting files without rows.
 *
 * @param made the number of rows that were created, or would be
 * @param skipped the number of files that stay without a row, such as files that are not media
 * @param others the number of files that were ignored: their key contains a project of another profile, or they got a
 *     row or were removed meanwhile
 */
public record Recovery(long made, long skipped, long others) {}
