package io.github.reelstore.localfs;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.files.internal.FileOperations;
import io.github.reelstore.files.internal.StagedFile;
import io.github.reelstore.files.internal.StagingDirectory;
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

/** The store id of a root: one line in {@code .reelstore/store-id}. */
final class StoreIdFile {

    private static final String NAME = "store-id";

    /** Upper limit for reading; an id is shorter. */
    private static final int MAX_BYTES = 1024;

    private final StorageRoot root;
    private final Writer writer;
    private final Path file;

    /** Publishes a line at a path. */
    @FunctionalInterface
    private interface Writer {
        void write(BlobSource line, Path target) throws IOException;
    }

    StoreIdFile(StorageRoot root, StagingDirectory staging, AtomicPublisher publisher, FileOperations files) {
        this(root, (line, target) -> {
            try (StagedFile staged = staging.stage(line, StagedFile::new)) {
                publisher.publish(staged, target);
                files.syncDirectory(target.resolveSibling("."));
            }
        });
    }

    private StoreIdFile(StorageRoot root, Writer writer) {
        this.root = root;
        this.writer = writer;
        this.file = root.internal(NAME);
    }

    /** The id of a root that is only read. */
    static StoreIdFile readOnly(StorageRoot root) {
        return new StoreIdFile(root, (line, target) -> {
            throw StorageException.ReadOnly.store("storage");
        });
    }

    Optional<StoreId> read() {
        try {
            return Optional.of(new StoreId(readLine()));
        } catch (NoSuchFileException e) {
            root.exceptions().requireRoot();
            return Optional.empty();
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Corrupt(
                    file.toString(),
                    "The file " + file + " does not contain a valid store id; restore it from a backup.",
                    e);
        } catch (IOException e) {
            throw root.exceptions().failed(NAME, "read", e);
        }
    }

    /** Does not follow a link, which could point to the id of another store. */
    private String readLine() throws IOException {
        try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    /** Writes the id unless one exists, and returns the current one. Published atomically like any other file. */
    StoreId writeIfAbsent(StoreId id) {
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            writer.write(new BlobSource(NAME, () -> new ByteArrayInputStream(line)), file);
            return id;
        } catch (FileAlreadyExistsException e) {
            return read().orElseThrow(() -> root.exceptions().failed(NAME, "written", e));
        } catch (IOException e) {
            throw root.exceptions().failed(NAME, "written", e);
        }
    }
}
