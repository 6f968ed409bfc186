package io.github.reelstore.cli.command;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files in a folder and its subfolders, in the order of their names. Hidden files and folders are skipped. Links to files
 * are followed, links to folders are not: they may form a cycle.
 */
final class FolderFiles {

    /** The folder that every blob store on local disk has. */
    private static final String BLOB_STORE_MARK = ".reelstore";

    private final Path top;
    private final Path typed;
    private final Consumer<NewFile> files;

    private FolderFiles(Path top, Path typed, Consumer<NewFile> files) {
        this.top = top;
        this.typed = typed;
        this.files = files;
    }

    /** Passes on each file of a folder. What cannot be read becomes a file that cannot be opened. */
    static void each(Path folder, String typed, Consumer<NewFile> files) {
        new FolderFiles(folder, Path.of(typed), files).addAll(folder);
    }

    private void addAll(Path folder) {
        if (Files.isDirectory(folder.resolve(BLOB_STORE_MARK))) {
            refuse(folder, "is a blob store, whose files are stored already");
            return;
        }
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.filter(
                            entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            refuse(folder, "is a folder that cannot be read");
            return;
        }
        entries.forEach(this::add);
    }

    private void add(Path entry) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            addAll(entry);
        } else if (Files.isDirectory(entry)) {
            refuse(entry, "is a link to a folder; name that folder");
        } else if (Files.exists(entry) && !Files.isRegularFile(entry)) {
            // opening a named pipe without a writer would block
            refuse(entry, "is a pipe or a device, not a file");
        } else {
            files.accept(new NewFile(name(entry), NewFile.sizeOf(entry), () -> BlobSource.of(entry)));
        }
    }

    private void refuse(Path entry, String problem) {
        StorageException.InvalidInput refusal =
                new StorageException.InvalidInput("file", Messages.quoted(entry.toString()) + " " + problem + ".");
        files.accept(new NewFile(name(entry), 0, () -> {
            throw refusal;
        }));
    }

    private String name(Path entry) {
        return typed.resolve(top.relativize(entry)).toString();
    }
}
