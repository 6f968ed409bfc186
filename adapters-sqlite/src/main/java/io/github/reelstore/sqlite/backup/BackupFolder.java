package io.github.reelstore.sqlite.backup;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.sqlite.internal.connection.SqliteFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A folder created by {@link SqliteBackup}. It is only read. */
record BackupFolder(Path folder) {

    private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}  (.+)");
    private static final int MAX_LINE_LENGTH = 64 + 2 + BlobKey.MAX_LENGTH;

    /**
     * Checks that a folder has the files of a backup.
     *
     * @throws StorageException.Configuration if it does not
     */
    static BackupFolder of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            throw new StorageException.Configuration(
                    "backup",
                    SqliteFile.nameOf(absolute) + (Files.exists(absolute) ? " is not a folder" : " does not exist")
                            + "; name the folder of a backup.");
        }
        BackupFolder backup = new BackupFolder(absolute);
        for (Path file : new Path[] {backup.database(), backup.files(), backup.sums()}) {
            if (!Files.isRegularFile(file)) {
                throw new StorageException.Configuration(
                        "backup",
                        SqliteFile.nameOf(absolute) + " has no " + file.getFileName()
                                + ", so it is not a complete backup; name a folder made by \"reelstore backup\".");
            }
        }
        return backup;
    }

    Path database() {
        return folder.resolve(SqliteBackup.DATABASE);
    }

    private Path files() {
        return folder.resolve(SqliteBackup.FILES);
    }

    private Path sums() {
        return folder.resolve(SqliteBackup.SUMS);
    }

    /**
     * Reads both lists completely.
     *
     * @return the number of files in the backup
     * @throws StorageException.Corrupt if a line is invalid
     */
    long check() {
        eachLine(sums(), line -> {
            var sum = SUM.matcher(line);
            if (!sum.matches()) {
                throw new StorageException.InvalidInput("backup", "It is not a checksum and a key.");
            }
            BlobKey.parse(sum.group(1));
        });
        long[] count = new long[1];
        eachKey(key -> count[0]++);
        return count[0];
    }

    /** Calls the listener with each key of the list. */
    void eachKey(Consumer<BlobKey> listener) {
        eachLine(files(), line -> listener.accept(BlobKey.parse(line)));
    }

    private void eachLine(Path file, Consumer<String> listener) {
        long number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Optional<String> line = nextLine(reader);
            while (line.isPresent()) {
                number++;
                listener.accept(line.get());
                line = nextLine(reader);
            }
        } catch (StorageException.InvalidInput e) {
            throw damaged(file, number, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw damaged(file, number + 1, "It cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /** Returns the next line; empty at the end of the file. A line without a line break was truncated. */
    private static Optional<String> nextLine(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next != '\n') {
            if (next < 0 || line.length() > MAX_LINE_LENGTH) {
                throw new IOException(next < 0 ? "the line is truncated" : "the line is too long");
            }
            line.append((char) next);
            next = reader.read();
        }
        return Optional.of(line.toString());
    }

    private static StorageException.Corrupt damaged(Path file, long line, String why, Exception cause) {
        return new StorageException.Corrupt(
                "backup",
                "Line " + line + " of " + Messages.quoted(file.toString()) + " is damaged: " + why
                        + " Nothing was changed; use another backup.",
                cause);
    }
}
