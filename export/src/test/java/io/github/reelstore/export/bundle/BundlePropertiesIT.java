package io.github.reelstore.export.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.transfer.TransferProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundlePropertiesIT {

    private static final BundleOptions ALL = new BundleOptions(true);

    @TempDir
    private Path folder;

    /** Each seed writes and reads files, which takes longer than what other properties are about. */
    static Stream<RandomInput> seeds() {
        return RandomInput.ofSeeds(Integer.getInteger("reelstore.test.seeds", 500) / 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void everyProjectComesBackFromABundleAsItWas(RandomInput random) throws IOException {
        SampleStore from = SampleStore.inMemory();
        RandomProject.store(random, from);
        Path bundle = exported(random, from);
        SampleStore to = SampleStore.inMemory();
        ImportedBundle imported = to.imported(bundle);
        assertThat(imported.imported().mapped()).isEmpty();
        assertThat(imported.imported().dropped()).isZero();
        assertThat(to.state(RandomProject.ID).lines())
                .containsExactlyInAnyOrderElementsOf(inProjectFolder(from.state(RandomProject.ID)));

        ImportedBundle again = to.imported(bundle);
        assertThat(again.imported().added()).isZero();
        assertThat(again.imported().mapped()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void anotherProfileGetsACopyAndKeepsItWhenItImportsAgain(RandomInput random) throws IOException {
        SampleStore alice = SampleStore.inMemory();
        RandomProject.store(random, alice);
        String before = alice.state(RandomProject.ID).toString();
        Path bundle = exported(random, alice);
        SampleStore bob = alice.withProfile("bob");
        ImportedBundle copy = bob.imported(bundle);
        assertThat(copy.imported().mapped()).hasSize(copy.imported().added());
        ProjectState state = bob.state(copy.imported().project());
        assertThat(state.rows()).hasSize(alice.state(RandomProject.ID).rows().size());

        ImportedBundle again = bob.imported(bundle);
        assertThat(again.imported().added()).isZero();
        assertThat(again.imported().project()).isEqualTo(copy.imported().project());
        assertThat(bob.state(copy.imported().project())).isEqualTo(state);
        assertThat(alice.state(RandomProject.ID)).hasToString(before);
    }

    private Path exported(RandomInput random, SampleStore from) throws IOException {
        switch (random.oneOf("folder", "file", "file", "file", "stream", "stream")) {
            case "folder" -> {
                Path bundle = folder.resolve("bundle");
                from.bundles().exportTo(bundle, RandomProject.ID, ALL, TransferProgress.NONE);
                return bundle;
            }
            case "file" -> {
                Path bundle = folder.resolve("bundle.zip");
                from.bundles().exportTo(bundle, RandomProject.ID, ALL, TransferProgress.NONE);
                return bundle;
            }
            default -> {
                Path bundle = folder.resolve("stream.zip");
                try (OutputStream out = Files.newOutputStream(bundle)) {
                    from.bundles().exportTo(out, RandomProject.ID, ALL, TransferProgress.NONE);
                }
                return bundle;
            }
        }
    }

    /** Files of other folders come into that of the project. */
    private static List<String> inProjectFolder(ProjectState state) {
        return state.lines().stream()
                .map(line ->
                        line.replace("projects/gone/", "projects/dusk/").replace("projects/~x@y/", "projects/dusk/"))
                .toList();
    }
}
