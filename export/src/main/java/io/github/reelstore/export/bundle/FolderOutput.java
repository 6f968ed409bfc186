package io.github.reelstore.export.bundle;

import io.github.reelstore.export.internal.FileTree;
import io.github.reelstore.export.internal.ShutdownTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** A bag as a folder. */
final class FolderOutput implements BundleOutput {

    private final Path target;
    private final Path temporary;
    private final ShutdownTask atShutdown;
    private final Set<Path> folders = new HashSet<>();

    FolderOutput(Path target) throws IOException {
        Targets.requireFree(target);
        this.target = target;
        this.temporary = Targets.temporary(target);
        this.atShutdown = ShutdownTask.deleting(temporary);
        Files.createDirectory(temporary);
        folders.add(temporary);
    }

    @Override
    public void add(String path, InputStream content, long size) throws IOException {
        Path file = temporary.resolve(path);
        Path folder = file.getParent();
        if (folder != null && folders.add(folder)) {
            Files.createDirectories(folder);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.transferTo(out);
            channel.force(true);
        }
    }

    @Override
    public void finish() throws IOException {
        folders.forEach(Targets::force);
        Targets.publish(temporary, target);
    }

    @Override
    public void close() {
        FileTree.deleteQuietly(temporary);
        atShutdown.forget();
    }
}
