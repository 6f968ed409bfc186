package io.github.reelstore.domain.ledger.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.storyboard.internal.Choices;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Stores the results of jobs: each becomes the row and the file of an image, audio or a video, as any other file does. */
public final class ResultRows {

    private final GenerationService generations;

    public ResultRows(GenerationService generations) {
        this.generations = generations;
    }

    /**
     * Stores a result. As a take of a scene it stands, unless a choice stays ({@link Choices#generated}).
     *
     * @param job what its row is made from
     * @param file its bytes
     * @param alongside more work in its transaction, given the result as it is stored
     * @return the result as it is stored
     */
    public JobResult store(ProviderJob job, JobResult result, BlobSource file, BiConsumer<Tx, JobResult> alongside) {
        BiConsumer<Tx, JobResult> andStands = alongside.andThen((tx, stored) -> {
            if (job.sceneId().isPresent()) {
                new Choices(tx, job.projectId())
                        .generated(job.kind(), stored.rowId().orElseThrow(), job.createdAt());
            }
        });
        return row(job, result, file, andStands);
    }

    private JobResult row(ProviderJob job, JobResult result, BlobSource file, BiConsumer<Tx, JobResult> alongside) {
        JobRequest request = job.frozen();
        return switch (job.kind()) {
            case IMAGE -> {
                ImageGeneration row = generations.addImage(
                        image(job, request, file),
                        (tx, added) -> alongside.accept(
                                tx, stored(result, added.id().value(), added.filePath(), added.contentHash())));
                yield stored(result, row.id().value(), row.filePath(), row.contentHash());
            }
            case AUDIO -> {
                AudioGeneration row = generations.addAudio(
                        audio(job, request, result, file),
                        (tx, added) -> alongside.accept(
                                tx, stored(result, added.id().value(), added.filePath(), added.contentHash())));
                yield stored(result, row.id().value(), row.filePath(), row.contentHash());
            }
            case VIDEO -> {
                VideoGeneration row = generations.addVideo(
                        video(job, request, file),
                        (tx, added) -> alongside.accept(
                                tx,
                                stored(
                                        result,
                                        added.id().value(),
                                        added.filePath().orElseThrow(),
                                        added.contentHash())));
                yield stored(result, row.id().value(), row.filePath().orElseThrow(), row.contentHash());
            }
        };
    }

    private static JobResult stored(JobResult result, String row, BlobKey key, Optional<ContentHash> hash) {
        return result.toBuilder()
                .state(ResultState.STORED)
                .remoteName(Optional.empty())
                .rowId(row)
                .filePath(key)
                .contentHash(hash)
                .build();
    }

    private static NewImage image(ProviderJob job, JobRequest request, BlobSource file) {
        return new NewImage(
                job.projectId(),
                file,
                ImageGeneration.builder()
                        .provider(job.provider())
                        .model(job.model())
                        .sceneId(job.sceneId())
                        .prompt(request.prompt())
                        .seed(request.seed().map(Object::toString))
                        .madeFrom(request.madeFrom()));
    }

    private static NewAudio audio(ProviderJob job, JobRequest request, JobResult result, BlobSource file) {
        NewAudio audio = new NewAudio(
                job.projectId(),
                file,
                AudioGeneration.builder()
                        .provider(job.provider())
                        .model(job.model())
                        .ttsJobId(job.operationName())
                        .language(request.language())
                        .voice(request.voice())
                        .sceneId(job.sceneId())
                        .text(request.text())
                        .madeFrom(request.madeFrom()));
        return result.encoding()
                .map(AudioEncoding::parse)
                .map(audio::withFormat)
                .orElse(audio);
    }

    private NewGeneration video(ProviderJob job, JobRequest request, BlobSource file) {
        return new NewGeneration(
                        job.projectId(),
                        file,
                        VideoGeneration.builder()
                                .provider(job.provider())
                                .model(job.model())
                                .sceneId(job.sceneId())
                                .operationName(job.operationName())
                                .prompt(request.prompt())
                                .seed(request.seed())
                                .generationType(request.inputs().isEmpty() ? "text-to-video" : "image-to-video")
                                .madeFrom(request.madeFrom()))
                .withInputs(inputs(request));
    }

    /** Without the images whose rows were deleted meanwhile. */
    private List<NewGeneration.Input> inputs(JobRequest request) {
        return request.inputs().stream()
                .flatMap(input -> input.image().stream()
                        .filter(this::exists)
                        .map(image -> new NewGeneration.Input(input.role(), image)))
                .toList();
    }

    private boolean exists(ImageId image) {
        try {
            return generations.getImage(image) != null;
        } catch (StorageException.NotFound e) {
            return false;
        }
    }

    /**
     * Whether two jobs have the same results, which were paid once: one is a copy of the other, or both are copies of a third. Copies keep
     * what the provider has said of the job, which no two others have in common.
     */
    public static boolean areSame(ProviderJob one, ProviderJob other) {
        return one.fingerprint().equals(other.fingerprint())
                && one.take() == other.take()
                && one.operationName().equals(other.operationName())
                && one.submittedAt().equals(other.submittedAt());
    }

    /** Whether the row and the file of a stored result still exist, in a transaction of its profile. */
    public static boolean hasRow(Tx tx, ProviderJob job, JobResult result) {
        return result.rowId()
                .filter(id -> switch (job.kind()) {
                    case IMAGE -> tx.images().find(new ImageId(id)).isPresent();
                    case AUDIO -> tx.audio().find(new AudioId(id)).isPresent();
                    case VIDEO -> tx.generations().find(new GenerationId(id)).isPresent();
                })
                .isPresent();
    }
}
