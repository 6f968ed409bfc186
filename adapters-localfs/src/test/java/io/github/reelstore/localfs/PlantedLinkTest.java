package io.github.reelstore.localfs;

import static io.github.reelstore.localfs.Fixture.key;
import static io.github.reelstore.localfs.Fixture.plant;
import static io.github.reelstore.localfs.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Symbolic links where the store keeps its files, tried with every method of the port: files outside the root are
 * neither read nor written. {@link SymbolicLinkTest} checks the exceptions.
 */
class PlantedLinkTest {

    private static final String KEY = "projects/p/videos/g.mp4";

    @TempDir
    Path folder;

    /** Where the link is, and its target. */
    enum Planted {
        PROJECTS("projects", "outside"),
        PROJECT("projects/p", "outside"),
        DIRECTORY_OF_VIDEOS("projects/p/videos", "outside"),
        KEY_ITSELF("projects/p/videos/g.mp4", "outside/g.mp4"),
        PROJECTS_DANGLING("projects", "outside/nowhere"),
        PROJECT_DANGLING("projects/p", "outside/nowhere"),
        KEY_DANGLING("projects/p/videos/g.mp4", "outside/nowhere.mp4"),
        PROJECT_TO_ITSELF("projects/p", "root/projects/p"),
        KEY_TO_ITSELF("projects/p/videos/g.mp4", "root/projects/p/videos/g.mp4"),
        PROJECT_TO_THE_ROOT("projects/p", "root"),
        PROJECTS_TO_THE_INTERNAL_DIRECTORY("projects", "root/.reelstore");

        private final String link;
        private final String target;

        Planted(String link, String target) {
            this.link = link;
            this.target = target;
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void at(BlobStore store) throws IOException;
    }

    /** Each method accesses {@link #KEY}, unless it takes no key. */
    private static Map<String, Attempt> attempts() {
        BlobKey key = key(KEY);
        Map<String, Attempt> attempts = new TreeMap<>();
        attempts.put("stage", store -> store.stage(text("other")).close());
        attempts.put("publish", store -> {
            try (StagedBlob staged = store.stage(text("other"))) {
                store.publish(staged, key);
            }
        });
        attempts.put("publishAll", store -> {
            try (StagedBlob staged = store.stage(text("other"))) {
                store.publishAll(Map.of(key, staged));
            }
        });
        attempts.put("open", store -> store.open(key, ByteRange.ALL).close());
        attempts.put("stat", store -> store.stat(key));
        attempts.put("delete", store -> store.delete(key));
        attempts.put("list", store -> {
            try (Stream<BlobInfo> all = store.list(BlobPrefix.ALL)) {
                assertThat(all).isEmpty();
            }
            try (Stream<BlobInfo> below = store.list(BlobPrefix.parse("projects/p/videos"))) {
                assertThat(below).isEmpty();
            }
        });
        attempts.put("close", BlobStore::close);
        return attempts;
    }

    @Test
    void everyMethodOfThePortIsCovered() {
        assertThat(attempts().keySet())
                .as("add the method to attempts()")
                .isEqualTo(Arrays.stream(BlobStore.class.getMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void filesOutsideTheRootAreNeitherReadNorWritten(Planted planted) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root")).toRealPath();
        Path outside = Files.createDirectories(folder.resolve("outside")).toRealPath();
        plant(outside.resolve("g.mp4"), "secret");
        plant(outside.resolve("videos/g.mp4"), "secret");
        plant(outside.resolve("p/videos/g.mp4"), "secret");
        try (BlobStore store = LocalFsBlobStore.open(new LocalFsConfig(root))) {
            Path link = root.resolve(planted.link);
            Files.createDirectories(link.resolveSibling("."));
            Files.createSymbolicLink(link, folder.toRealPath().resolve(planted.target));
            Map<String, String> before = tree(folder);

            attempts().forEach((method, attempt) -> {
                Throwable refusal = catchThrowable(() -> attempt.at(store));
                assertThat(tree(folder)).as(method).isEqualTo(before);
                if (refusal != null) {
                    assertThat(refusal).as(method).isInstanceOf(StorageException.Integrity.class);
                    assertThat(refusal).hasMessageContaining("symbolic link");
                } else {
                    assertThat(method).isIn("stage", "list", "close");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRootWhoseInternalDirectoryIsALinkIsNotOpened(InternalDirectory planted) throws IOException {
        Path root = Files.createDirectories(folder.resolve("root")).toRealPath();
        Path outside = Files.createDirectories(folder.resolve("outside")).toRealPath();
        plant(outside.resolve("kept"), "secret");
        Path link = root.resolve(planted.link);
        Files.createDirectories(link.resolveSibling("."));
        Files.createSymbolicLink(link, folder.toRealPath().resolve(planted.target));
        Map<String, String> before = tree(folder);

        assertThatThrownBy(() -> LocalFsBlobStore.open(new LocalFsConfig(root)))
                .isInstanceOf(StorageException.Configuration.class)
                .hasMessageContaining("storage root");
        assertThat(tree(folder)).isEqualTo(before);
    }

    /** Where the link is before the store is opened, and its target. */
    enum InternalDirectory {
        ALL(".reelstore", "outside"),
        ALL_DANGLING(".reelstore", "outside/nowhere"),
        ALL_TO_ITSELF(".reelstore", "root/.reelstore"),
        STAGING(".reelstore/staging", "outside"),
        STAGING_DANGLING(".reelstore/staging", "outside/nowhere"),
        STAGING_TO_ITSELF(".reelstore/staging", "root/.reelstore/staging");

        private final String link;
        private final String target;

        InternalDirectory(String link, String target) {
            this.link = link;
            this.target = target;
        }
    }

    /** Every path below the folder with its content; links with their target. */
    private static Map<String, String> tree(Path folder) {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                // the lease of an open store, deleted when it is closed
                if (!path.toString().endsWith(".lock")) {
                    tree.put(folder.relativize(path).toString(), contentOf(path));
                }
            }
            return tree;
        } catch (IOException e) {
            throw new AssertionError("cannot list " + folder, e);
        }
    }

    private static String contentOf(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? Files.readString(path, StandardCharsets.ISO_8859_1)
                : "a folder";
    }
}
