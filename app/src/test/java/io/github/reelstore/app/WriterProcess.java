package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A process of {@link ConcurrencyContract}. Its threads store pairs, delete their own projects and list all projects of
 * their profile, one of three, in the store that the environment names. The process prints each confirmed write on a
 * line of standard output:
 *
 * <pre>
 * project ID
 * pair PROJECT IMAGE AUDIO VIDEO
 * deleted PROJECT
 * </pre>
 */
final class WriterProcess {

    private static final int THREADS = 8;
    private static final int PROFILES = 3;
    private static final int PAIRS_PER_PROJECT = 3;
    private static final int MAX_PROJECTS = 2;
    private static final int PAGE = 20;
    /** The number of files of each kind that all threads store repeatedly. */
    private static final int SHARED_FILES = 5;

    private final Reelstore store;
    private final int rounds;
    /** The number of this thread's first own file. */
    private final int firstNumber;

    private final Deque<ProjectId> own = new ArrayDeque<>();
    private int pairsOfNewest = PAIRS_PER_PROJECT;

    private WriterProcess(Reelstore store, int thread, int rounds) {
        this.store = store;
        this.rounds = rounds;
        this.firstNumber = SHARED_FILES + thread * rounds;
    }

    /** Arguments: the number of the process, from 0, and the number of rounds of each thread. */
    public static void main(String[] arguments) throws Exception {
        int firstThread = Integer.parseInt(arguments[0]) * THREADS;
        int rounds = Integer.parseInt(arguments[1]);
        ReelstoreConfig config =
                ReelstoreConfig.builder().environment(System.getenv()).build();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Reelstore store = Reelstore.open(config)) {
            List<Callable<Void>> writers = IntStream.range(0, THREADS)
                    .<Callable<Void>>mapToObj(i -> writer(store, firstThread + i, rounds)::write)
                    .toList();
            for (Future<Void> done : threads.invokeAll(writers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static WriterProcess writer(Reelstore store, int thread, int rounds) {
        return new WriterProcess(store.withProfile(new ProfileId("studio-" + thread % PROFILES)), thread, rounds);
    }

    private Void write() {
        for (int round = 0; round < rounds; round++) {
            if (pairsOfNewest == PAIRS_PER_PROJECT) {
                createProject();
            }
            createPair(round);
            if (own.size() > MAX_PROJECTS) {
                deleteOldest();
            }
            list();
        }
        return null;
    }

    private void createProject() {
        VideoProject project = store.projects().create(VideoProject.builder().title("Of many"));
        own.addLast(project.id());
        pairsOfNewest = 0;
        System.out.println("project " + project.id());
    }

    private void createPair(int round) {
        ProjectId project = own.getLast();
        GenerationPair pair = store.generations()
                .createImageAudioVideoPair(
                        Optional.of(new NewImage(
                                project,
                                source("image", SampleMedia.png(number(round, 2))),
                                ImageGeneration.builder().provider("many"))),
                        Optional.of(new NewAudio(
                                project,
                                source("audio", SampleMedia.mp3(number(round, 3))),
                                AudioGeneration.builder().provider("many").language(LanguageTag.of("en")))),
                        new NewGeneration(
                                project,
                                source("video", SampleMedia.mp4(number(round, 4))),
                                VideoGeneration.builder()));
        pairsOfNewest++;
        System.out.println("pair " + project + " " + pair.image().orElseThrow().id() + " "
                + pair.audio().orElseThrow().id() + " " + pair.generation().id());
    }

    private static BlobSource source(String name, byte[] bytes) {
        return SampleMedia.source(name, bytes);
    }

    /** A shared file in every {@code sharedEach}th round, else a file of this thread. */
    private int number(int round, int sharedEach) {
        return round % sharedEach == 0 ? round / sharedEach % SHARED_FILES : firstNumber + round;
    }

    private void deleteOldest() {
        ProjectId oldest = own.removeFirst();
        int rows = store.projects().delete(oldest).rows();
        if (rows != 1 + 3 * PAIRS_PER_PROJECT) {
            throw new IllegalStateException("deleted " + rows + " rows of project " + oldest);
        }
        System.out.println("deleted " + oldest);
    }

    /** Lists during concurrent writes and deletions: no project twice, and all of this thread's projects. */
    private void list() {
        Set<ProjectId> listed = new HashSet<>();
        Optional<Cursor> next = Optional.empty();
        do {
            PageRequest first = PageRequest.first(PAGE);
            Page<VideoProject> page = store.projects()
                    .list(ProjectFilter.ALL, next.map(first::after).orElse(first));
            for (VideoProject project : page.items()) {
                if (!listed.add(project.id())) {
                    throw new IllegalStateException("listed twice: project " + project.id());
                }
            }
            next = page.next();
        } while (next.isPresent());
        if (!listed.containsAll(own)) {
            throw new IllegalStateException("listed " + listed + " without some of " + own);
        }
    }
}
