package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;

import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.MaintenanceService;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.NewPair;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Bob's attempts to access alice's rows and files by the methods that {@link EmbedderContract} tests. */
final class EmbedderAttempts {

    private static final PageRequest PAGE = PageRequest.first(100);

    private final CrossProfileAttempts attempts;
    private final ProjectId project;
    private final ImageId image;
    private final AudioId audio;
    private final GenerationId video;
    private final BlobKey deleted;

    EmbedderAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
        this.project = attempts.project.id();
        this.image = attempts.imageRow().id();
        this.audio = attempts.audioRow().id();
        this.video = attempts.pair.generation().id();
        this.deleted = attempts.deleted;
    }

    void addAll() {
        projects();
        generations();
        newPair();
        maintenance();
    }

    private void projects() {
        String type = "ProjectService.";
        attempts.add(
                type + "create(String)",
                HARMLESS,
                services -> services.projects().create("of bob"));
        attempts.add(
                type + "update(ProjectId, UnaryOperator)",
                REFUSED,
                services -> services.projects().update(project, row -> row.title("stolen")));
    }

    private void generations() {
        String type = "GenerationService.";
        attempts.add(
                type + "getImage(ImageId)",
                REFUSED,
                services -> services.generations().getImage(image));
        attempts.add(
                type + "getAudio(AudioId)",
                REFUSED,
                services -> services.generations().getAudio(audio));
        attempts.add(
                type + "getVideo(GenerationId)",
                REFUSED,
                services -> services.generations().getVideo(video));
        GenerationFilter filter = GenerationFilter.ALL;
        attempts.add(
                type + "listImages(GenerationFilter, PageRequest)",
                READS,
                services -> services.generations().listImages(filter, PAGE));
        attempts.add(
                type + "listAudio(GenerationFilter, PageRequest)",
                READS,
                services -> services.generations().listAudio(filter, PAGE));
        attempts.add(
                type + "listVideos(GenerationFilter, PageRequest)",
                READS,
                services -> services.generations().listVideos(filter, PAGE));
        Patch<ImageGeneration> prompt = Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "stolen");
        attempts.add(
                type + "updateImage(ImageId, Patch)",
                REFUSED,
                services -> services.generations().updateImage(image, prompt));
        Patch<AudioGeneration> text = Patch.<AudioGeneration>empty().set(AudioField.TEXT, "stolen");
        attempts.add(
                type + "updateAudio(AudioId, Patch)",
                REFUSED,
                services -> services.generations().updateAudio(audio, text));
        Patch<VideoGeneration> wave = Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "stolen");
        attempts.add(
                type + "updateVideo(GenerationId, Patch)",
                REFUSED,
                services -> services.generations().updateVideo(video, wave));
        attempts.add(
                type + "updateImage(ImageId, UnaryOperator)",
                REFUSED,
                services -> services.generations().updateImage(image, row -> row.prompt("stolen")));
        attempts.add(
                type + "updateAudio(AudioId, UnaryOperator)",
                REFUSED,
                services -> services.generations().updateAudio(audio, row -> row.text("stolen")));
        attempts.add(
                type + "updateVideo(GenerationId, UnaryOperator)",
                REFUSED,
                services -> services.generations().updateVideo(video, row -> row.prompt("stolen")));
        attempts.add(
                type + "newPair(ProjectId)",
                HARMLESS,
                services -> services.generations().newPair(project).getClass());
    }

    /** A pair is refused when it is saved; before, nothing is read or written. */
    private void newPair() {
        String type = "NewPair.";
        attempts.add(type + "save()", REFUSED, services -> withImage(services).save());
        attempts.add(
                type + "image(Path, UnaryOperator)",
                HARMLESS,
                services -> withImage(services).getClass());
        attempts.add(
                type + "audio(Path, UnaryOperator)",
                HARMLESS,
                services -> services.generations()
                        .newPair(project)
                        .audio(file("a.mp3", SampleMedia.mp3(60)), row -> row.provider("speaker"))
                        .getClass());
        attempts.add(
                type + "video(Path, UnaryOperator)",
                HARMLESS,
                services -> services.generations()
                        .newPair(project)
                        .video(file("v.mp4", SampleMedia.mp4(60)), row -> row)
                        .getClass());
        attempts.add(
                type + "video(UnaryOperator)",
                HARMLESS,
                services -> services.generations()
                        .newPair(project)
                        .video(row -> row)
                        .getClass());
    }

    private NewPair withImage(Services services) {
        return services.generations()
                .newPair(project)
                .image(file("i.png", SampleMedia.png(60)), row -> row.provider("painter"));
    }

    private static Path file(String name, byte[] bytes) {
        try {
            Path file = Files.createTempFile("reelstore", name);
            file.toFile().deleteOnExit();
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void maintenance() {
        String type = "MaintenanceService.";
        add(type + "collect()", MaintenanceService::collect);
        add(
                type + "collect(Scope, Duration, Mode, double, Listener)",
                service -> service.collect(
                        CollectionService.Scope.ALL_FILES,
                        Duration.ZERO,
                        CollectionService.Mode.REMOVE,
                        1,
                        files -> {}));
        add(type + "verify()", MaintenanceService::verify);
        add(
                type + "verify(VerificationRequest, Listener)",
                service -> service.verify(VerificationRequest.ALL, problem -> {}));
        add(type + "planRepair()", service -> service.planRepair().actions());
        add(
                type + "planRepair(VerificationRequest, Listener)",
                service -> service.planRepair(VerificationRequest.ALL, problem -> {})
                        .actions());
        add(type + "repair(RepairPlan)", service -> service.repair(service.planRepair()));
        add(type + "repair(RepairPlan, double)", service -> service.repair(service.planRepair(), 1));
        attempts.store.putFile(
                MediaKeys.quarantined(
                        "1", new BlobKey(MediaKeys.of(project) + "/images/" + CrossProfileAttempts.SECRET + ".png")),
                SampleMedia.png(61));
        attempts.add(
                type + "quarantine(int)",
                READS,
                services -> maintenance(services).quarantine(10));
        attempts.add(
                type + "undelete(BlobKey)",
                REFUSED,
                services -> maintenance(services).undelete(deleted));
        attempts.add(
                type + "undelete(BlobKey, Optional)",
                REFUSED,
                services -> maintenance(services).undelete(deleted, Optional.of(project)));
        attempts.add(
                type + "undelete(BlobKey, Optional, Alongside)",
                REFUSED,
                services -> maintenance(services).undelete(deleted, Optional.of(project), (tx, row) -> {}));
        add(
                type + "undeleteOrphans(Optional, Mode, Listener)",
                service -> service.undeleteOrphans(
                        Optional.of(project), UndeletionService.Mode.MAKE, new MaintenanceAttempts.FailingListener()));
        add(type + "refresh()", MaintenanceService::refresh);
        add(
                type + "refresh(Optional, Extent, int, Listener)",
                service -> service.refresh(Optional.empty(), RefreshService.Extent.ALL, 1, (done, total) -> {}));
    }

    private void add(String method, Function<MaintenanceService, Object> harmless) {
        attempts.add(method, HARMLESS, services -> harmless.apply(maintenance(services)));
    }

    private MaintenanceService maintenance(Services services) {
        return new MaintenanceService(
                attempts.store.transactions(),
                attempts.store.blobs(),
                new SequentialIds(attempts.store.clock),
                services.profile(),
                MediaProbe.SNIFFING,
                Thumbnailer.NONE);
    }
}
