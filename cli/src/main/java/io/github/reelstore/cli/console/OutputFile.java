package io.github.reelstore.cli.console;

import io.github.reelstore.domain.error.StorageException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that a command writes for the person: whole or not at all, and over another one only when told. */
public final class OutputFile {

    private final Path target;
    private final boolean replace;

    private OutputFile(Path target, boolean replace) {
        this.target = target;
        this.replace = replace;
    }

    /**
     * A file that is written whole or not at all.
     *
     * @throws StorageException.AlreadyExists if the file exists and may not be replaced
     * @throws StorageException.Unsupported if the path is something else, such as a directory or a device
     */
    public static OutputFile at(Path target, boolean replace) {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new StorageException.Unsupported(
                    target.toString(), target + " is not a plain file; name another one.");
        }
        if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(target);
        }
        return new OutputFile(target, replace);
    }

    private static StorageException.AlreadyExists taken(Path target) {
        return new StorageException.AlreadyExists(
                target.toString(), "The file " + target + " is there already; add --force to replace it.");
    }

    /**
     * Writes it.
     *
     * @throws StorageException.Unavailable if that fails; then the file is as it was before
     */
    public void write(Output.Writing bytes) {
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                beside.toFile().deleteOnExit();
                bytes.to(Channels.newOutputStream(channel));
                channel.force(true);
            }
            move(beside);
        } catch (FileAlreadyExistsException e) {
            throw taken(target);
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    target.toString(), "Cannot write " + target + ": " + reason(e) + ".", e);
        } finally {
            beside.toFile().delete();
        }
    }

    private void move(Path beside) throws IOException {
        if (replace) {
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(beside, target);
        }
    }

    private String reason(IOException e) {
        Path folder = target.toAbsolutePath().getParent();
        return folder != null && !Files.isDirectory(folder) ? folder + " is no folder" : String.valueOf(e.getMessage());
    }
}
