package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files and folders that are written under a temporary name next to their own, and then renamed. */
final class Targets {

    private Targets() {}

    /** Refuses a target that exists: an export replaces nothing. */
    static void requireFree(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException.InvalidInput(
                    "to", Messages.quoted(target.toString()) + " exists already; choose another name or remove it.");
        }
        if (!Files.isDirectory(parent(target))) {
            throw new StorageException.InvalidInput(
                    "to",
                    "The folder " + Messages.quoted(parent(target).toString()) + " does not exist; create it first.");
        }
    }

    private static Path parent(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        return parent == null ? target.toAbsolutePath() : parent;
    }

    /** A hidden name next to the target, without the target's own, which may be as long as names can be. */
    static Path temporary(Path target) {
        return parent(target).resolve(".reelstore-" + UUID.randomUUID() + ".partial");
    }

    static void publish(Path temporary, Path target) throws IOException {
        requireFree(target);
        Files.move(temporary, target);
        force(parent(target));
    }

    /** Folders cannot be forced on every system. */
    static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders
        }
    }
}
