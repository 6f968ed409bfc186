package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobSource;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A media file that is an argument.
 *
 * @param typed the argument; {@code -} means standard input
 * @param path the file
 */
public record MediaFile(String typed, Path path) {

    /** The name of standard input in messages. */
    private static final String STANDARD_INPUT_NAME = "standard input";

    public boolean isStandardInput() {
        return typed.equals(TextFile.STANDARD_INPUT);
    }

    /**
     * Its bytes.
     *
     * @throws io.github.reelstore.domain.error.StorageException.InvalidInput if it does not exist, is a folder, or is not readable
     */
    public BlobSource source(Terminal terminal) {
        if (isStandardInput()) {
            return new BlobSource(STANDARD_INPUT_NAME, terminal::in);
        }
        if (TextFile.isGarbled(typed) && Files.notExists(path)) {
            throw new StorageException.InvalidInput(
                    "file",
                    "The file name " + Messages.quoted(typed)
                            + " is not UTF-8, so the file cannot be opened by it; write - as"
                            + " the FILE and pass the bytes on standard input (- < FILE), or rename the file.");
        }
        return BlobSource.of(path);
    }
}
