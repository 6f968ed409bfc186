package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.files.internal.SourceReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Where bytes are written before they have a key: {@code .reelstore/staging} in the storage root. */
final class StagingDirectory {

    /**
     * What was last written so long ago and is no living session's belongs to a process that died, perhaps on a system without
     * locks: staged files are published or given up within moments.
     */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private final StorageRoot root;
    private final Path folder;
    private final Path sessions;
    private final StagingLease lease;
    private final FileOperations files;

    private StagingDirectory(StorageRoot root, Path folder, Path sessions, StagingLease lease, FileOperations files) {
        this.root = root;
        this.folder = folder;
        this.sessions = sessions;
        this.lease = lease;
        this.files = files;
    }

    /**
     * Makes the folder, where it is missing, and sweeps it.
     *
     * @throws StorageException.Configuration if nothing can be written there
     */
    static StagingDirectory open(StorageRoot root, FileOperations files) {
        try {
            // before anything is made there
            if (Files.isSymbolicLink(root.own(""))) {
                throw leadsElsewhere(root, root.own(""));
            }
            Path folder = make(root, "staging");
            Path sessions = make(root, "sessions");
            StagingDirectory staging =
                    new StagingDirectory(root, folder, sessions, StagingLease.begin(sessions), files);
            try {
                staging.sweep(Instant.now().minus(ABANDONED_AFTER));
                return staging;
            } catch (IOException | RuntimeException e) {
                staging.close();
                throw e;
            }
        } catch (IOException e) {
            throw notWritable(root, e);
        }
    }

    private static Path make(StorageRoot root, String name) throws IOException {
        Path folder = root.own(name);
        Files.createDirectories(folder);
        if (!StorageRoot.isReal(folder)) {
            throw leadsElsewhere(root, folder);
        }
        return folder;
    }

    private static StorageException.Configuration leadsElsewhere(StorageRoot root, Path folder) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + root.path() + " cannot be used, because " + folder
                        + " leads elsewhere through a symbolic link; remove the link.");
    }

    private static StorageException.Configuration notWritable(StorageRoot root, IOException e) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + root.path() + " is not writable: " + LocalFsExceptions.reason(e)
                        + "; check its permissions and its disk, or name another root.",
                e);
    }

    /**
     * Removes what dead sessions staged, and what no session staged and was last written before the limit.
     *
     * @return how many staged files went
     */
    long sweep(Instant limit) throws IOException {
        return each(limit, StagingLease::ifDead, this::remove);
    }

    /** How many {@link #sweep} would remove. */
    long leftovers(Instant limit) throws IOException {
        return each(limit, StagingLease::whileDead, file -> {});
    }

    @FunctionalInterface
    private interface Finding {
        void ifDead(Path session, StagingLease.Cleanup cleanup) throws IOException;
    }

    private long each(Instant limit, Finding dead, Visit visit) throws IOException {
        long[] count = new long[1];
        Visit counted = file -> {
            visit.of(file);
            count[0]++;
        };
        each(sessions, "*", session -> dead.ifDead(session, name -> each(folder, name + ".*", counted)));
        each(folder, "*", file -> {
            boolean alone = Files.notExists(sessions.resolve(sessionOf(file) + ".lock"));
            var there = StorageRoot.attributes(file);
            if (alone
                    && there.isPresent()
                    && there.get().lastModifiedTime().toInstant().isBefore(limit)) {
                counted.of(file);
            }
        });
        return count[0];
    }

    private static String sessionOf(Path staged) {
        String name = String.valueOf(staged.getFileName());
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    @FunctionalInterface
    private interface Visit {
        void of(Path file) throws IOException;
    }

    private static void each(Path folder, String names, Visit visit) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                visit.of(file);
            }
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /** Ends the session. */
    void close() {
        lease.close();
    }

    /**
     * Tries out what the disk can do: hard links where the file system has them, else copies that are moved.
     *
     * @throws StorageException.Configuration if nothing can be written here
     */
    AtomicPublisher placement() {
        Path file = fresh();
        Path second = fresh();
        try {
            // Permission bits tell too little (the root user, ACLs, read-only mounts), so a file is really made.
            files.create(file).close();
            files.syncFolder(folder);
            return linksTo(file, second) ? new HardLinkPublisher(files) : movePlacement();
        } catch (IOException e) {
            throw notWritable(root, e);
        } finally {
            remove(file);
            remove(second);
        }
    }

    private boolean linksTo(Path file, Path second) {
        try {
            files.link(second, file);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    private RenamePublisher movePlacement() throws IOException {
        RenamePublisher moves = new RenamePublisher(this, root.own("publish.lock"), files);
        moves.tryLock();
        return moves;
    }

    /** Takes the bytes of a source in, hashed and durable; nothing is left of them when this throws. */
    StagedFile take(BlobSource source) {
        Path file = fresh();
        try {
            HashingFileWriter.Result taken = write(source, file);
            return new StagedFile(this, file, taken.hash(), taken.size());
        } catch (RuntimeException | Error e) {
            remove(file);
            throw e;
        }
    }

    private HashingFileWriter.Result write(BlobSource source, Path file) {
        try (SourceReader reader = SourceReader.open(source);
                FileOperations.Output out = create(source, file)) {
            return HashingFileWriter.copy(reader, out);
        } catch (IOException e) {
            throw root.exceptions().writing(source, e);
        }
    }

    private FileOperations.Output create(BlobSource source, Path file) {
        try {
            return files.create(file);
        } catch (IOException e) {
            throw root.exceptions().on(source.name(), "staged", e);
        }
    }

    /** Opens a staged file. */
    BlobContent open(Path file, ByteRange range) {
        try {
            return RangeStream.content(
                    FileChannel.open(file, StandardOpenOption.READ), String.valueOf(file.getFileName()), range);
        } catch (IOException e) {
            throw root.exceptions().on(String.valueOf(file.getFileName()), "read again", e);
        }
    }

    /** A durable copy of a staged file, for the caller to move or remove. */
    Path copyOf(Path staged) throws IOException {
        Path copy = fresh();
        boolean whole = false;
        try (FileChannel in = FileChannel.open(staged, StandardOpenOption.READ);
                FileOperations.Output out = files.create(copy)) {
            ByteBuffer buffer = ByteBuffer.allocate(HashingFileWriter.BUFFER);
            while (in.read(buffer) >= 0) {
                out.write(buffer.flip());
                buffer.clear();
            }
            out.force();
            whole = true;
        } finally {
            if (!whole) {
                remove(copy);
            }
        }
        return copy;
    }

    /** Removes a file of this folder as far as it can; what remains is swept later. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nobody refers to it, and the caller has a better exception to throw or none.
        }
    }

    private Path fresh() {
        return folder.resolve(lease.name() + "." + UUID.randomUUID());
    }
}
