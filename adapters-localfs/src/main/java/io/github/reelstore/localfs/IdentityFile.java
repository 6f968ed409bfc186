package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.StoreId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The id of the store that a root is of: one line in {@code .reelstore/store-id}. */
final class IdentityFile {

    private static final String NAME = "store-id";

    /** An id has fewer. */
    private static final int MOST_BYTES = 1024;

    private final Root root;
    private final StagingFolder staging;
    private final Placement placement;
    private final Disk disk;
    private final Path file;

    IdentityFile(Root root, StagingFolder staging, Placement placement, Disk disk) {
        this.root = root;
        this.staging = staging;
        this.placement = placement;
        this.disk = disk;
        this.file = root.own(NAME);
    }

    Optional<StoreId> read() {
        try {
            return Optional.of(new StoreId(line()));
        } catch (NoSuchFileException e) {
            root.faults().requireRoot();
            return Optional.empty();
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Corrupt(
                    file.toString(),
                    "The file " + file + " should hold the id of the store and does not; put it back from a copy.",
                    e);
        } catch (IOException e) {
            throw root.faults().on(NAME, "read", e);
        }
    }

    /** Not that of another storage, to which somebody planted a link. */
    private String line() throws IOException {
        try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    /** By the same exclusive step as any other file, so that it is there whole or not at all. */
    StoreId give(StoreId id) {
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        try (StagedFile staged = staging.take(new BlobSource(NAME, () -> new ByteArrayInputStream(line)))) {
            placement.place(staged, file);
            disk.syncFolder(file.resolveSibling("."));
            return id;
        } catch (FileAlreadyExistsException e) {
            return read().orElseThrow(() -> root.faults().on(NAME, "written", e));
        } catch (IOException e) {
            throw root.faults().on(NAME, "written", e);
        }
    }
}
