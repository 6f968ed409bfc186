package io.github.reelstore.cli.command;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads a list of files in JSON Lines: an object a line, with the member {@code file} and the fields of the row. A line that is
 * not valid becomes a file that cannot be opened, so that the others are added.
 */
final class FileList implements JsonLines.Receiver {

    private final Path workingFolder;
    private final List<String> fields;
    private final Consumer<NewFile> receiver;

    /**
     * @param workingFolder resolves relative paths
     * @param fields the names of the fields that a line may have, in addition to {@code file}
     */
    FileList(Path workingFolder, List<String> fields, Consumer<NewFile> receiver) {
        this.workingFolder = workingFolder;
        this.fields = Stream.concat(Stream.of(NewFile.FILE), fields.stream()).toList();
        this.receiver = receiver;
    }

    /** Passes on each file of the list; at most one line is in memory. */
    void read(InputStream in) throws IOException {
        new JsonLines("{\"file\": \"dusk.png\"}").read(in, this);
    }

    @Override
    public void line(long number, Map<String, JsonNode> members) {
        String name = NewFile.FILE;
        try {
            name = LineFields.textOf(NewFile.FILE, members.getOrDefault(NewFile.FILE, MissingNode.getInstance()));
            Path path = workingFolder.resolve(name);
            JsonLines.requireKnown(members, fields);
            receiver.accept(new NewFile(
                    name, OptionalLong.of(number), NewFile.sizeOf(path), () -> BlobSource.of(path), members));
        } catch (StorageException.InvalidInput e) {
            receiver.accept(refused(number, name, e));
        } catch (InvalidPathException e) {
            receiver.accept(
                    refused(number, name, new StorageException.InvalidInput("file", "The file name is not valid.", e)));
        }
    }

    @Override
    public void invalid(long number, StorageException.InvalidInput problem) {
        receiver.accept(refused(number, NewFile.FILE, problem));
    }

    private static NewFile refused(long number, String name, StorageException.InvalidInput problem) {
        return new NewFile(
                name,
                OptionalLong.of(number),
                0,
                () -> {
                    throw problem;
                },
                Map.of());
    }
}
