package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;
import static io.github.reelstore.testkit.services.ServicesFixture.mp3;
import static io.github.reelstore.testkit.services.ServicesFixture.mp4;
import static io.github.reelstore.testkit.services.ServicesFixture.newAudio;
import static io.github.reelstore.testkit.services.ServicesFixture.newImage;
import static io.github.reelstore.testkit.services.ServicesFixture.newVideo;
import static io.github.reelstore.testkit.services.ServicesFixture.none;
import static io.github.reelstore.testkit.services.ServicesFixture.png;
import static io.github.reelstore.testkit.services.ServicesFixture.some;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.MaintenanceService;
import io.github.reelstore.domain.maintenance.RefreshService;
import io.github.reelstore.domain.maintenance.RefreshService.Extent;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairPlan.Action;
import io.github.reelstore.domain.maintenance.RepairPlan.ActionType;
import io.github.reelstore.domain.maintenance.RepairService;
import io.github.reelstore.domain.maintenance.UndeleteResult;
import io.github.reelstore.domain.maintenance.UndeletionService;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.maintenance.VerificationService;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SequentialIds;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Attempt;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Call;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome;
import io.github.reelstore.testkit.services.ServicesFixture.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Alice's rows and files, and bob's attempts to access them: at least one for every method that
 * {@link ProfileIsolationContract} finds.
 */
final class CrossProfileAttempts {

    /** Occurs in every row of alice, in the names of her files, and in their bytes. */
    static final String SECRET = "alices-secret";

    private static final PageRequest PAGE = PageRequest.first(100);

    private final ProfileIsolationContract contract;
    private final List<Attempt> attempts = new ArrayList<>();

    private final VideoProject project;
    private final GenerationPair pair;
    private final VideoGeneration unfinished;
    private final AudioGeneration further;
    private final BlobKey finalCut;
    private final BlobKey deleted;

    private final VideoProject projectOfBob;
    private final VideoGeneration videoOfBob;

    CrossProfileAttempts(ProfileIsolationContract contract) {
        this.contract = contract;
        Services alice = contract.alice();
        VideoProject bare = alice.projects()
                .create(VideoProject.builder().title(SECRET).script(SECRET).channelId(new ChannelId("channel")));
        this.project = alice.projects().setFinalCut(bare.id(), mp4(1));
        this.finalCut = project.videoPath().orElseThrow();
        NewAudio furtherAudio = newAudio(project, mp3(2), "vi");
        furtherAudio.row().text(SECRET);
        this.further = alice.generations().addAudio(furtherAudio);
        this.pair = alice.generations().createImageAudioVideoPair(some(image(1)), some(audio(1)), video(some(1)));
        NewGeneration withoutFile = video(none());
        this.unfinished = alice.generations().addVideo(withoutFile);
        ImageGeneration deletedImage = alice.generations().addImage(image(3));
        this.deleted = deletedImage.filePath();
        contract.transactions()
                .inTransaction(SampleRows.ALICE, tx -> tx.images().delete(deletedImage.id()));

        Services bob = contract.bob();
        this.projectOfBob = bob.newProject("of bob");
        this.videoOfBob = bob.generations().addVideo(newVideo(projectOfBob));

        projectService();
        generationService();
        mediaService();
        refreshService();
        verificationService();
        collectionService();
        undeletionService();
        repairService();
        maintenanceRepository();
        projectRepository();
        generationRepository();
        imageRepository();
        audioRepository();
        blobReferences();
        new EmbedderAttempts(
                        this,
                        project.id(),
                        imageRow().id(),
                        audioRow().id(),
                        pair.generation().id(),
                        deleted,
                        this::maintenance)
                .addAll();
    }

    private MaintenanceService maintenance(Services services) {
        return new MaintenanceService(
                contract.transactions(),
                contract.blobs(),
                new SequentialIds(contract.clock),
                services.profile(),
                MediaProbe.SNIFFING,
                Thumbnailer.NONE);
    }

    List<Attempt> all() {
        return List.copyOf(attempts);
    }

    /** Returns ids that must not occur in any row of bob. */
    List<String> idsOfAlice() {
        return Stream.of(
                        project.id(),
                        pair.generation().id(),
                        imageRow().id(),
                        audioRow().id(),
                        further.id(),
                        unfinished.id())
                .map(id -> id.value())
                .toList();
    }

    private NewImage image(int number) {
        NewImage image = newImage(project, png(number));
        image.row().prompt(SECRET);
        return image;
    }

    private NewAudio audio(int number) {
        NewAudio audio = newAudio(project, mp3(number), "en");
        audio.row().text(SECRET);
        return audio;
    }

    private NewGeneration video(Optional<Integer> number) {
        NewGeneration video = number.map(n -> newVideo(project, mp4(n + 10)))
                .orElseGet(() -> newVideo(project))
                .withFurtherAudio(number.isPresent() ? List.of(further.id()) : List.of());
        video.row().prompt(SECRET);
        return video;
    }

    private ImageGeneration imageRow() {
        return pair.image().orElseThrow();
    }

    private AudioGeneration audioRow() {
        return pair.audio().orElseThrow();
    }

    private void projectService() {
        Patch<VideoProject> steal = Patch.<VideoProject>empty().set(ProjectField.TITLE, "stolen");
        Patch<VideoProject> share = Patch.<VideoProject>empty().set(ProjectField.VIDEO_PATH, finalCut);
        String type = "ProjectService.";
        add(
                type + "create(VideoProjectBuilder)",
                REFUSED,
                services -> services.projects().create(draft().videoPath(finalCut)));
        add(
                type + "create(VideoProjectBuilder)",
                REFUSED,
                services -> services.projects().create(draft().thumbPath(deleted)));
        add(
                type + "create(VideoProjectBuilder)",
                HARMLESS,
                services -> services.projects().create(draft().id(project.id()).profileId(SampleRows.ALICE)));
        add(type + "get(ProjectId)", REFUSED, services -> services.projects().get(project.id()));
        add(
                type + "list(ProjectFilter, PageRequest)",
                READS,
                services -> services.projects().list(ProjectFilter.ALL, PAGE));
        add(
                type + "list(ProjectFilter, PageRequest)",
                READS,
                services -> services.projects().list(ofChannel(), PAGE));
        add(
                type + "update(ProjectId, Patch)",
                REFUSED,
                services -> services.projects().update(project.id(), steal));
        add(
                type + "update(ProjectId, Patch)",
                REFUSED,
                services -> services.projects().update(projectOfBob.id(), share));
        add(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                services -> services.projects().update(project.id(), project.version(), steal));
        add(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                services -> services.projects().update(projectOfBob.id(), 1, share));
        add(
                type + "setFinalCut(ProjectId, BlobSource)",
                REFUSED,
                services -> services.projects().setFinalCut(project.id(), mp4(50)));
        add(
                type + "setFinalCut(ProjectId, BlobSource)",
                HARMLESS,
                services -> services.projects().setFinalCut(projectOfBob.id(), mp4(1)));
        add(type + "delete(ProjectId)", REFUSED, services -> services.projects().delete(project.id()));
        add(
                type + "getProjectWithGenerations(ProjectId)",
                REFUSED,
                services -> services.projects().getProjectWithGenerations(project.id()));
        add(
                type + "getProjectWithGenerations(ProjectId, LanguageTag)",
                REFUSED,
                services -> services.projects().getProjectWithGenerations(project.id(), LanguageTag.of("en")));
    }

    private static VideoProjectBuilder draft() {
        return VideoProject.builder().title("of bob");
    }

    private void generationService() {
        String type = "GenerationService.";
        add(
                type + "addImage(NewImage)",
                REFUSED,
                services -> services.generations().addImage(newImage(project, png(51))));
        add(
                type + "addImage(NewImage)",
                HARMLESS,
                services -> services.generations().addImage(newImage(projectOfBob, png(1))));
        add(
                type + "addImage(NewImage)",
                HARMLESS,
                services -> services.generations().addImage(newImage(projectOfBob, png(3))));
        add(
                type + "addAudio(NewAudio)",
                REFUSED,
                services -> services.generations().addAudio(newAudio(project, mp3(51), "en")));
        add(
                type + "addAudio(NewAudio)",
                HARMLESS,
                services -> services.generations().addAudio(newAudio(projectOfBob, mp3(1), "en")));
        add(
                type + "addAudio(NewAudio, GenerationId)",
                REFUSED,
                services -> services.generations()
                        .addAudio(
                                newAudio(projectOfBob, mp3(52), "de"),
                                pair.generation().id()));
        add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                services -> services.generations().addVideo(newVideo(project)));
        add(
                type + "addVideo(NewGeneration)",
                HARMLESS,
                services -> services.generations().addVideo(newVideo(projectOfBob, mp4(11))));
        add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                services -> services.generations()
                        .addVideo(newVideo(projectOfBob)
                                .withInputs(List.of(new Input(
                                        InputRole.REFERENCE, imageRow().id())))));
        add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                services -> services.generations()
                        .addVideo(newVideo(projectOfBob).withFurtherAudio(List.of(further.id()))));
        add(
                type + "addFile(GenerationId, BlobSource)",
                REFUSED,
                services -> services.generations().addFile(unfinished.id(), mp4(53)));
        add(
                type + "deleteVideo(GenerationId)",
                REFUSED,
                services -> services.generations().deleteVideo(pair.generation().id()));
        add(
                type + "deleteImage(ImageId)",
                REFUSED,
                services -> services.generations().deleteImage(imageRow().id()));
        add(
                type + "deleteAudio(AudioId)",
                REFUSED,
                services -> services.generations().deleteAudio(audioRow().id()));
        add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, VideoGeneration)",
                REFUSED,
                services -> in(
                        services,
                        tx -> services.generations()
                                .createImageAudioVideoPair(
                                        tx,
                                        some(imageRow()),
                                        none(),
                                        SampleRows.generation("g")
                                                .profileId(tx.profile())
                                                .build())));
        add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, VideoGeneration)",
                REFUSED,
                services -> in(
                        services,
                        tx -> services.generations()
                                .createImageAudioVideoPair(
                                        tx, some(imageWithAlicesFile(tx)), none(), videoInAlicesProject(tx))));
        add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, NewGeneration)",
                REFUSED,
                services -> in(
                        services,
                        tx -> services.generations()
                                .createImageAudioVideoPair(
                                        tx, some(newImage(projectOfBob, png(54))), none(), newVideo(project))));
        add(
                type + "createImageAudioVideoPair(Optional, Optional, NewGeneration)",
                REFUSED,
                services -> services.generations()
                        .createImageAudioVideoPair(some(newImage(project, png(55))), none(), newVideo(projectOfBob)));
        add(
                type + "createImageAudioVideoPair(Optional, Optional, NewGeneration)",
                HARMLESS,
                services -> services.generations()
                        .createImageAudioVideoPair(
                                some(newImage(projectOfBob, png(1))),
                                some(newAudio(projectOfBob, mp3(1), "en")),
                                newVideo(projectOfBob, mp4(11))));
    }

    /** Returns a row of the transaction's profile with a file of alice. */
    private ImageGeneration imageWithAlicesFile(Tx tx) {
        return SampleRows.image("thief")
                .profileId(tx.profile())
                .filePath(imageRow().filePath())
                .build();
    }

    private VideoGeneration videoInAlicesProject(Tx tx) {
        return SampleRows.generation("g", project.id().value())
                .profileId(tx.profile())
                .build();
    }

    private void mediaService() {
        String type = "MediaService.";
        add(type + "bind()", HARMLESS, services -> {
            services.media().bind();
            return "bound";
        });
        add(type + "requireSameStore()", HARMLESS, services -> {
            services.media().requireSameStore();
            return true;
        });
        add(type + "rebind()", HARMLESS, services -> {
            services.media().rebind();
            return "bound";
        });
        add(type + "limitation()", HARMLESS, services -> services.media().limitation());
        add(
                type + "stage(MediaKind, BlobSource)",
                HARMLESS,
                services -> staged(services, 1, staged -> staged.format()));
        add(type + "stage(MediaKind, BlobSource, Optional)", HARMLESS, services -> {
            try (StagedMedia staged = services.media().stage(MediaKind.IMAGE, png(1), none())) {
                return staged.format();
            }
        });
        add(
                type + "prepare(StagedMedia, BlobKey)",
                HARMLESS,
                services -> staged(services, 1, staged -> {
                    services.media().prepare(staged, imageRow().filePath());
                    return "prepared";
                }));
        BlobKey own = new BlobKey("projects/of-bob/images/i.png");
        add(
                type + "publish(Tx, StagedMedia, BlobKey)",
                HARMLESS,
                services -> staged(
                        services,
                        1,
                        staged -> in(services, tx -> services.media().publish(tx, staged, own))));
        add(
                type + "publish(Tx, StagedMedia, BlobKey)",
                REFUSED,
                services -> staged(
                        services,
                        60,
                        staged -> in(services, tx -> services.media().publish(tx, staged, finalCut))));
        for (BlobKey key : List.of(finalCut, deleted, imageRow().filePath())) {
            add(
                    type + "open(BlobKey, ByteRange)",
                    REFUSED,
                    services -> services.media().open(key, ByteRange.ALL));
            add(
                    type + "presignGet(BlobKey, Duration)",
                    REFUSED,
                    services -> services.media().presignGet(key, Duration.ofMinutes(1)));
        }
    }

    /** Stages an image; number 1 has the bytes of alice's image. */
    private static Object staged(Services services, int number, Function<StagedMedia, Object> use) {
        try (StagedMedia staged = services.media().stage(MediaKind.IMAGE, png(number))) {
            return use.apply(staged);
        }
    }

    private void refreshService() {
        String refresh = "RefreshService.refresh(Optional, Extent, int, Listener)";
        add(
                refresh,
                REFUSED,
                services -> refresh(services).refresh(some(project.id()), Extent.ALL, 1, (done, total) -> {}));
        add(refresh, HARMLESS, services -> refresh(services).refresh(none(), Extent.ALL, 1, (done, total) -> {}));
    }

    private RefreshService refresh(Services services) {
        return new RefreshService(
                contract.transactions(), contract.blobs(), services.profile(), MediaProbe.SNIFFING, Thumbnailer.NONE);
    }

    private void verificationService() {
        String type = "VerificationService.";
        String verify = type + "verify(VerificationRequest, Listener)";
        add(verify, REFUSED, services -> verified(services, VerificationRequest.ALL.of(project.id())));
        add(verify, HARMLESS, services -> verified(services, VerificationRequest.ALL.with(Depth.CONTENT)));
    }

    /** Verifies as one profile. Bob has no problems: all his files exist. */
    private Object verified(Services services, VerificationRequest which) {
        List<String> problems = new ArrayList<>();
        Verification verification = new VerificationService(
                        contract.transactions(), contract.blobs(), services.profile())
                .verify(which, problem -> problems.add(problem.toString()));
        return problems.toString() + verification.problems();
    }

    private void collectionService() {
        String collect = "CollectionService.collect(Scope, Duration, Mode, Listener)";
        for (Scope scope : Scope.values()) {
            add(
                    collect,
                    HARMLESS,
                    services -> new CollectionService(contract.transactions(), contract.blobs(), services.profile())
                            .collect(scope, Duration.ZERO, Mode.REMOVE, files -> {}));
            add(
                    "CollectionService.collect(Scope, Duration, Mode, double, Listener)",
                    HARMLESS,
                    services -> new CollectionService(contract.transactions(), contract.blobs(), services.profile())
                            .collect(scope, Duration.ZERO, Mode.REMOVE, 1, files -> {}));
        }
    }

    private void undeletionService() {
        String undelete = "UndeletionService.undelete(BlobKey, Optional)";
        for (BlobKey key : List.of(deleted, finalCut)) {
            add(undelete, REFUSED, services -> undeletion(services).undelete(key, some(projectOfBob.id())));
        }
        // RecoveryContract covers files without rows; here every file has a row
        for (UndeletionService.Mode mode : UndeletionService.Mode.values()) {
            add(
                    "UndeletionService.undeleteOrphans(Optional, Mode, Listener)",
                    HARMLESS,
                    services -> undeletion(services).undeleteOrphans(some(project.id()), mode, new FailingListener()));
        }
    }

    /** Fails if any file is reported: bob must not learn of alice's files. */
    static final class FailingListener implements UndeletionService.Listener {

        @Override
        public void made(UndeleteResult undeleteResult) {
            throw new AssertionError(undeleteResult);
        }

        @Override
        public void found(BlobKey key, ProjectId project, EntityType row) {
            throw new AssertionError(key);
        }

        @Override
        public void skipped(BlobKey key, String reason) {
            throw new AssertionError(key);
        }
    }

    private UndeletionService undeletion(Services services) {
        return new UndeletionService(
                contract.transactions(),
                contract.blobs(),
                new SequentialIds(contract.clock),
                services.profile(),
                MediaProbe.SNIFFING,
                Thumbnailer.NONE);
    }

    /** Alice's files are intact, so a plan that claims they are damaged or have no rows must not move them. */
    private void repairService() {
        String type = "RepairService.";
        add(
                type + "plan(VerificationRequest, Listener)",
                REFUSED,
                services -> repair(services).plan(VerificationRequest.ALL.of(project.id()), problem -> {}));
        add(
                type + "plan(VerificationRequest, Listener)",
                HARMLESS,
                services -> repair(services).plan(VerificationRequest.ALL, problem -> {}));
        add(type + "apply(RepairPlan, double)", HARMLESS, services -> {
            RepairPlan plan = repair(services).plan(VerificationRequest.ALL, problem -> {});
            RepairPlan forged = new RepairPlan(plan.store(), services.profile(), plan.madeAt(), 9, 9, forged());
            return repair(services).apply(forged, 1).marked();
        });
    }

    private RepairService repair(Services services) {
        return new RepairService(contract.transactions(), contract.blobs(), services.profile());
    }

    private List<Action> forged() {
        return List.of(
                new Action(ActionType.QUARANTINE, Kind.ORPHAN, none(), finalCut.value(), ""),
                new Action(ActionType.QUARANTINE, Kind.ORPHAN, none(), deleted.value(), ""),
                new Action(ActionType.QUARANTINE, Kind.HASH, none(), finalCut.value(), ""),
                new Action(
                        ActionType.MARK,
                        Kind.DANGLING,
                        some(new RowRef(EntityType.IMAGE, imageId())),
                        "project_id x",
                        ""));
    }

    private String imageId() {
        return imageRow().id().value();
    }

    private void maintenanceRepository() {
        String type = "MaintenanceRepository.";
        RowMark mark = new RowMark(EntityType.IMAGE, imageId(), "missing", SECRET);
        in(
                type + "missingRows(EntityType, Collection)",
                HARMLESS,
                tx -> tx.maintenance().missingRows(EntityType.IMAGE, List.of(imageId())));
        contract.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.maintenance().mark(mark);
            return true;
        });
        in(
                type + "marks(EntityType, Collection)",
                READS,
                tx -> tx.maintenance().marks(EntityType.IMAGE, List.of(imageId())));
        in(type + "mark(RowMark)", REFUSED, tx -> {
            tx.maintenance().mark(new RowMark(EntityType.IMAGE, imageId(), "hash", "x"));
            return "marked";
        });
        in(type + "unmark(RowMark)", HARMLESS, tx -> tx.maintenance().unmark(mark) ? SECRET : "none");
        in(type + "pruneMarks()", HARMLESS, tx -> tx.maintenance().pruneMarks() > 0 ? SECRET : "none");
        in(type + "rows(long)", HARMLESS, tx -> tx.maintenance().rows(Long.MAX_VALUE));
        // the store id belongs to the whole database, and all profiles can read it
        in(type + "identity()", HARMLESS, tx -> tx.maintenance().identity());
        in(type + "identify(StoreId)", HARMLESS, tx -> tx.maintenance().identify(StoreId.random()));
        in(type + "replaceIdentity(StoreId)", HARMLESS, tx -> tx.maintenance().replaceIdentity(StoreId.random()));
        // these return an instant and two booleans, which no service exposes
        in(type + "newestRow()", HARMLESS, tx -> tx.maintenance().newestRow());
        in(
                type + "isOfAnotherProfile(ProjectId)",
                HARMLESS,
                tx -> tx.maintenance().isOfAnotherProfile(project.id()));
        in(type + "hasOtherProfiles()", HARMLESS, tx -> tx.maintenance().hasOtherProfiles());
        in(type + "noteBound()", HARMLESS, tx -> {
            tx.maintenance().noteBound();
            return "noted";
        });
    }

    private void projectRepository() {
        Patch<VideoProject> steal = Patch.<VideoProject>empty().set(ProjectField.TITLE, "stolen");
        String type = "ProjectRepository.";
        in(type + "insert(VideoProject)", REFUSED, tx -> {
            tx.projects()
                    .insert(SampleRows.project(project.id().value())
                            .profileId(tx.profile())
                            .build());
            return "inserted";
        });
        in(type + "insert(VideoProject)", REFUSED, tx -> {
            tx.projects()
                    .insert(SampleRows.project("planted")
                            .profileId(SampleRows.ALICE)
                            .title("planted")
                            .build());
            return "inserted";
        });
        in(type + "find(ProjectId)", READS, tx -> tx.projects().find(project.id()));
        in(type + "list(ProjectFilter, PageRequest)", READS, tx -> tx.projects().list(ofChannel(), PAGE));
        in(type + "update(ProjectId, Patch)", REFUSED, tx -> tx.projects().update(project.id(), steal));
        in(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                tx -> tx.projects().update(project.id(), project.version(), steal));
        in(type + "delete(ProjectId)", REFUSED, tx -> tx.projects().delete(project.id()));
    }

    private static ProjectFilter ofChannel() {
        return new ProjectFilter(some(new ChannelId("channel")), none(), TimeRange.ALWAYS);
    }

    private void generationRepository() {
        String type = "VideoGenerationRepository.";
        in(type + "insert(VideoGeneration)", REFUSED, tx -> {
            tx.generations().insert(videoInAlicesProject(tx));
            return "inserted";
        });
        in(type + "insert(VideoGeneration)", REFUSED, tx -> {
            tx.generations()
                    .insert(SampleRows.generation("g")
                            .profileId(tx.profile())
                            .imageGenerationId(imageRow().id())
                            .build());
            return "inserted";
        });
        in(
                type + "find(GenerationId)",
                READS,
                tx -> tx.generations().find(pair.generation().id()));
        in(
                type + "list(GenerationFilter, PageRequest)",
                READS,
                tx -> tx.generations().list(GenerationFilter.of(project.id()), PAGE));
        in(
                type + "list(GenerationFilter, PageRequest)",
                READS,
                tx -> tx.generations().list(ofTheChannel(), PAGE));
        in(type + "ofProject(ProjectId)", READS, tx -> tx.generations().ofProject(project.id()));
        in(
                type + "update(GenerationId, Patch)",
                REFUSED,
                tx -> tx.generations()
                        .update(
                                pair.generation().id(),
                                Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "stolen")));
        in(
                type + "update(GenerationId, Patch)",
                REFUSED,
                tx -> tx.generations()
                        .update(
                                videoOfBob.id(),
                                Patch.<VideoGeneration>empty()
                                        .set(
                                                GenerationField.AUDIO_GENERATION_ID,
                                                audioRow().id())));
        in(
                type + "update(GenerationId, Patch)",
                REFUSED,
                tx -> tx.generations()
                        .update(
                                videoOfBob.id(),
                                Patch.<VideoGeneration>empty().set(GenerationField.PROJECT_ID, project.id())));
        in(
                type + "delete(GenerationId)",
                REFUSED,
                tx -> tx.generations().delete(pair.generation().id()));
        in(type + "link(GenerationLinks)", REFUSED, tx -> {
            tx.generations()
                    .link(SampleRows.inputs(SampleRows.input(
                            videoOfBob.id().value(),
                            InputRole.REFERENCE,
                            0,
                            imageRow().id().value())));
            return "linked";
        });
        in(type + "link(GenerationLinks)", REFUSED, tx -> {
            tx.generations()
                    .link(SampleRows.tracks(SampleRows.track(
                            videoOfBob.id().value(), "de", further.id().value())));
            return "linked";
        });
        // links have ids and no texts, so a result with an id of alice counts as the secret
        in(
                type + "linksOf(GenerationId)",
                HARMLESS,
                tx -> secretIfItHasAnIdOfAlice(
                        tx.generations().linksOf(pair.generation().id()).toString()));
        in(
                type + "linksOfProject(ProjectId)",
                HARMLESS,
                tx -> secretIfItHasAnIdOfAlice(
                        tx.generations().linksOfProject(project.id()).toString()));
    }

    private String secretIfItHasAnIdOfAlice(String links) {
        return idsOfAlice().stream().anyMatch(links::contains) ? SECRET : links;
    }

    private static GenerationFilter ofTheChannel() {
        return new GenerationFilter(none(), some(new ChannelId("channel")), none(), TimeRange.ALWAYS);
    }

    private void imageRepository() {
        String type = "ImageRepository.";
        in(type + "insert(ImageGeneration)", REFUSED, tx -> {
            tx.images().insert(imageWithAlicesFile(tx));
            return "inserted";
        });
        in(type + "insert(ImageGeneration)", REFUSED, tx -> {
            tx.images()
                    .insert(SampleRows.image("thief")
                            .profileId(tx.profile())
                            .filePath(deleted)
                            .build());
            return "inserted";
        });
        in(type + "find(ImageId)", READS, tx -> tx.images().find(imageRow().id()));
        in(
                type + "list(GenerationFilter, PageRequest)",
                READS,
                tx -> tx.images().list(GenerationFilter.ALL, PAGE));
        in(type + "usedByProject(ProjectId)", READS, tx -> tx.images().usedByProject(project.id()));
        in(
                type + "update(ImageId, Patch)",
                REFUSED,
                tx -> tx.images()
                        .update(imageRow().id(), Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "stolen")));
        in(
                type + "delete(ImageId)",
                REFUSED,
                tx -> tx.images().delete(imageRow().id()));
    }

    private void audioRepository() {
        String type = "AudioRepository.";
        in(type + "insert(AudioGeneration)", REFUSED, tx -> {
            tx.audio()
                    .insert(SampleRows.audio("thief")
                            .profileId(tx.profile())
                            .filePath(audioRow().filePath())
                            .build());
            return "inserted";
        });
        in(type + "find(AudioId)", READS, tx -> tx.audio().find(audioRow().id()));
        in(type + "list(GenerationFilter, PageRequest)", READS, tx -> tx.audio().list(ofTheChannel(), PAGE));
        in(type + "usedByProject(ProjectId)", READS, tx -> tx.audio().usedByProject(project.id()));
        in(
                type + "update(AudioId, Patch)",
                REFUSED,
                tx -> tx.audio()
                        .update(audioRow().id(), Patch.<AudioGeneration>empty().set(AudioField.TEXT, "stolen")));
        in(type + "delete(AudioId)", REFUSED, tx -> tx.audio().delete(audioRow().id()));
    }

    /** Files have no text, so any result counts as the secret. */
    private void blobReferences() {
        String type = "BlobReferences.";
        in(type + "find(BlobKey)", READS, tx -> secretIfPresent(tx.references().find(finalCut)));
        in(
                type + "findByHash(MediaKind, ContentHash)",
                READS,
                tx -> secretIfPresent(tx.references()
                        .findByHash(
                                MediaKind.VIDEO, pair.generation().contentHash().orElseThrow())
                        .filter(blob ->
                                blob.key().equals(pair.generation().filePath().orElseThrow()))));
        in(
                type + "tombstone(BlobKey)",
                READS,
                tx -> secretIfPresent(tx.references().tombstone(deleted)));
        in(
                type + "expired(Instant, Optional, int)",
                READS,
                tx -> secretIfPresent(tx.references().expired(tx.now().plusSeconds(1), none(), 100).stream()
                        .filter(tombstone -> tombstone.key().equals(deleted))
                        .findFirst()));
        for (BlobKey key : List.of(finalCut, deleted)) {
            in(type + "reserve(BlobKey)", REFUSED, tx -> {
                tx.references().reserve(key);
                return "reserved";
            });
        }
        List<BlobKey> keys = List.of(finalCut, deleted);
        in(
                type + "release(Collection)",
                HARMLESS,
                tx -> secretIfPresent(tx.references().release(keys).stream().findFirst()));
        in(
                type + "unknown(Collection)",
                HARMLESS,
                tx -> secretIfPresent(tx.references().unknown(keys).stream().findFirst()));
        in(
                type + "releaseUnknown(Collection)",
                HARMLESS,
                tx -> secretIfPresent(
                        tx.references().releaseUnknown(keys).stream().findFirst()));
        in(
                type + "tombstones(PageRequest)",
                READS,
                tx -> secretIfPresent(tx.references().tombstones(PAGE).items().stream()
                        .filter(tombstone -> tombstone.key().equals(deleted))
                        .findFirst()));
    }

    private static String secretIfPresent(Optional<?> result) {
        return result.isPresent() ? SECRET + result.get() : "nothing";
    }

    void add(String method, Outcome outcome, Call call) {
        attempts.add(new Attempt(method, outcome, call));
    }

    /** Adds an attempt that runs in its own transaction. */
    private void in(String method, Outcome outcome, Function<Tx, Object> call) {
        add(method, outcome, services -> in(services, call));
    }

    private Object in(Services services, Function<Tx, Object> call) {
        return contract.transactions().inTransaction(services.profile(), call::apply);
    }
}
