package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of one empty store on SQLite and local disk, for tests that need a store and do not ask how it came about: a new database takes all
 * migrations, which takes longer than most of these tests. All copies have the same store id.
 */
public final class EmptyStore {

    private static final String DATABASE = "reelstore.db";
    private static final String MEDIA = "media";
    private static final Path MODEL = model();

    private EmptyStore() {}

    /**
     * Copies the store.
     *
     * @param database the file of its database; neither it nor the storage may exist
     * @param storage the folder of its media
     */
    public static void copyTo(Path database, Path storage) {
        try {
            Files.createDirectories(database.getParent());
            Files.copy(MODEL.resolve(DATABASE), database);
            Path media = MODEL.resolve(MEDIA);
            for (Path each : below(media)) {
                Files.copy(each, storage.resolve(media.relativize(each).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }

    private static Path model() {
        try {
            Path folder = Files.createTempDirectory("reelstore-empty");
            Reelstore.open(ReelstoreConfig.builder()
                            .databaseUrl("jdbc:sqlite:" + folder.resolve(DATABASE))
                            .storageUrl("file:" + folder.resolve(MEDIA))
                            .build())
                    .close();
            for (Path each : below(folder)) {
                each.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
