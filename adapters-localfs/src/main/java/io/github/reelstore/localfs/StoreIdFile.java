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
final class StoreIdFile {

    private static final String NAME = "store-id";

    /** An id has fewer. */
    private static final int MOST_BYTES = 1024;

    private final StorageRoot root;
    private final StagingDirectory staging;
    private final AtomicPublisher publisher;
    private final FileOperations files;
    private final Path file;

    StoreIdFile(StorageRoot root, StagingDirectory staging, AtomicPublisher publisher, FileOperations files) {
        this.root = root;
        this.staging = staging;
        this.publisher = publisher;
        this.files = files;
        this.file = root.own(NAME);
    }

    Optional<StoreId> read() {
        try {
            return Optional.of(new StoreId(line()));
        } catch (NoSuchFileException e) {
            root.exceptions().requireRoot();
            return Optional.empty();
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Corrupt(
                    file.toString(),
                    "The file " + file + " should hold the id of the store and does not; put it back from a copy.",
                    e);
        } catch (IOException e) {
            throw root.exceptions().on(NAME, "read", e);
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
            publisher.place(staged, file);
            files.syncFolder(file.resolveSibling("."));
            return id;
        } catch (FileAlreadyExistsException e) {
            return read().orElseThrow(() -> root.exceptions().on(NAME, "written", e));
        } catch (IOException e) {
            throw root.exceptions().on(NAME, "written", e);
        }
    }
}
