package io.github.reelstore.testkit;

import static io.github.reelstore.testkit.Rows.BOB;
import static io.github.reelstore.testkit.Rows.audio;
import static io.github.reelstore.testkit.Rows.generation;
import static io.github.reelstore.testkit.Rows.image;
import static io.github.reelstore.testkit.Rows.input;
import static io.github.reelstore.testkit.Rows.inputs;
import static io.github.reelstore.testkit.Rows.micros;
import static io.github.reelstore.testkit.Rows.project;
import static io.github.reelstore.testkit.Rows.track;
import static io.github.reelstore.testkit.Rows.tracks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.Deletion;
import io.github.reelstore.domain.port.Page;
import io.github.reelstore.domain.port.PageRequest;
import io.github.reelstore.domain.port.ProjectFilter;
import io.github.reelstore.domain.port.ProjectRepository;
import io.github.reelstore.domain.port.TimeRange;
import io.github.reelstore.domain.port.Tombstone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ProjectRepository} must do, as JUnit tests: a test for each rule that the port's javadoc states. Extend
 * it in the tests of an adapter as {@link TransactionsContract} shows.
 */
public abstract class ProjectRepositoryContract extends RowContract<ProjectId, VideoProject> {

    private static final ProjectId PROJECT = new ProjectId("p");
    private static final Patch<VideoProject> RENAME =
            Patch.<VideoProject>empty().set(ProjectField.TITLE, "new");

    /** For the adapter's test class to extend. */
    protected ProjectRepositoryContract() {
        super(new ProjectKind());
    }

    @Test
    void eachConditionOfAFilterHolds() {
        insertMany();
        assertThat(list(ProjectFilter.ALL)).containsExactly("p5", "p4", "p3", "p2", "p1");
        assertThat(list(filter("c1", null, TimeRange.ALWAYS))).containsExactly("p4", "p2", "p1");
        assertThat(list(filter(null, ProjectStatus.IN_PROGRESS, TimeRange.ALWAYS)))
                .containsExactly("p4", "p3");
        assertThat(list(filter(null, null, range(2, 4)))).containsExactly("p3", "p2");
    }

    @Test
    void theConditionsOfAFilterHoldTogether() {
        insertMany();
        assertThat(list(filter("c1", ProjectStatus.DRAFT, range(2, 9)))).containsExactly("p2");
        assertThat(list(filter("c1", ProjectStatus.IN_PROGRESS, TimeRange.ALWAYS)))
                .containsExactly("p4");
        assertThat(list(filter("c2", ProjectStatus.DRAFT, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter("c1", null, range(3, 4)))).isEmpty();
    }

    @Test
    void aFilterOfWhatIsNotThereListsNothing() {
        insertMany();
        assertThat(list(filter("C1", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter("c%", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter("c1' OR '1'='1", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter(null, ProjectStatus.ARCHIVED, TimeRange.ALWAYS))).isEmpty();
    }

    @Test
    void aFilterFindsNoRowsOfAnotherProfile() {
        insertMany();
        ProjectFilter filter = filter("c1", null, TimeRange.ALWAYS);
        assertThat(listedAs(
                        BOB,
                        tx -> tx.projects().list(filter, PageRequest.first(10)).items()))
                .isEmpty();
    }

    @Test
    void aFilteredListIsReadInPages() {
        insertMany();
        ProjectFilter filter = filter("c1", null, TimeRange.ALWAYS);
        Page<VideoProject> first = read(tx -> tx.projects().list(filter, PageRequest.first(2)));
        assertThat(idsOf(first)).containsExactly("p4", "p2");
        Page<VideoProject> second = read(tx -> tx.projects()
                .list(filter, PageRequest.first(2).after(first.next().orElseThrow())));
        assertThat(idsOf(second)).containsExactly("p1");
        assertThat(second.next()).isEmpty();
    }

    private void insertMany() {
        insert("p1", "c1", ProjectStatus.DRAFT, 1);
        insert("p2", "c1", ProjectStatus.DRAFT, 2);
        insert("p3", "c2", ProjectStatus.IN_PROGRESS, 3);
        insert("p4", "c1", ProjectStatus.IN_PROGRESS, 4);
        insert("p5", null, ProjectStatus.COMPLETED, 5);
    }

    private void insert(String id, @Nullable String channel, ProjectStatus status, long micros) {
        VideoProject.Builder row = project(id).status(status).createdAt(micros(micros));
        Optional.ofNullable(channel).map(ChannelId::new).ifPresent(row::channelId);
        run(tx -> tx.projects().insert(row.build()));
    }

    private List<String> list(ProjectFilter filter) {
        Page<VideoProject> page = read(tx -> tx.projects().list(filter, PageRequest.first(10)));
        return idsOf(page);
    }

    private static ProjectFilter filter(@Nullable String channel, @Nullable ProjectStatus status, TimeRange created) {
        return new ProjectFilter(
                Optional.ofNullable(channel).map(ChannelId::new), Optional.ofNullable(status), created);
    }

    private static TimeRange range(long fromMicros, long untilMicros) {
        return new TimeRange(Optional.of(micros(fromMicros)), Optional.of(micros(untilMicros)));
    }

    @Test
    void everyStatusComesBackAsItWas() {
        for (ProjectStatus status : ProjectStatus.values()) {
            String id = status.value();
            run(tx -> tx.projects().insert(project(id).status(status).build()));
            assertThat(list(filter(null, status, TimeRange.ALWAYS))).containsExactly(id);
        }
    }

    @Test
    void theVersionCountsTheChanges() {
        run(tx -> tx.projects().insert(project("p").build()));
        for (long version = 2; version <= 5; version++) {
            assertThat(update(PROJECT, RENAME).version()).isEqualTo(version);
        }
        run(tx -> tx.projects().update(PROJECT, Patch.empty()));
        assertThat(version()).isEqualTo(5);
    }

    @Test
    void theExpectedVersionIsUpdated() {
        run(tx -> tx.projects().insert(project("p").version(8).build()));
        clock.advance(Duration.ofSeconds(1));
        VideoProject expected =
                project("p").title("new").version(9).updatedAt(clock.instant()).build();
        assertThat(update(8, RENAME)).isEqualTo(expected);
        assertThat(found(tx -> tx.projects().find(PROJECT))).contains(expected);
    }

    @Test
    void anotherVersionThanExpectedIsNotUpdated() {
        VideoProject row = project("p").version(8).build();
        run(tx -> tx.projects().insert(row));
        for (long version : List.of(7L, 9L, 0L, -1L, Long.MAX_VALUE)) {
            for (Patch<VideoProject> patch : List.of(RENAME, Patch.<VideoProject>empty())) {
                assertRefused(
                        StorageException.Conflict.class,
                        "p",
                        tx -> tx.projects().update(PROJECT, version, patch));
            }
        }
        assertThat(found(tx -> tx.projects().find(PROJECT))).contains(row);
    }

    @Test
    void ofTwoThatReadOneVersionTheSecondIsRefused() {
        run(tx -> tx.projects().insert(project("p").build()));
        long read = version();
        run(tx -> tx.projects().update(PROJECT, read, RENAME));
        assertRefused(StorageException.Conflict.class, "p", tx -> tx.projects().update(PROJECT, read, RENAME));
    }

    @Test
    void anEmptyPatchOfTheExpectedVersionChangesNothing() {
        VideoProject row = project("p").build();
        run(tx -> tx.projects().insert(row));
        clock.advance(Duration.ofSeconds(1));
        assertThat(update(1, Patch.empty())).isEqualTo(row);
        assertThat(found(tx -> tx.projects().find(PROJECT))).contains(row);
    }

    @Test
    void whatIsNotThereHasNoExpectedVersion() {
        assertRefused(StorageException.NotFound.class, "p", tx -> tx.projects().update(PROJECT, 1, RENAME));
        run(tx -> tx.projects().insert(project("p").build()));
        assertRefusedAs(
                BOB, StorageException.NotFound.class, "p", tx -> tx.projects().update(PROJECT, 1, RENAME));
    }

    @Test
    void theExpectedVersionIsHeldToTheOtherRulesOfAnUpdate() {
        VideoProject row = project("p").build();
        run(tx -> tx.projects().insert(row));
        BlobKey theirs = new BlobKey("theirs.mp4");
        runAs(BOB, tx -> KeyColumn.AUDIO_FILE_PATH.insert(tx, "theirs", theirs));
        assertInvalid(tx -> tx.projects().update(PROJECT, 1, kind().invalid()));
        assertRefused(
                StorageException.Integrity.class,
                theirs.value(),
                tx -> tx.projects()
                        .update(PROJECT, 1, Patch.<VideoProject>empty().set(ProjectField.VIDEO_PATH, theirs)));
        assertThat(found(tx -> tx.projects().find(PROJECT))).contains(row);
    }

    private VideoProject update(long expectedVersion, Patch<VideoProject> patch) {
        return write(tx -> tx.projects().update(PROJECT, expectedVersion, patch));
    }

    private long version() {
        return found(tx -> tx.projects().find(PROJECT)).orElseThrow().version();
    }

    @Test
    void aProjectIsDeletedWithAllThatBelongsToIt() {
        insertProjectWithParts();
        clock.advance(Duration.ofSeconds(3));
        Deletion deletion = deletion(tx -> tx.projects().delete(PROJECT));
        assertThat(deletion).isEqualTo(new Deletion(7, 9));
        assertThat(found(tx -> tx.projects().find(PROJECT))).isEmpty();
        assertThat(listed(tx -> tx.generations().ofProject(PROJECT))).isEmpty();
        assertThat(found(tx -> tx.generations().find(new GenerationId("g1")))).isEmpty();
        assertThat(found(tx -> tx.generations().find(new GenerationId("g2")))).isEmpty();
        assertThat(links(tx -> tx.generations().linksOf(new GenerationId("g1"))))
                .isEqualTo(GenerationLinks.NONE);
        assertThat(found(tx -> tx.images().find(new ImageId("i1")))).isEmpty();
        assertThat(found(tx -> tx.images().find(new ImageId("i2")))).isEmpty();
        assertThat(found(tx -> tx.audio().find(new AudioId("a1")))).isEmpty();
        assertThat(found(tx -> tx.audio().find(new AudioId("a2")))).isEmpty();
        assertThat(listed(
                        tx -> tx.references().tombstones(PageRequest.first(100)).items()))
                .extracting(Tombstone::createdAt)
                .containsOnly(clock.instant());
        assertThat(buried())
                .extracting(BlobKey::value)
                .containsExactlyInAnyOrder(
                        "video.mp4",
                        "thumb.jpg",
                        "g1.mp4",
                        "g2.mp4",
                        "images/i1.png",
                        "i1-thumb.jpg",
                        "images/i2.png",
                        "audio/a1.mp3",
                        "audio/a2.mp3");
    }

    @Test
    void whatDoesNotBelongToADeletedProjectStays() {
        insertProjectWithParts();
        VideoProject other = project("other").build();
        run(tx -> {
            tx.projects().insert(other);
            tx.generations().insert(generation("of-other", "other").build());
            tx.images().insert(image("of-other", "other").build());
            tx.audio().insert(audio("of-none").build());
            // it belongs to nobody, and the project only uses it
            tx.generations().link(inputs(input("g2", InputRole.REFERENCE, 0, "of-other")));
            tx.generations().link(tracks(track("g2", "vi", "of-none")));
        });
        runAs(BOB, tx -> tx.projects().insert(project("bobs").profileId(BOB).build()));

        assertThat(deletion(tx -> tx.projects().delete(PROJECT)).rows()).isEqualTo(7);
        assertThat(found(tx -> tx.projects().find(other.id()))).contains(other);
        assertThat(found(tx -> tx.generations().find(new GenerationId("of-other"))))
                .isPresent();
        assertThat(found(tx -> tx.images().find(new ImageId("of-other"))))
                .contains(image("of-other", "other").build());
        assertThat(found(tx -> tx.audio().find(new AudioId("of-none")))).isPresent();
        assertThat(foundAs(BOB, tx -> tx.projects().find(new ProjectId("bobs"))))
                .isPresent();
    }

    /** A project with both its files, two clips with links, two images and two speeches: 7 rows with 9 files. */
    private void insertProjectWithParts() {
        run(tx -> {
            tx.projects()
                    .insert(project("p")
                            .videoPath(new BlobKey("video.mp4"))
                            .thumbPath(new BlobKey("thumb.jpg"))
                            .build());
            tx.images()
                    .insert(image("i1", "p")
                            .thumbPath(new BlobKey("i1-thumb.jpg"))
                            .build());
            tx.images().insert(image("i2", "p").build());
            tx.audio().insert(audio("a1", "p").build());
            tx.audio().insert(audio("a2", "p").build());
            tx.generations()
                    .insert(generation("g1", "p")
                            .filePath(new BlobKey("g1.mp4"))
                            .imageGenerationId(new ImageId("i1"))
                            .audioGenerationId(new AudioId("a1"))
                            .build());
            tx.generations()
                    .insert(generation("g2", "p")
                            .filePath(new BlobKey("g2.mp4"))
                            .build());
            tx.generations().link(inputs(input("g1", InputRole.FIRST_FRAME, 0, "i2")));
            tx.generations().link(tracks(track("g1", "vi", "a2")));
        });
    }

    @Test
    void imagesAndSpeechThatOtherClipsReferToStayWithoutAProject() {
        run(tx -> {
            tx.projects().insert(project("p").build());
            tx.projects().insert(project("other").build());
            for (String id : List.of("on-row", "linked", "on-row-of-none", "unused")) {
                tx.images().insert(image(id, "p").build());
                tx.audio().insert(audio(id, "p").build());
            }
            tx.generations()
                    .insert(generation("g1", "other")
                            .imageGenerationId(new ImageId("on-row"))
                            .audioGenerationId(new AudioId("on-row"))
                            .build());
            tx.generations()
                    .insert(generation("g2")
                            .imageGenerationId(new ImageId("on-row-of-none"))
                            .audioGenerationId(new AudioId("on-row-of-none"))
                            .build());
            tx.generations().link(inputs(input("g1", InputRole.REFERENCE, 0, "linked")));
            tx.generations().link(tracks(track("g2", "en", "linked")));
        });
        assertThat(deletion(tx -> tx.projects().delete(PROJECT))).isEqualTo(new Deletion(3, 2));
        for (String id : List.of("on-row", "linked", "on-row-of-none")) {
            assertThat(found(tx -> tx.images().find(new ImageId(id))).orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("updatedAt")
                    .isEqualTo(image(id).build());
            assertThat(found(tx -> tx.audio().find(new AudioId(id))).orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("updatedAt")
                    .isEqualTo(audio(id).build());
        }
        assertThat(found(tx -> tx.images().find(new ImageId("unused")))).isEmpty();
        assertThat(found(tx -> tx.audio().find(new AudioId("unused")))).isEmpty();
        assertThat(buried())
                .containsExactlyInAnyOrder(new BlobKey("images/unused.png"), new BlobKey("audio/unused.mp3"));
    }

    /** Each file of the project is also that of a row elsewhere. */
    @Test
    void aDeletedProjectsFileThatIsUsedAgainElsewhereHasNoTombstone() {
        insertProjectWithParts();
        List<String> keys = List.of("video.mp4", "i1-thumb.jpg", "g1.mp4", "images/i2.png", "audio/a1.mp3");
        run(tx -> {
            tx.projects().insert(project("other").build());
            for (int i = 0; i < keys.size(); i++) {
                tx.images()
                        .insert(image("again" + i, "other")
                                .filePath(new BlobKey(keys.get(i)))
                                .build());
            }
        });
        assertThat(deletion(tx -> tx.projects().delete(PROJECT))).isEqualTo(new Deletion(7, 4));
        assertThat(buried())
                .extracting(BlobKey::value)
                .containsExactlyInAnyOrder("thumb.jpg", "g2.mp4", "images/i1.png", "audio/a2.mp3");
        assertThat(found(tx -> tx.references().find(new BlobKey("video.mp4")))).isPresent();
    }

    @Test
    void aFileThatSeveralRowsOfADeletedProjectReferToHasOneTombstone() {
        BlobKey shared = new BlobKey("shared.png");
        run(tx -> {
            tx.projects().insert(project("p").thumbPath(shared).build());
            tx.images()
                    .insert(image("i1", "p").filePath(shared).thumbPath(shared).build());
            tx.images().insert(image("i2", "p").filePath(shared).build());
        });
        assertThat(deletion(tx -> tx.projects().delete(PROJECT))).isEqualTo(new Deletion(3, 1));
        assertThat(buried()).containsExactly(shared);
    }
}
