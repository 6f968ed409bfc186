package io.github.reelstore.files.internal;

import java.nio.file.Path;

/**
 * The names of the files of a staging directory. A staged file is {@code <lease>.<id><suffix>}, the file of its lease
 * {@code <lease><suffix>.lock}. All other files are left alone.
 *
 * @param directory contains the staged files; exists
 * @param leases contains the files of the leases; exists, and may be the same directory if the suffix is not empty
 * @param suffix tells staged files from others in the same directory; may be empty
 */
public record StagingLayout(Path directory, Path leases, String suffix) {

    private static final String LOCK = ".lock";

    Path stagedFile(String lease, String id) {
        return directory.resolve(lease + "." + id + suffix);
    }

    Path leaseFile(String lease) {
        return leases.resolve(lease + suffix + LOCK);
    }

    boolean isStaged(Path file) {
        return nameOf(file).endsWith(suffix);
    }

    boolean isLease(Path file) {
        return nameOf(file).endsWith(suffix + LOCK);
    }

    /** The lease of a staged file, or of a file of a lease. Earlier versions staged files on S3 without a lease. */
    static String leaseOf(Path file) {
        String name = nameOf(file);
        int end = name.indexOf('.');
        return end < 0 ? name : name.substring(0, end);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
