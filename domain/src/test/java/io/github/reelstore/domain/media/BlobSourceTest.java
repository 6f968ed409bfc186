package io.github.reelstore.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobSourceTest {

    @Test
    void aFileCanBeReadRepeatedlyAndIsNotChanged(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ä 🎬.png"), "bytes");
        BlobSource source = BlobSource.of(file);
        assertThat(source).hasToString(file.toString());
        for (int i = 0; i < 2; i++) {
            try (InputStream stream = source.stream().open()) {
                assertThat(stream.readAllBytes()).asString().isEqualTo("bytes");
            }
        }
        assertThat(file).hasContent("bytes");
    }

    @Test
    void aMissingFileAndAFolderAreRefused(@TempDir Path folder) {
        for (Path path : List.of(folder, folder.resolve("none"), folder.resolve("none/none"))) {
            assertThatThrownBy(() -> BlobSource.of(path))
                    .isInstanceOf(StorageException.InvalidInput.class)
                    .hasMessageContaining(path.getFileName().toString());
        }
    }
}
