package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;
import static io.github.reelstore.testkit.services.ServicesFixture.mp3;
import static io.github.reelstore.testkit.services.ServicesFixture.mp4;
import static io.github.reelstore.testkit.services.ServicesFixture.newAudio;
import static io.github.reelstore.testkit.services.ServicesFixture.newClip;
import static io.github.reelstore.testkit.services.ServicesFixture.newImage;
import static io.github.reelstore.testkit.services.ServicesFixture.none;
import static io.github.reelstore.testkit.services.ServicesFixture.png;
import static io.github.reelstore.testkit.services.ServicesFixture.some;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
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
import io.github.reelstore.domain.port.media.StagedMedia;
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
import io.github.reelstore.testkit.rows.Rows;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Attempt;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Intrusion;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome;
import io.github.reelstore.testkit.services.ServicesFixture.Services;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What alice has, and what bob tries to get at it: an attempt or more for every method that {@link ProfileIsolationContract} finds. */
final class CrossProfileAttempts {

    /** Stands in every row of alice's, in the names of her files, and in their bytes. */
    static final String SECRET = "a-secret-of-alices";

    private static final PageRequest PAGE = PageRequest.first(100);

    private final ProfileIsolationContract contract;
    private final List<Intrusion> intrusions = new ArrayList<>();

    private final VideoProject project;
    private final GenerationPair pair;
    private final VideoGeneration unfinished;
    private final AudioGeneration further;
    private final BlobKey finalCut;
    private final BlobKey deleted;

    private final VideoProject ofBob;
    private final VideoGeneration clipOfBob;

    CrossProfileAttempts(ProfileIsolationContract contract) {
        this.contract = contract;
        Services alice = contract.alice();
        VideoProject bare = alice.projects()
                .create(VideoProject.builder().title(SECRET).script(SECRET).channelId(new ChannelId("channel")));
        this.project = alice.projects().setFinalCut(bare.id(), mp4(1));
        this.finalCut = project.videoPath().orElseThrow();
        NewAudio speech = newAudio(project, mp3(2), "vi");
        speech.row().text(SECRET);
        this.further = alice.generations().addAudio(speech);
        this.pair = alice.generations().createImageAudioVideoPair(some(image(1)), some(audio(1)), clip(some(1)));
        NewGeneration noted = clip(none());
        this.unfinished = alice.generations().addVideo(noted);
        ImageGeneration doomed = alice.generations().addImage(image(3));
        this.deleted = doomed.filePath();
        contract.transactions().inTransaction(Rows.ALICE, tx -> tx.images().delete(doomed.id()));

        Services bob = contract.bob();
        this.ofBob = bob.newProject("of bob");
        this.clipOfBob = bob.generations().addVideo(newClip(ofBob));

        projectService();
        generationService();
        mediaService();
        refreshService();
        verificationService();
        collectionService();
        undeletionService();
        repairService();
        upkeep();
        projectRepository();
        generationRepository();
        imageRepository();
        audioRepository();
        blobReferences();
    }

    List<Intrusion> all() {
        return List.copyOf(intrusions);
    }

    /** None of them may stand in a row of bob's. */
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

    private NewGeneration clip(Optional<Integer> number) {
        NewGeneration clip = number.map(n -> newClip(project, mp4(n + 10)))
                .orElseGet(() -> newClip(project))
                .withFurtherAudio(number.isPresent() ? List.of(further.id()) : List.of());
        clip.row().prompt(SECRET);
        return clip;
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
        add(type + "create(Builder)", REFUSED, who -> who.projects().create(draft().videoPath(finalCut)));
        add(type + "create(Builder)", REFUSED, who -> who.projects().create(draft().thumbPath(deleted)));
        add(
                type + "create(Builder)",
                HARMLESS,
                who -> who.projects().create(draft().id(project.id()).profileId(Rows.ALICE)));
        add(type + "get(ProjectId)", REFUSED, who -> who.projects().get(project.id()));
        add(
                type + "list(ProjectFilter, PageRequest)",
                READS,
                who -> who.projects().list(ProjectFilter.ALL, PAGE));
        add(
                type + "list(ProjectFilter, PageRequest)",
                READS,
                who -> who.projects().list(ofChannel(), PAGE));
        add(type + "update(ProjectId, Patch)", REFUSED, who -> who.projects().update(project.id(), steal));
        add(type + "update(ProjectId, Patch)", REFUSED, who -> who.projects().update(ofBob.id(), share));
        add(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                who -> who.projects().update(project.id(), project.version(), steal));
        add(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                who -> who.projects().update(ofBob.id(), 1, share));
        add(
                type + "setFinalCut(ProjectId, BlobSource)",
                REFUSED,
                who -> who.projects().setFinalCut(project.id(), mp4(50)));
        add(
                type + "setFinalCut(ProjectId, BlobSource)",
                HARMLESS,
                who -> who.projects().setFinalCut(ofBob.id(), mp4(1)));
        add(type + "delete(ProjectId)", REFUSED, who -> who.projects().delete(project.id()));
        add(
                type + "getProjectWithGenerations(ProjectId)",
                REFUSED,
                who -> who.projects().getProjectWithGenerations(project.id()));
        add(
                type + "getProjectWithGenerations(ProjectId, LanguageTag)",
                REFUSED,
                who -> who.projects().getProjectWithGenerations(project.id(), LanguageTag.of("en")));
    }

    private static VideoProject.Builder draft() {
        return VideoProject.builder().title("of bob");
    }

    private void generationService() {
        String type = "GenerationService.";
        add(type + "addImage(NewImage)", REFUSED, who -> who.generations().addImage(newImage(project, png(51))));
        add(type + "addImage(NewImage)", HARMLESS, who -> who.generations().addImage(newImage(ofBob, png(1))));
        add(type + "addImage(NewImage)", HARMLESS, who -> who.generations().addImage(newImage(ofBob, png(3))));
        add(type + "addAudio(NewAudio)", REFUSED, who -> who.generations().addAudio(newAudio(project, mp3(51), "en")));
        add(type + "addAudio(NewAudio)", HARMLESS, who -> who.generations().addAudio(newAudio(ofBob, mp3(1), "en")));
        add(
                type + "addAudio(NewAudio, GenerationId)",
                REFUSED,
                who -> who.generations()
                        .addAudio(
                                newAudio(ofBob, mp3(52), "de"),
                                pair.generation().id()));
        add(type + "addVideo(NewGeneration)", REFUSED, who -> who.generations().addVideo(newClip(project)));
        add(type + "addVideo(NewGeneration)", HARMLESS, who -> who.generations().addVideo(newClip(ofBob, mp4(11))));
        add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                who -> who.generations()
                        .addVideo(newClip(ofBob)
                                .withInputs(List.of(new Input(
                                        InputRole.REFERENCE, imageRow().id())))));
        add(
                type + "addVideo(NewGeneration)",
                REFUSED,
                who -> who.generations().addVideo(newClip(ofBob).withFurtherAudio(List.of(further.id()))));
        add(
                type + "addFile(GenerationId, BlobSource)",
                REFUSED,
                who -> who.generations().addFile(unfinished.id(), mp4(53)));
        add(
                type + "deleteVideo(GenerationId)",
                REFUSED,
                who -> who.generations().deleteVideo(pair.generation().id()));
        add(
                type + "deleteImage(ImageId)",
                REFUSED,
                who -> who.generations().deleteImage(imageRow().id()));
        add(
                type + "deleteAudio(AudioId)",
                REFUSED,
                who -> who.generations().deleteAudio(audioRow().id()));
        add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, VideoGeneration)",
                REFUSED,
                who -> in(
                        who,
                        tx -> who.generations()
                                .createImageAudioVideoPair(
                                        tx,
                                        some(imageRow()),
                                        none(),
                                        Rows.generation("g")
                                                .profileId(tx.profile())
                                                .build())));
        add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, VideoGeneration)",
                REFUSED,
                who -> in(
                        who,
                        tx -> who.generations().createImageAudioVideoPair(tx, some(thiefs(tx)), none(), clipInto(tx))));
        add(
                type + "createImageAudioVideoPair(Tx, Optional, Optional, NewGeneration)",
                REFUSED,
                who -> in(
                        who,
                        tx -> who.generations()
                                .createImageAudioVideoPair(
                                        tx, some(newImage(ofBob, png(54))), none(), newClip(project))));
        add(
                type + "createImageAudioVideoPair(Optional, Optional, NewGeneration)",
                REFUSED,
                who -> who.generations()
                        .createImageAudioVideoPair(some(newImage(project, png(55))), none(), newClip(ofBob)));
        add(
                type + "createImageAudioVideoPair(Optional, Optional, NewGeneration)",
                HARMLESS,
                who -> who.generations()
                        .createImageAudioVideoPair(
                                some(newImage(ofBob, png(1))),
                                some(newAudio(ofBob, mp3(1), "en")),
                                newClip(ofBob, mp4(11))));
    }

    /** A row of one's own with a file of alice's. */
    private ImageGeneration thiefs(Tx tx) {
        return Rows.image("thief")
                .profileId(tx.profile())
                .filePath(imageRow().filePath())
                .build();
    }

    private VideoGeneration clipInto(Tx tx) {
        return Rows.generation("g", project.id().value())
                .profileId(tx.profile())
                .build();
    }

    private void mediaService() {
        String type = "MediaService.";
        add(type + "bind()", HARMLESS, who -> {
            who.media().bind();
            return "bound";
        });
        add(type + "requireSameStore()", HARMLESS, who -> {
            who.media().requireSameStore();
            return true;
        });
        add(type + "rebind()", HARMLESS, who -> {
            who.media().rebind();
            return "bound";
        });
        add(type + "limitation()", HARMLESS, who -> who.media().limitation());
        add(type + "stage(MediaKind, BlobSource)", HARMLESS, who -> staged(who, 1, staged -> staged.format()));
        add(type + "stage(MediaKind, BlobSource, Optional)", HARMLESS, who -> {
            try (StagedMedia staged = who.media().stage(MediaKind.IMAGE, png(1), none())) {
                return staged.format();
            }
        });
        add(
                type + "prepare(StagedMedia, BlobKey)",
                HARMLESS,
                who -> staged(who, 1, staged -> {
                    who.media().prepare(staged, imageRow().filePath());
                    return "prepared";
                }));
        BlobKey own = new BlobKey("projects/of-bob/images/i.png");
        add(
                type + "publish(Tx, StagedMedia, BlobKey)",
                HARMLESS,
                who -> staged(who, 1, staged -> in(who, tx -> who.media().publish(tx, staged, own))));
        add(
                type + "publish(Tx, StagedMedia, BlobKey)",
                REFUSED,
                who -> staged(who, 60, staged -> in(who, tx -> who.media().publish(tx, staged, finalCut))));
        for (BlobKey key : List.of(finalCut, deleted, imageRow().filePath())) {
            add(type + "open(BlobKey, ByteRange)", REFUSED, who -> who.media().open(key, ByteRange.ALL));
            add(type + "files()", REFUSED, who -> who.media().files().open(key, ByteRange.ALL));
            add(
                    type + "presignGet(BlobKey, Duration)",
                    REFUSED,
                    who -> who.media().presignGet(key, Duration.ofMinutes(1)));
        }
    }

    /** An image; number 1 is of the bytes of alice's. */
    private static Object staged(Services who, int number, Function<StagedMedia, Object> use) {
        try (StagedMedia staged = who.media().stage(MediaKind.IMAGE, png(number))) {
            return use.apply(staged);
        }
    }

    private void refreshService() {
        String refresh = "RefreshService.refresh(Optional, Extent, int, Listener)";
        add(refresh, REFUSED, who -> refresh(who).refresh(some(project.id()), Extent.ALL, 1, (done, total) -> {}));
        add(refresh, HARMLESS, who -> refresh(who).refresh(none(), Extent.ALL, 1, (done, total) -> {}));
    }

    private RefreshService refresh(Services who) {
        return new RefreshService(contract.transactions(), who.media(), who.profile());
    }

    private void verificationService() {
        String type = "VerificationService.";
        String verify = type + "verify(VerificationRequest, Listener)";
        add(verify, REFUSED, who -> verified(who, VerificationRequest.ALL.of(project.id())));
        add(verify, HARMLESS, who -> verified(who, VerificationRequest.ALL.with(Depth.CONTENT)));
    }

    /** Bob has no problems: his files are all there. */
    private Object verified(Services who, VerificationRequest which) {
        List<String> problems = new ArrayList<>();
        Verification verification = new VerificationService(contract.transactions(), contract.blobs(), who.profile())
                .verify(which, problem -> problems.add(problem.toString()));
        return problems.toString() + verification.problems();
    }

    private void collectionService() {
        String collect = "CollectionService.collect(Scope, Duration, Mode, Listener)";
        for (Scope scope : Scope.values()) {
            add(
                    collect,
                    HARMLESS,
                    who -> new CollectionService(contract.transactions(), contract.blobs(), who.profile())
                            .collect(scope, Duration.ZERO, Mode.REMOVE, files -> {}));
            add(
                    "CollectionService.collect(Scope, Duration, Mode, double, Listener)",
                    HARMLESS,
                    who -> new CollectionService(contract.transactions(), contract.blobs(), who.profile())
                            .collect(scope, Duration.ZERO, Mode.REMOVE, 1, files -> {}));
        }
    }

    private void undeletionService() {
        String undelete = "UndeletionService.undelete(BlobKey, Optional)";
        for (BlobKey key : List.of(deleted, finalCut)) {
            add(undelete, REFUSED, who -> undeletion(who).undelete(key, some(ofBob.id())));
        }
        // files without rows are in RecoveryContract; here all have one
        for (UndeletionService.Mode mode : UndeletionService.Mode.values()) {
            add(
                    "UndeletionService.undeleteOrphans(Optional, Mode, Listener)",
                    HARMLESS,
                    who -> undeletion(who).undeleteOrphans(some(project.id()), mode, new Taking()));
        }
    }

    /** Whoever is told of a file has got at one. */
    private static final class Taking implements UndeletionService.Listener {

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

    private UndeletionService undeletion(Services who) {
        return new UndeletionService(
                contract.transactions(), who.media(), new SequentialIds(contract.clock), who.profile());
    }

    /** Alice's files are sound, so a plan that calls them damaged or without rows must move none of them. */
    private void repairService() {
        String type = "RepairService.";
        add(
                type + "plan(VerificationRequest, Listener)",
                REFUSED,
                who -> repair(who).plan(VerificationRequest.ALL.of(project.id()), problem -> {}));
        add(
                type + "plan(VerificationRequest, Listener)",
                HARMLESS,
                who -> repair(who).plan(VerificationRequest.ALL, problem -> {}));
        add(type + "apply(RepairPlan, double)", HARMLESS, who -> {
            RepairPlan plan = repair(who).plan(VerificationRequest.ALL, problem -> {});
            RepairPlan forged = new RepairPlan(plan.store(), who.profile(), plan.madeAt(), 9, 9, forged());
            return repair(who).apply(forged, 1).marked();
        });
    }

    private RepairService repair(Services who) {
        return new RepairService(contract.transactions(), contract.blobs(), who.profile());
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

    private void upkeep() {
        String type = "MaintenanceRepository.";
        RowMark mark = new RowMark(EntityType.IMAGE, imageId(), "missing", SECRET);
        in(
                type + "missingRows(EntityType, Collection)",
                HARMLESS,
                tx -> tx.maintenance().missingRows(EntityType.IMAGE, List.of(imageId())));
        contract.transactions().inTransaction(Rows.ALICE, tx -> {
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
        // the identity is the whole database's, and known to all of its profiles
        in(type + "identity()", HARMLESS, tx -> tx.maintenance().identity());
        in(type + "identify(StoreId)", HARMLESS, tx -> tx.maintenance().identify(StoreId.random()));
        in(type + "replaceIdentity(StoreId)", HARMLESS, tx -> tx.maintenance().replaceIdentity(StoreId.random()));
        // an instant and two answers, yes or no; no service hands them on
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
                    .insert(Rows.project(project.id().value())
                            .profileId(tx.profile())
                            .build());
            return "inserted";
        });
        in(type + "insert(VideoProject)", REFUSED, tx -> {
            tx.projects()
                    .insert(Rows.project("planted")
                            .profileId(Rows.ALICE)
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
            tx.generations().insert(clipInto(tx));
            return "inserted";
        });
        in(type + "insert(VideoGeneration)", REFUSED, tx -> {
            tx.generations()
                    .insert(Rows.generation("g")
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
                                clipOfBob.id(),
                                Patch.<VideoGeneration>empty()
                                        .set(
                                                GenerationField.AUDIO_GENERATION_ID,
                                                audioRow().id())));
        in(
                type + "update(GenerationId, Patch)",
                REFUSED,
                tx -> tx.generations()
                        .update(
                                clipOfBob.id(),
                                Patch.<VideoGeneration>empty().set(GenerationField.PROJECT_ID, project.id())));
        in(
                type + "delete(GenerationId)",
                REFUSED,
                tx -> tx.generations().delete(pair.generation().id()));
        in(type + "link(GenerationLinks)", REFUSED, tx -> {
            tx.generations()
                    .link(Rows.inputs(Rows.input(
                            clipOfBob.id().value(),
                            InputRole.REFERENCE,
                            0,
                            imageRow().id().value())));
            return "linked";
        });
        in(type + "link(GenerationLinks)", REFUSED, tx -> {
            tx.generations()
                    .link(Rows.tracks(Rows.track(
                            clipOfBob.id().value(), "de", further.id().value())));
            return "linked";
        });
        // the links of alice's clips have ids and no texts; the rows of bob are looked at for them
        in(
                type + "linksOf(GenerationId)",
                HARMLESS,
                tx -> empty(tx.generations().linksOf(pair.generation().id()).toString()));
        in(
                type + "linksOfProject(ProjectId)",
                HARMLESS,
                tx -> empty(tx.generations().linksOfProject(project.id()).toString()));
    }

    private String empty(String links) {
        return idsOfAlice().stream().anyMatch(links::contains) ? SECRET : links;
    }

    private static GenerationFilter ofTheChannel() {
        return new GenerationFilter(none(), some(new ChannelId("channel")), none(), TimeRange.ALWAYS);
    }

    private void imageRepository() {
        String type = "ImageRepository.";
        in(type + "insert(ImageGeneration)", REFUSED, tx -> {
            tx.images().insert(thiefs(tx));
            return "inserted";
        });
        in(type + "insert(ImageGeneration)", REFUSED, tx -> {
            tx.images()
                    .insert(Rows.image("thief")
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
                    .insert(Rows.audio("thief")
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

    /** Of files there is no text; where bob gets anything, it is as if he had the secret. */
    private void blobReferences() {
        String type = "BlobReferences.";
        in(type + "find(BlobKey)", READS, tx -> found(tx.references().find(finalCut)));
        in(
                type + "findByHash(MediaKind, ContentHash)",
                READS,
                tx -> found(tx.references()
                        .findByHash(
                                MediaKind.VIDEO, pair.generation().contentHash().orElseThrow())
                        .filter(blob ->
                                blob.key().equals(pair.generation().filePath().orElseThrow()))));
        in(type + "tombstone(BlobKey)", READS, tx -> found(tx.references().tombstone(deleted)));
        in(
                type + "expired(Instant, Optional, int)",
                READS,
                tx -> found(tx.references().expired(tx.now().plusSeconds(1), none(), 100).stream()
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
                tx -> found(tx.references().release(keys).stream().findFirst()));
        in(
                type + "unknown(Collection)",
                HARMLESS,
                tx -> found(tx.references().unknown(keys).stream().findFirst()));
        in(
                type + "releaseUnknown(Collection)",
                HARMLESS,
                tx -> found(tx.references().releaseUnknown(keys).stream().findFirst()));
        in(
                type + "tombstones(PageRequest)",
                READS,
                tx -> found(tx.references().tombstones(PAGE).items().stream()
                        .filter(tombstone -> tombstone.key().equals(deleted))
                        .findFirst()));
    }

    private static String found(Optional<?> what) {
        return what.isPresent() ? SECRET + what.get() : "nothing";
    }

    private void add(String method, Outcome outcome, Attempt attempt) {
        intrusions.add(new Intrusion(method, outcome, attempt));
    }

    /** An attempt in a transaction of one's own. */
    private void in(String method, Outcome outcome, Function<Tx, Object> attempt) {
        add(method, outcome, who -> in(who, attempt));
    }

    private Object in(Services who, Function<Tx, Object> attempt) {
        return contract.transactions().inTransaction(who.profile(), attempt::apply);
    }
}
