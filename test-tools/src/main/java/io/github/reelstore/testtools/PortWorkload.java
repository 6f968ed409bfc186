package io.github.reelstore.testtools;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of the database ports, for tests that check which statements an adapter runs and how the database executes
 * them.
 */
public final class PortWorkload {

    /** The profile of the rows; the transactions must belong to it. */
    public static final ProfileId PROFILE = new ProfileId("p");

    private static final ContentHash HASH = new ContentHash("0".repeat(64));

    /** The statements that sum up all jobs or files of the profile, so that their work grows with these. */
    public static final Set<String> SUMS = Set.of(
            "JobQueueMapper.activeJobs",
            "BudgetMapper.spentByJobs",
            "BudgetMapper.costs",
            "MaintenanceMapper.sharedFiles");

    private PortWorkload() {}

    /** Runs every kind of statement at least once, on a project that is deleted at the end. */
    public static void everything(Tx tx) {
        makeProject(tx, "project", 3);
        load(tx, "project");
        loadTogether(tx, "project");
        everyList(tx);
        tx.projects()
                .update(
                        new ProjectId("project"),
                        Patch.<VideoProject>empty()
                                .set(ProjectField.THUMB_PATH, new BlobKey("projects/project/t.png")));
        tx.projects()
                .update(new ProjectId("project"), Patch.<VideoProject>empty().clear(ProjectField.THUMB_PATH));
        tx.generations()
                .update(
                        new GenerationId("project-g0"),
                        Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "p"));
        tx.images()
                .update(
                        new ImageId("project-i0"),
                        Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "p"));
        tx.audio()
                .update(
                        new AudioId("project-a0"),
                        Patch.<AudioGeneration>empty().set(AudioField.VOICE, "v"));
        tx.references().find(new BlobKey("projects/project/images/project-i0.png"));
        for (MediaKind kind : MediaKind.values()) {
            tx.references().findByHash(kind, HASH);
        }
        tx.generations().linksOf(new GenerationId("project-g0"));
        tx.images().usedBy(List.of(new GenerationId("project-g0")));
        tx.audio().usedBy(List.of(new GenerationId("project-g0")));
        tx.audio().videosOf(new AudioId("project-a0"));
        tx.projects().contents(new ProjectId("project"));
        maintain(tx);
        archive(tx);
        LedgerWorkload.everything(tx);
        StoryboardWorkload.everything(tx);
        tx.generations().delete(new GenerationId("project-g0"));
        tx.images().delete(new ImageId("project-i0"));
        tx.audio().delete(new AudioId("project-a0"));
        tx.projects().delete(new ProjectId("project"));
    }

    /** Makes the calls of verification, repair and collection. */
    private static void maintain(Tx tx) {
        List<BlobKey> keys =
                List.of(new BlobKey("projects/project/images/project-i0.png"), new BlobKey("projects/gone.png"));
        tx.references().reserve(keys.get(1));
        tx.references().tombstone(keys.get(0));
        tx.references().expired(tx.now(), Optional.empty(), 2);
        tx.references().expired(tx.now(), Optional.of(new Cursor(tx.now(), "x")), 2);
        tx.references().release(keys);
        tx.references().unknown(keys);
        tx.references().releaseUnknown(keys);
        for (EntityType kind : EntityType.values()) {
            tx.maintenance().missingRows(kind, List.of("project-g0", "project-i0"));
            tx.maintenance().marks(kind, List.of("project-g0", "project-i0"));
            tx.maintenance().hiddenValues(kind, List.of("project-g0", "project-i0"));
        }
        RowMark mark = new RowMark(EntityType.GENERATION, "project-g0", "missing", "k");
        tx.maintenance().mark(mark);
        tx.maintenance().unmark(mark);
        tx.maintenance().pruneMarks();
        tx.maintenance().identify(StoreId.random());
        tx.maintenance().identity();
        tx.maintenance().rows(10);
        tx.references().expect(new BlobKey("projects/p/images/expected.png"), tx.now());
        tx.idempotency().insert("key");
        tx.idempotency().find("key");
        tx.idempotency().complete("key", tx.now(), new ContentHash("ab".repeat(32)), "answer");
        tx.idempotency().delete("key", tx.now());
        tx.idempotency().prune(tx.now());
        tx.maintenance().newestRow();
        tx.maintenance().ofOtherProfiles(List.of(new ProjectId("project")));
        tx.maintenance().hasOtherProfiles();
        tx.maintenance().sharedFiles();
        tx.maintenance().replaceIdentity(StoreId.random());
        tx.maintenance().noteBound();
        tx.maintenance().noteWriteTrial("server", ExclusiveWrites.NONE);
        tx.maintenance().writeTrial("server");
    }

    /** Makes the calls of exports and imports. */
    private static void archive(Tx tx) {
        tx.archive().storyboard(new ProjectId("project"));
        tx.archive().insertStoryboard(ProjectStoryboard.NONE);
        for (EntityType kind : EntityType.values()) {
            tx.archive().usedIds(kind, List.of("project", "project-g0"));
        }
        tx.archive().videos(List.of(new GenerationId("project-g0")));
        tx.archive().images(List.of(new ImageId("project-i0")));
        tx.archive().audio(List.of(new AudioId("project-a0")));
    }

    private static void everyList(Tx tx) {
        for (PageRequest page :
                List.of(PageRequest.first(2), PageRequest.first(2).after(new Cursor(tx.now(), "x")))) {
            TimeRange created = new TimeRange(Optional.of(tx.now()), Optional.of(tx.now()));
            Optional<ChannelId> channel = Optional.of(new ChannelId("c"));
            GenerationFilter filter = new GenerationFilter(
                    Optional.of(new ProjectId("project")), channel, Optional.of(GenerationStatus.COMPLETED), created);
            tx.projects().list(ProjectFilter.ALL, page);
            tx.projects().list(new ProjectFilter(channel, Optional.of(ProjectStatus.DRAFT), created), page);
            tx.generations().list(GenerationFilter.ALL, page);
            tx.generations().list(filter, page);
            tx.images().list(GenerationFilter.ALL, page);
            tx.images().list(filter, page);
            tx.audio().list(GenerationFilter.ALL, page);
            tx.audio().list(filter, page);
            tx.images().withoutVideo(new ProjectId("project"), page);
            tx.audio().withoutVideo(new ProjectId("project"), page);
            tx.references().tombstones(page);
            everyFilter(tx, page, channel, created);
        }
    }

    /** Lists with one condition at a time that few rows match, and with a channel that has most rows of the profile. */
    private static void everyFilter(Tx tx, PageRequest page, Optional<ChannelId> channel, TimeRange created) {
        Optional<ChannelId> any = Optional.empty();
        tx.projects().list(new ProjectFilter(channel, Optional.empty(), TimeRange.ALWAYS), page);
        tx.projects().list(new ProjectFilter(any, Optional.of(ProjectStatus.ARCHIVED), TimeRange.ALWAYS), page);
        tx.projects().list(new ProjectFilter(any, Optional.empty(), created), page);
        for (GenerationFilter filter : List.of(
                GenerationFilter.of(new ProjectId("project")),
                new GenerationFilter(Optional.empty(), channel, Optional.empty(), TimeRange.ALWAYS),
                new GenerationFilter(
                        Optional.empty(), Optional.of(ProfileFill.CHANNEL), Optional.empty(), TimeRange.ALWAYS),
                new GenerationFilter(Optional.empty(), any, Optional.of(GenerationStatus.FAILED), TimeRange.ALWAYS),
                new GenerationFilter(Optional.empty(), any, Optional.empty(), created))) {
            tx.generations().list(filter, page);
            tx.images().list(filter, page);
            tx.audio().list(filter, page);
        }
    }

    /** Reads everything of a project that {@link #makeProject} inserted. */
    public static void load(Tx tx, String project) {
        ProjectId id = new ProjectId(project);
        require(tx.projects().find(id).stream().toList());
        require(tx.generations().ofProject(id));
        require(tx.generations().linksOfProject(id).inputs());
        require(tx.images().usedByProject(id));
        require(tx.audio().usedByProject(id));
    }

    /** Loads what {@link #load} does, in as few round trips as the database allows. */
    public static void loadTogether(Tx tx, String project) {
        require(tx.rowsOf(new ProjectId(project)).orElseThrow().links().inputs());
    }

    /** Inserts a project with this number of scenes: each is a video with an image and audio, and links to both. */
    public static void makeProject(Tx tx, String name, int scenes) {
        ProjectId project = new ProjectId(name);
        tx.projects()
                .insert(VideoProject.builder()
                        .id(project)
                        .profileId(PROFILE)
                        .title(name)
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build());
        for (int scene = 0; scene < scenes; scene++) {
            makeScene(tx, project, scene);
        }
    }

    private static void makeScene(Tx tx, ProjectId project, int scene) {
        ImageId image = new ImageId(project + "-i" + scene);
        AudioId audio = new AudioId(project + "-a" + scene);
        GenerationId generation = new GenerationId(project + "-g" + scene);
        tx.images()
                .insert(ImageGeneration.builder()
                        .id(image)
                        .profileId(PROFILE)
                        .projectId(project)
                        .provider("imagen")
                        .filePath(new BlobKey("projects/" + project + "/images/" + image + ".png"))
                        .contentHash(HASH)
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build());
        tx.audio()
                .insert(AudioGeneration.builder()
                        .id(audio)
                        .profileId(PROFILE)
                        .projectId(project)
                        .provider("elevenlabs")
                        .filePath(new BlobKey("projects/" + project + "/audio/" + audio + ".mp3"))
                        .contentHash(HASH)
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build());
        tx.generations()
                .insert(VideoGeneration.builder()
                        .id(generation)
                        .profileId(PROFILE)
                        .projectId(project)
                        .imageGenerationId(image)
                        .createdAt(tx.now())
                        .updatedAt(tx.now())
                        .build());
        GenerationAudioTrack track = new GenerationAudioTrack(generation, LanguageTag.of("vi"), audio);
        tx.generations()
                .link(new GenerationLinks(
                        List.of(new GenerationInput(generation, InputRole.REFERENCE, 0, image)), List.of(track)));
        tx.generations().unlinkAudio(generation, audio);
        tx.generations().link(new GenerationLinks(List.of(), List.of(track)));
    }

    private static void require(List<?> found) {
        if (found.isEmpty()) {
            throw new AssertionError("the inserted project was not found");
        }
    }
}
