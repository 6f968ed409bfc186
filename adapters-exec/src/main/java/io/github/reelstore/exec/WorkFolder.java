package io.github.reelstore.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder for the files that Reelstore and a program exchange. Only this user can read it. It has a file that is locked as long
 * as this process runs, so that the next one can delete what a killed one has left.
 */
final class WorkFolder implements AutoCloseable {

    private static final String PREFIX = "reelstore-provider-";

    private static final String LOCK_FILE = "lock";

    /** How often a folder is deleted in which a program still creates files. */
    private static final int ATTEMPTS = 3;

    /** Those of this process: to close any channel of a file ends all of its locks (POSIX, fcntl), so theirs are not opened. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final AtomicLong files = new AtomicLong();
    private final Lock lock = new ReentrantLock();
    private @Nullable Path folder;
    private @Nullable FileChannel held;

    /** The path of a file that does not exist yet. */
    Path file(String prefix, String suffix) throws IOException {
        return folder().resolve(prefix + "-" + files.incrementAndGet() + suffix);
    }

    /** The same in a folder of its own: after {@link #deleteOwnFolder}, a program that is still busy cannot create it again. */
    Path fileInOwnFolder(String prefix) throws IOException {
        return Files.createDirectory(file(prefix, "")).resolve("content");
    }

    private Path folder() throws IOException {
        lock.lock();
        try {
            Path present = folder;
            if (present == null || !Files.isDirectory(present)) {
                release();
                present = Files.createTempDirectory(PREFIX).toAbsolutePath();
                folder = present;
                OWN.add(present);
                held = lockIn(present);
                deleteAbandoned(present);
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** The lock has its name only when it is held: others delete a folder whose lock is free. */
    private static @Nullable FileChannel lockIn(Path folder) throws IOException {
        Path unnamed = folder.resolve(LOCK_FILE + ".new");
        FileChannel channel =
                FileChannel.open(unnamed, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        try {
            if (channel.tryLock() != null) {
                Files.move(unnamed, folder.resolve(LOCK_FILE));
                return channel;
            }
        } catch (IOException e) {
            // a file system without locks: nothing is deleted after a crash
        }
        channel.close();
        return null;
    }

    private static void deleteAbandoned(Path own) {
        Path parent = own.getParent();
        if (parent == null) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : folders) {
                if (!OWN.contains(other) && isAbandoned(other, own)) {
                    deleteAll(other);
                }
            }
        } catch (IOException | RuntimeException e) {
            // tidied by the next process
        }
    }

    private static boolean isAbandoned(Path folder, Path own) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                return false;
            }
            Set<? extends OpenOption> existing = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            try (FileChannel channel = FileChannel.open(folder.resolve(LOCK_FILE), existing)) {
                return channel.tryLock() != null;
            }
        } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
            return false;
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // deleted with the folder
        }
    }

    /** Deletes a file of {@link #fileInOwnFolder} and its folder, with all that a program has left there. */
    static void deleteOwnFolder(Path file) {
        Path own = file.getParent();
        for (int i = 0; own != null && i < ATTEMPTS && Files.exists(own); i++) {
            deleteAll(own);
        }
    }

    /** Deletes it, as far as it can be deleted. */
    @Override
    public void close() {
        lock.lock();
        try {
            Path present = folder;
            folder = null;
            release();
            if (present != null) {
                deleteAll(present);
                OWN.remove(present);
            }
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        FileChannel channel = held;
        held = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // the end of the process closes it
            }
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            deepestFirst.forEach(WorkFolder::delete);
        } catch (IOException | UncheckedIOException e) {
            // deleted by the next process
        }
    }
}
