package io.github.reelstore.cli.command;

import io.github.reelstore.domain.media.BlobSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A file to add, with the fields of its line in a list.
 *
 * @param name the file as it was typed, for results
 * @param line the number of its line in the list, from 1; empty without a list
 * @param size its size in bytes; 0 if that is not known
 * @param bytes opens the bytes, or throws if the file cannot be stored
 * @param fields the fields of the line
 */
record NewFile(String name, OptionalLong line, long size, Supplier<BlobSource> bytes, Map<String, JsonNode> fields)
        implements LineFields {

    static final String FILE = "file";

    /** A file that is an argument, or in a folder that is one. */
    NewFile(String name, long size, Supplier<BlobSource> bytes) {
        this(name, OptionalLong.empty(), size, bytes, Map.of());
    }

    /** The size of a file in bytes; 0 if it does not exist. */
    static long sizeOf(Path file) {
        return file.toFile().length();
    }

    BlobSource source() {
        return bytes.get();
    }
}
