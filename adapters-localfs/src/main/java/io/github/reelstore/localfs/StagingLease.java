package io.github.reelstore.localfs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An open store, as other processes see it: a file that it keeps locked while it lives. The system gives the lock up when the process
 * dies, however it dies, so whoever gets it knows that what the session had staged is nobody's any more.
 */
final class StagingLease implements Closeable {

    private static final String SUFFIX = ".lock";

    /**
     * The sessions of this process. Their files are never opened a second time: on POSIX, closing any descriptor of a file gives up
     * all locks that the process has on it (fcntl(2)).
     */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StagingLease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Begins one in the folder of all sessions, which is there. */
    static StagingLease begin(Path folder) throws IOException {
        while (true) {
            Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
            FileChannel channel = open(file);
            if (isLocked(channel) && Files.exists(file)) {
                return new StagingLease(file, channel);
            }
            // somebody swept it in the moment before it was locked
            channel.close();
            HERE.remove(file);
            Files.deleteIfExists(file);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        HERE.add(file);
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            HERE.remove(file);
            throw e;
        }
    }

    /** Where locks are not to be had, sessions are told by their age alone, as everything there is. */
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    /** What the names of the files begin with that it stages. */
    String name() {
        return nameOf(file);
    }

    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, Math.max(0, name.length() - SUFFIX.length()));
    }

    /** Work to be done while a session is known to be dead. */
    @FunctionalInterface
    interface Cleanup {
        void of(String name) throws IOException;
    }

    /** Does the work if the session of that file is dead, and removes the file afterwards; nothing otherwise. */
    static void ifDead(Path file, Cleanup cleanup) throws IOException {
        whileDead(file, name -> {
            cleanup.of(name);
            Files.deleteIfExists(file);
        });
    }

    /** Does the work if the session of that file is dead. */
    static void whileDead(Path file, Cleanup cleanup) throws IOException {
        if (HERE.contains(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // the channel's end gives it up
            if (lockOf(channel) != null) {
                cleanup.of(nameOf(file));
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // it has ended and taken its file along, or is another user's
        }
    }

    /** Null if it lives, or nobody can tell. */
    private static @Nullable FileLock lockOf(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException | OverlappingFileLockException e) {
            return null;
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            // whoever finds the file finds it unlocked
        } finally {
            HERE.remove(file);
        }
    }
}
