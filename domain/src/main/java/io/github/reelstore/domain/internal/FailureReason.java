package io.github.reelstore.domain.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The reason for a failure of the file system, for messages. */
public final class FailureReason {

    private FailureReason() {}

    /** The reason without the path that the JDK puts in front of it, in words that do not depend on the system. */
    public static String of(IOException e) {
        String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (text != null && !text.isBlank()) {
            return text;
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it already exists";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        return e.getClass().getSimpleName();
    }
}
