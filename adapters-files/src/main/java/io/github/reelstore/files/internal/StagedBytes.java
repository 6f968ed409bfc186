package io.github.reelstore.files.internal;

import io.github.reelstore.domain.media.ContentHash;
import java.nio.file.Path;

/**
 * Bytes in a staging directory, forced to disk.
 *
 * @param directory the staging directory
 * @param path the file in it
 * @param hash the SHA-256 of the bytes
 * @param size how many bytes there are
 */
public record StagedBytes(StagingDirectory directory, Path path, ContentHash hash, long size) {}
