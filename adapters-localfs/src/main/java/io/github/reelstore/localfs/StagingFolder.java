package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.SourceReader;
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
final class StagingFolder {

    /**
     * What was last written so long ago and is no living session's belongs to a process that died, perhaps on a system without
     * locks: staged files are published or given up within moments.
     */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(7);

    private final Root root;
    private final Path folder;
    private final Path sessions;
    private final Session session;
    private final Disk disk;

    private StagingFolder(Root root, Path folder, Path sessions, Session session, Disk disk) {
        this.root = root;
        this.folder = folder;
        this.sessions = sessions;
        this.session = session;
        this.disk = disk;
    }

    /**
     * Makes the folder, where it is missing, and sweeps it.
     *
     * @throws StorageException.Configuration if nothing can be written there
     */
    static StagingFolder open(Root root, Disk disk) {
        try {
            // before anything is made there
            if (Files.isSymbolicLink(root.own(""))) {
                throw leadsElsewhere(root, root.own(""));
            }
            Path folder = make(root, "staging");
            Path sessions = make(root, "sessions");
            StagingFolder staging = new StagingFolder(root, folder, sessions, Session.begin(sessions), disk);
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

    private static Path make(Root root, String name) throws IOException {
        Path folder = root.own(name);
        Files.createDirectories(folder);
        if (!Root.isReal(folder)) {
            throw leadsElsewhere(root, folder);
        }
        return folder;
    }

    private static StorageException.Configuration leadsElsewhere(Root root, Path folder) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + root.path() + " cannot be used, because " + folder
                        + " leads elsewhere through a symbolic link; remove the link.");
    }

    private static StorageException.Configuration notWritable(Root root, IOException e) {
        return new StorageException.Configuration(
                "storage root",
                "The storage root " + root.path() + " is not writable: " + Faults.reason(e)
                        + "; check its permissions and its disk, or name another root.",
                e);
    }

    /**
     * Removes what dead sessions staged, and what no session staged and was last written before the limit.
     *
     * @return how many staged files went
     */
    long sweep(Instant limit) throws IOException {
        return each(limit, Session::ifDead, this::remove);
    }

    /** How many {@link #sweep} would remove. */
    long leftovers(Instant limit) throws IOException {
        return each(limit, Session::whileDead, file -> {});
    }

    @FunctionalInterface
    private interface Finding {
        void ifDead(Path session, Session.Burial burial) throws IOException;
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
            var there = Root.attributes(file);
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
        session.close();
    }

    /**
     * Tries out what the disk can do: hard links where the file system has them, else copies that are moved.
     *
     * @throws StorageException.Configuration if nothing can be written here
     */
    Placement placement() {
        Path file = fresh();
        Path second = fresh();
        try {
            // Permission bits tell too little (the root user, ACLs, read-only mounts), so a file is really made.
            disk.create(file).close();
            disk.syncFolder(folder);
            return linksTo(file, second) ? new LinkPlacement(disk) : movePlacement();
        } catch (IOException e) {
            throw notWritable(root, e);
        } finally {
            remove(file);
            remove(second);
        }
    }

    private boolean linksTo(Path file, Path second) {
        try {
            disk.link(second, file);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    private MovePlacement movePlacement() throws IOException {
        MovePlacement moves = new MovePlacement(this, root.own("publish.lock"), disk);
        moves.tryLock();
        return moves;
    }

    /** Takes the bytes of a source in, hashed and durable; nothing is left of them when this throws. */
    StagedFile take(BlobSource source) {
        Path file = fresh();
        try {
            Intake.Result taken = write(source, file);
            return new StagedFile(this, file, taken.hash(), taken.size());
        } catch (RuntimeException | Error e) {
            remove(file);
            throw e;
        }
    }

    private Intake.Result write(BlobSource source, Path file) {
        try (SourceReader reader = SourceReader.open(source);
                Disk.Output out = create(source, file)) {
            return Intake.copy(reader, out);
        } catch (IOException e) {
            throw root.faults().writing(source, e);
        }
    }

    private Disk.Output create(BlobSource source, Path file) {
        try {
            return disk.create(file);
        } catch (IOException e) {
            throw root.faults().on(source.name(), "staged", e);
        }
    }

    /** Opens a staged file. */
    BlobContent open(Path file, ByteRange range) {
        try {
            return RangeStream.content(
                    FileChannel.open(file, StandardOpenOption.READ), String.valueOf(file.getFileName()), range);
        } catch (IOException e) {
            throw root.faults().on(String.valueOf(file.getFileName()), "read again", e);
        }
    }

    /** A durable copy of a staged file, for the caller to move or remove. */
    Path copyOf(Path staged) throws IOException {
        Path copy = fresh();
        boolean whole = false;
        try (FileChannel in = FileChannel.open(staged, StandardOpenOption.READ);
                Disk.Output out = disk.create(copy)) {
            ByteBuffer buffer = ByteBuffer.allocate(Intake.BUFFER);
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
        return folder.resolve(session.name() + "." + UUID.randomUUID());
    }
}
