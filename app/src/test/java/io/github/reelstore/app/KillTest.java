package io.github.reelstore.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at whatever moment leaves no row without its file, and loses nothing that it said was stored. */
class KillTest {

    private static final int KILLS = 50;
    private static final int AT_ONCE = 2;
    private static final int MOST_PAIRS = 6;
    private static final long MOST_NANOS_LATER = 25_000_000;

    @TempDir
    Path folder;

    private final Random random = new Random(20_261_122);
    private final Set<BlobKey> checked = new HashSet<>();
    private final Set<GenerationId> promised = new HashSet<>();

    /** Processes that start while another one is killed and looked after: starting is what takes the time. */
    private final Deque<Process> starting = new ArrayDeque<>();

    private ReelstoreConfig config() {
        return ReelstoreConfig.builder().workingFolder(folder).build();
    }

    @Test
    void fiftyKillsLeaveNoRowWithoutItsFile() throws IOException, InterruptedException {
        ProjectId project = newProject();
        int rows = 0;
        int filesWithoutRow = 0;
        int killsBeforeTheCommit = 0;
        // about one kill in sixteen meets the moment between file and row; on until one has
        for (int kill = 0; kill < KILLS || (killsBeforeTheCommit == 0 && kill < 4 * KILLS); kill++) {
            while (starting.size() < AT_ONCE) {
                starting.add(start(project));
            }
            killAtSomeMoment(starting.remove());
            ProjectWithGenerations view = reopened(project);
            assertThat(view.generations()).hasSizeGreaterThan(rows);
            rows = view.generations().size();
            view.generations().forEach(this::isWhole);
            assertThat(view.generations())
                    .extracting(one -> one.generation().id())
                    .containsAll(promised);
            int withoutRow = filesWithKeys() - checked.size();
            killsBeforeTheCommit += withoutRow > filesWithoutRow ? 1 : 0;
            filesWithoutRow = withoutRow;
        }
        assertThat(rows).isGreaterThanOrEqualTo(KILLS);
        assertThat(checked).hasSize(3 * rows);
        // else the kills missed the moments that this is about: the files stored, their rows not yet
        assertThat(killsBeforeTheCommit).isPositive();
    }

    @AfterEach
    void endTheOthers() {
        starting.forEach(Process::destroyForcibly);
    }

    private ProjectId newProject() {
        try (Reelstore store = Reelstore.open(config())) {
            return store.projects()
                    .create(VideoProject.builder().title("Killed"))
                    .id();
        }
    }

    private ProjectWithGenerations reopened(ProjectId project) {
        try (Reelstore store = Reelstore.open(config())) {
            return store.projects().getProjectWithGenerations(project);
        }
    }

    /** Waits for some pairs to be stored, then a moment more, so that the kill meets the next one anywhere. */
    private void killAtSomeMoment(Process process) throws IOException, InterruptedException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            int pairs = 1 + random.nextInt(MOST_PAIRS);
            for (int i = 0; i < pairs; i++) {
                promise(said);
            }
            LockSupport.parkNanos((long) (random.nextDouble() * MOST_NANOS_LATER));
            // by its handle: the process itself would close the stream that is still to be read
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            while (promise(said)) {
                // what it said before it died counts too
            }
        }
        assertThat(process.waitFor()).as("killed by SIGKILL").isEqualTo(137);
    }

    private boolean promise(BufferedReader said) throws IOException {
        Optional<String> id = Optional.ofNullable(said.readLine());
        // the last line may have been cut by the kill
        id.filter(line -> line.length() == 36).map(GenerationId::of).ifPresent(promised::add);
        return id.isPresent();
    }

    private Process start(ProjectId project) throws IOException {
        return JavaProcess.of(
                        PairLoop.class,
                        folder.toString(),
                        Files.createTempDirectory(folder, "practice").toString(),
                        project.value(),
                        Long.toString(random.nextLong()))
                .start();
    }

    private void isWhole(GenerationView view) {
        var clip = view.generation();
        var image = view.image().orElseThrow();
        var audio = view.audio().orElseThrow();
        isWhole(clip.filePath().orElseThrow(), clip.byteSize(), clip.contentHash());
        isWhole(image.filePath(), image.byteSize(), image.contentHash());
        isWhole(audio.filePath(), audio.byteSize(), audio.contentHash());
    }

    /** Every file's size is looked at each time, its bytes the first time: files do not change once they are there. */
    private void isWhole(BlobKey key, Optional<Long> size, Optional<ContentHash> hash) {
        Path file = media().resolve(key.value());
        assertThat(file).hasSize(size.orElseThrow());
        if (checked.add(key)) {
            assertThat(StoreSnapshot.hash(file)).isEqualTo(hash.orElseThrow().value());
        }
    }

    private Path media() {
        return folder.resolve("reelstore-data/media");
    }

    /** The published files; what was only staged has no key. */
    private int filesWithKeys() {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(media().resolve("projects"))) {
            all.filter(Files::isRegularFile).forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.size();
    }
}
