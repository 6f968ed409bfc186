package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** An output file that is written atomically and replaces an existing file only on request. */
public final class OutputFile {

    private final Path target;
    private final boolean replace;

    private OutputFile(Path target, boolean replace) {
        this.target = target;
        this.replace = replace;
    }

    /**
     * A file that {@link #write} will create or replace.
     *
     * @throws StorageException.AlreadyExists if the file exists and may not be replaced
     * @throws StorageException.Unsupported if the path is not a regular file, but for example a directory or a device
     */
    public static OutputFile at(Path target, boolean replace) {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new StorageException.Unsupported(
                    target.toString(), target + " is not a regular file; choose another one.");
        }
        if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw alreadyExists(target);
        }
        return new OutputFile(target, replace);
    }

    private static StorageException.AlreadyExists alreadyExists(Path target) {
        return new StorageException.AlreadyExists(
                target.toString(), "The file " + target + " already exists; add --force to replace it.");
    }

    /**
     * Writes the content to a temporary file, and moves it into place.
     *
     * @throws StorageException.Unavailable if that fails; the file is then unchanged
     */
    public void write(Output.Writing bytes) {
        // without the target's name, which may be as long as names can be
        Path temporary = target.resolveSibling(".reelstore-" + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                temporary.toFile().deleteOnExit();
                bytes.to(Channels.newOutputStream(channel));
                channel.force(true);
            }
            move(temporary);
        } catch (FileAlreadyExistsException e) {
            throw alreadyExists(target);
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    target.toString(), "Cannot write " + target + ": " + reason(e) + ".", e);
        } finally {
            temporary.toFile().delete();
        }
    }

    private void move(Path temporary) throws IOException {
        if (replace) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(temporary, target);
        }
    }

    private String reason(IOException e) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && Files.notExists(folder)) {
            return "there is no folder " + folder;
        }
        if (folder != null && !Files.isDirectory(folder)) {
            return folder + " is not a directory";
        }
        if (e instanceof AccessDeniedException || (folder != null && !Files.isWritable(folder))) {
            return "permission denied in the folder " + folder;
        }
        // the message of a failed file operation also contains the name of the temporary file
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }
}
