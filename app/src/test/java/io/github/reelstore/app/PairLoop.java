package io.github.reelstore.app;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * The process that {@link KillTest} kills: stores pairs of new bytes into the store of a folder until it is killed, and says on
 * standard output which clip it has stored.
 */
final class PairLoop {

    private static final int MOST_BYTES = 300_000;

    private PairLoop() {}

    /** Takes the store's folder, a folder to practise in, the project's id, and a seed for the bytes. */
    @SuppressWarnings("InfiniteLoopStatement") // it is killed
    public static void main(String[] arguments) throws IOException {
        Random random = new Random(Long.parseLong(arguments[3]));
        try (Reelstore practice = open(arguments[1])) {
            VideoProject scratch =
                    practice.projects().create(VideoProject.builder().title("Practice"));
            storePair(practice, scratch.id(), random);
        }
        // the Java machine has everything loaded by now; the parent says when to open the store itself
        if (System.in.read() < 0) {
            return;
        }
        ProjectId project = ProjectId.of(arguments[2]);
        try (Reelstore store = open(arguments[0])) {
            while (true) {
                System.out.println(storePair(store, project, random));
            }
        }
    }

    private static Reelstore open(String folder) {
        return Reelstore.open(
                ReelstoreConfig.builder().workingFolder(Path.of(folder)).build());
    }

    private static GenerationId storePair(Reelstore store, ProjectId project, Random random) {
        return store.generations()
                .createImageAudioVideoPair(
                        Optional.of(new NewImage(
                                project,
                                source(Samples.LIGHTHOUSE_PNG, random),
                                ImageGeneration.builder().provider("loop"))),
                        Optional.of(new NewAudio(
                                project,
                                source(Samples.SPEECH_EN_MP3, random),
                                AudioGeneration.builder().provider("loop").language(LanguageTag.of("en")))),
                        new NewGeneration(project, source(Samples.CLIP_MP4, random), VideoGeneration.builder()))
                .generation()
                .id();
    }

    /** The beginning of a sample, and then bytes that no other file has. */
    private static BlobSource source(Samples sample, Random random) {
        byte[] bytes = Arrays.copyOf(sample.bytes(), 20_000 + random.nextInt(MOST_BYTES));
        byte[] tail = new byte[bytes.length - 18_000];
        random.nextBytes(tail);
        System.arraycopy(tail, 0, bytes, 18_000, tail.length);
        return new BlobSource("loop", () -> new ByteArrayInputStream(bytes));
    }
}
