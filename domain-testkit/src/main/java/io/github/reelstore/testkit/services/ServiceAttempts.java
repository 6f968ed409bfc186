package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.PAGE;
import static io.github.reelstore.testkit.services.CrossProfileAttempts.ofChannel;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;
import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static io.github.reelstore.testkit.services.SampleDrafts.some;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.blob.PresentedAs;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Bob's calls of the services for projects, generations and media. */
final class ServiceAttempts {

    private final CrossProfileAttempts attempts;

    ServiceAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
    }

    void addAll() {
        projectService();
        generationService();
        mediaService();
    }

    private void projectService() {
        Patch<VideoProject> steal = Patch.<VideoProject>empty().set(ProjectField.TITLE, "stolen");
        Patch<VideoProject> share = Patch.<VideoProject>empty().set(ProjectField.VIDEO_PATH, attempts.finalCut);
        String type = "ProjectService.";
        attempts.add(
                type + "create(VideoProjectBuilder)",
                REFUSED,
                services -> services.projects().create(draft().videoPath(attempts.finalCut)));
        attempts.add(
                type + "create(VideoProjectBuilder)",
                REFUSED,
                services -> services.projects().create(draft().thumbPath(attempts.deleted)));
        attempts.add(
                type + "create(VideoProjectBuilder)",
                HARMLESS,
                services -> services.projects()
                        .create(draft().id(attempts.project.id()).profileId(SampleRows.ALICE)));
        attempts.add(
                type + "get(ProjectId)",
                REFUSED,
                services -> services.projects().get(attempts.project.id()));
        attempts.add(
                type + "list(ProjectFilter, PageRequest)",
                READS,
                services -> services.projects().list(ProjectFilter.ALL, PAGE));
        attempts.add(
                type + "list(ProjectFilter, PageRequest)",
                READS,
                services -> services.projects().list(ofChannel(), PAGE));
        attempts.add(
                type + "update(ProjectId, Patch)",
                REFUSED,
                services -> services.projects().update(attempts.project.id(), steal));
        attempts.add(
                type + "update(ProjectId, Patch)",
                REFUSED,
                services -> services.projects().update(attempts.projectOfBob.id(), share));
        attempts.add(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                services -> services.projects().update(attempts.project.id(), attempts.project.version(), steal));
        attempts.add(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                services -> services.projects().update(attempts.projectOfBob.id(), 1, share));
        attempts.add(
                type + "setFinalCut(ProjectId, BlobSource)",
                REFUSED,
                services -> services.projects().setFinalCut(attempts.project.id(), mp4(50)));
        attempts.add(
                type + "setFinalCut(ProjectId, BlobSource)",
                HARMLESS,
                services -> services.projects().setFinalCut(attempts.projectOfBob.id(), mp4(1)));
        attempts.add(
                type + "delete(ProjectId)",
                REFUSED,
                services -> services.projects().delete(attempts.project.id()));
        attempts.add(
                type + "contents(ProjectId)",
                REFUSED,
                services -> services.projects().contents(attempts.project.id()));
        attempts.add(
                type + "listGenerations(ProjectId, PageRequest)",
                REFUSED,
                services -> services.projects().listGenerations(attempts.project.id(), PAGE));
        attempts.add(
                type + "listGenerations(ProjectId, LanguageTag, PageRequest)",
                REFUSED,
                services -> services.projects().listGenerations(attempts.project.id(), LanguageTag.of("en"), PAGE));
        attempts.add(
                type + "imagesWithoutVideo(ProjectId, PageRequest)",
                REFUSED,
                services -> services.projects().imagesWithoutVideo(attempts.project.id(), PAGE));
        attempts.add(
                type + "audioWithoutVideo(ProjectId, PageRequest)",
                REFUSED,
                services -> services.projects().audioWithoutVideo(attempts.project.id(), PAGE));
        attempts.add(
                type + "getProjectWithGenerations(ProjectId)",
                REFUSED,
                services -> services.projects().getProjectWithGenerations(attempts.project.id()));
        attempts.add(
                type + "getProjectWithGenerations(ProjectId, LanguageTag)",
                REFUSED,
                services -> services.projects().getProjectWithGenerations(attempts.project.id(), LanguageTag.of("en")));
    }

    private static VideoProjectBuilder draft() {
        return VideoProject.builder().title("of bob");
    }

    private void generationService() {
        String type = "GenerationService.";
        attempts.add(
                type + "addImage(NewImage)",
                REFUSED,
                services -> services.generations().addImage(newImage(attempts.project, png(51))));
        attempts.add(
                type + "addImage(NewImage)",
                HARMLESS,
                services -> services.generations().addImage(newImage(attempts.projectOfBob, png(1))));
        attempts.add(
                type + "addImage(NewImage)",
                HARMLESS,
                services -> services.generations().addImage(newImage(attempts.projectOfBob, png(3))));
        attempts.add(
                type + "addImage(NewImage, Alongside)",
                REFUSED,
                services -> services.generations().addImage(newImage(attempts.project, png(54)), (tx, row) -> {}));
        attempts.add(
                type + "addAudio(NewAudio, Alongside)",
                REFUSED,
                services ->
                        services.generations().addAudio(newAudio(attempts.project, mp3(54), "en"), (tx, row) -> {}));
        attempts.add(
                type + "addVideo(NewGeneration, Alongside)",
                REFUSED,
                services -> services.generations().addVideo(newVideo(attempts.project), (tx, row) -> {}));
        attempts.add(
                type + "addAudio(NewAudio)",
                REFUSED,
                services -> services.generations().addAudio(newAudio(attempts.project, mp3(51), "en")));
        attempts.add(
                type + "addAudio(NewAudio)",
                HARMLESS,
                services -> services.generations().addAudio(newAudio(attempts.projectOfBob, mp3(1), "en")));
        attempts.add(
                type + "addAudio(NewAudio, GenerationId)",
                REFUSED,
                services -> services.generations()
                        .addAudio(
                                newAudio(attempts.projectOfBob, mp3(52), "de"),
                                attempts.pair.generation().id()));
        attempts.add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                services -> services.generations().addVideo(newVideo(attempts.project)));
        attempts.add(
                type + "addVideo(NewGeneration)",
                HARMLESS,
                services -> services.generations().addVideo(newVideo(attempts.projectOfBob, mp4(11))));
        attempts.add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                services -> services.generations()
                        .addVideo(newVideo(attempts.projectOfBob)
                                .withInputs(List.of(new Input(
                                        InputRole.REFERENCE, attempts.imageRow().id())))));
        attempts.add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                services -> services.generations()
                        .addVideo(newVideo(attempts.projectOfBob).withFurtherAudio(List.of(attempts.further.id()))));
        attempts.add(
                type + "addAllImages(List)",
                HARMLESS,
                services -> services.generations().addAllImages(List.of(newImage(attempts.project, png(53)))));
        attempts.add(
                type + "addAllAudio(List)",
                HARMLESS,
                services -> services.generations().addAllAudio(List.of(newAudio(attempts.project, mp3(53), "en"))));
        attempts.add(
                type + "addAllVideos(List)",
                HARMLESS,
                services -> services.generations().addAllVideos(List.of(newVideo(attempts.project, mp4(53)))));
        attempts.add(
                type + "addFile(GenerationId, BlobSource)",
                REFUSED,
                services -> services.generations().addFile(attempts.unfinished.id(), mp4(53)));
        attempts.add(
                type + "deleteVideo(GenerationId)",
                REFUSED,
                services -> services.generations()
                        .deleteVideo(attempts.pair.generation().id()));
        attempts.add(
                type + "deleteImage(ImageId)",
                REFUSED,
                services ->
                        services.generations().deleteImage(attempts.imageRow().id()));
        attempts.add(
                type + "deleteAudio(AudioId)",
                REFUSED,
                services ->
                        services.generations().deleteAudio(attempts.audioRow().id()));
        attempts.add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, VideoGeneration)",
                REFUSED,
                services -> attempts.in(
                        services,
                        tx -> services.generations()
                                .createImageAudioVideoPair(
                                        tx,
                                        some(attempts.imageRow()),
                                        none(),
                                        SampleRows.generation("g")
                                                .profileId(tx.profile())
                                                .build())));
        attempts.add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, VideoGeneration)",
                REFUSED,
                services -> attempts.in(
                        services,
                        tx -> services.generations()
                                .createImageAudioVideoPair(
                                        tx,
                                        some(attempts.imageWithAlicesFile(tx)),
                                        none(),
                                        attempts.videoInAlicesProject(tx))));
        attempts.add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, NewGeneration)",
                REFUSED,
                services -> attempts.in(
                        services,
                        tx -> services.generations()
                                .createImageAudioVideoPair(
                                        tx,
                                        some(newImage(attempts.projectOfBob, png(54))),
                                        none(),
                                        newVideo(attempts.project))));
        attempts.add(
                type + "createImageAudioVideoPair(Optional, Optional, NewGeneration)",
                REFUSED,
                services -> services.generations()
                        .createImageAudioVideoPair(
                                some(newImage(attempts.project, png(55))), none(), newVideo(attempts.projectOfBob)));
        attempts.add(
                type + "createImageAudioVideoPair(Optional, Optional, NewGeneration)",
                HARMLESS,
                services -> services.generations()
                        .createImageAudioVideoPair(
                                some(newImage(attempts.projectOfBob, png(1))),
                                some(newAudio(attempts.projectOfBob, mp3(1), "en")),
                                newVideo(attempts.projectOfBob, mp4(11))));
    }

    private void mediaService() {
        String type = "MediaService.";
        attempts.add(type + "bind()", HARMLESS, services -> {
            services.media().bind();
            return "bound";
        });
        attempts.add(
                type + "rememberedTrial()",
                HARMLESS,
                services -> services.media().rememberedTrial());
        attempts.add(type + "rememberTrial()", HARMLESS, services -> {
            services.media().rememberTrial();
            return "remembered";
        });
        attempts.add(type + "requireSameStore()", HARMLESS, services -> {
            services.media().requireSameStore();
            return true;
        });
        attempts.add(type + "rebind()", HARMLESS, services -> {
            services.media().rebind();
            return "bound";
        });
        attempts.add(
                type + "limitation()", HARMLESS, services -> services.media().limitation());
        attempts.add(
                type + "stage(MediaKind, BlobSource)",
                HARMLESS,
                services -> staged(services, 1, staged -> staged.format()));
        attempts.add(type + "stage(MediaKind, BlobSource, Optional)", HARMLESS, services -> {
            try (StagedMedia staged = services.media().stage(MediaKind.IMAGE, png(1), none())) {
                return staged.format();
            }
        });
        attempts.add(
                type + "prepare(StagedMedia, BlobKey)",
                HARMLESS,
                services -> staged(services, 1, staged -> {
                    services.media().prepare(staged, attempts.imageRow().filePath());
                    return "prepared";
                }));
        attempts.add(
                type + "presignedOrigin()",
                HARMLESS,
                services -> services.media().presignedOrigin());
        BlobKey own = new BlobKey("projects/of-bob/images/i.png");
        attempts.add(
                type + "publish(Tx, StagedMedia, BlobKey)",
                HARMLESS,
                services -> staged(
                        services,
                        1,
                        staged -> attempts.in(services, tx -> services.media().publish(tx, staged, own))));
        attempts.add(
                type + "publish(Tx, StagedMedia, BlobKey)",
                REFUSED,
                services -> staged(
                        services,
                        60,
                        staged ->
                                attempts.in(services, tx -> services.media().publish(tx, staged, attempts.finalCut))));
        attempts.add(
                "DirectUploads.plan(ProjectId, MediaFormat, ContentHash, long, Duration)",
                REFUSED,
                services -> services.uploads()
                        .plan(
                                attempts.project.id(),
                                MediaFormat.PNG,
                                new ContentHash("ab".repeat(32)),
                                1,
                                Duration.ofMinutes(1)));
        attempts.add("DirectUploads.requireUploaded(BlobKey)", REFUSED, services -> {
            services.uploads().requireUploaded(attempts.deleted);
            return "uploaded";
        });
        for (BlobKey key :
                List.of(attempts.finalCut, attempts.deleted, attempts.imageRow().filePath())) {
            attempts.add(
                    type + "open(BlobKey, ByteRange)",
                    REFUSED,
                    services -> services.media().open(key, ByteRange.ALL));
            attempts.add(
                    type + "openVerified(BlobKey)",
                    REFUSED,
                    services -> services.media().openVerified(key));
            attempts.add(
                    type + "file(BlobKey)",
                    REFUSED,
                    services -> services.media().file(key));
            attempts.add(
                    type + "stat(BlobKey)",
                    REFUSED,
                    services -> services.media().stat(key));
            attempts.add(
                    type + "presignGet(BlobKey, Duration)",
                    REFUSED,
                    services -> services.media().presignGet(key, Duration.ofMinutes(1)));
            attempts.add(
                    type + "presignGet(BlobKey, Duration, PresentedAs)",
                    REFUSED,
                    services -> services.media()
                            .presignGet(key, Duration.ofMinutes(1), new PresentedAs("video/mp4", "inline")));
        }
    }

    /** Stages an image; number 1 has the bytes of alice's image. */
    private static Object staged(Services services, int number, Function<StagedMedia, Object> use) {
        try (StagedMedia staged = services.media().stage(MediaKind.IMAGE, png(number))) {
            return use.apply(staged);
        }
    }
}
