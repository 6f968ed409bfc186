package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for {@link ProjectRepository}, except for its {@code delete} and what it shares with the other
 * repositories; see {@link DatabaseFixture}.
 */
public abstract class ProjectRepositoryContract {

    private static final ProjectId PROJECT = new ProjectId("p");
    private static final Patch<VideoProject> RENAME =
            Patch.<VideoProject>empty().set(ProjectField.TITLE, "new");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Test
    void eachFilterConditionApplies() {
        insertMany();
        assertThat(list(ProjectFilter.ALL)).containsExactly("p5", "p4", "p3", "p2", "p1");
        assertThat(list(filter("c1", null, TimeRange.ALWAYS))).containsExactly("p4", "p2", "p1");
        assertThat(list(filter(null, ProjectStatus.IN_PROGRESS, TimeRange.ALWAYS)))
                .containsExactly("p4", "p3");
        assertThat(list(filter(null, null, range(2, 4)))).containsExactly("p3", "p2");
    }

    @Test
    void aFilterWithHostileTextFindsOnlyTheProjectThatHasIt() {
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            VideoProject row = project("p" + i)
                    .channelId(new ChannelId(HostileTexts.STORABLE.get(i)))
                    .build();
            db.run(tx -> tx.projects().insert(row));
        }
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            String text = HostileTexts.STORABLE.get(i);
            assertThat(list(filter(text, null, TimeRange.ALWAYS))).as(text).containsExactly("p" + i);
        }
    }

    @Test
    void filterConditionsAreCombinedWithAnd() {
        insertMany();
        assertThat(list(filter("c1", ProjectStatus.DRAFT, range(2, 9)))).containsExactly("p2");
        assertThat(list(filter("c1", ProjectStatus.IN_PROGRESS, TimeRange.ALWAYS)))
                .containsExactly("p4");
        assertThat(list(filter("c2", ProjectStatus.DRAFT, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter("c1", null, range(3, 4)))).isEmpty();
    }

    @Test
    void aFilterWithoutMatchesListsNothing() {
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
        assertThat(db.listedAs(
                        BOB,
                        tx -> tx.projects().list(filter, PageRequest.first(10)).items()))
                .isEmpty();
    }

    @Test
    void aFilteredListIsPaged() {
        insertMany();
        ProjectFilter filter = filter("c1", null, TimeRange.ALWAYS);
        Page<VideoProject> first = db.read(tx -> tx.projects().list(filter, PageRequest.first(2)));
        assertThat(new TestedProjects().idsOf(first)).containsExactly("p4", "p2");
        Page<VideoProject> second = db.read(tx -> tx.projects()
                .list(filter, PageRequest.first(2).after(first.next().orElseThrow())));
        assertThat(new TestedProjects().idsOf(second)).containsExactly("p1");
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
        VideoProjectBuilder row = project(id).status(status).createdAt(micros(micros));
        Optional.ofNullable(channel).map(ChannelId::new).ifPresent(row::channelId);
        db.run(tx -> tx.projects().insert(row.build()));
    }

    private List<String> list(ProjectFilter filter) {
        Page<VideoProject> page = db.read(tx -> tx.projects().list(filter, PageRequest.first(10)));
        return new TestedProjects().idsOf(page);
    }

    private static ProjectFilter filter(@Nullable String channel, @Nullable ProjectStatus status, TimeRange created) {
        return new ProjectFilter(
                Optional.ofNullable(channel).map(ChannelId::new), Optional.ofNullable(status), created);
    }

    private static TimeRange range(long fromMicros, long untilMicros) {
        return new TimeRange(Optional.of(micros(fromMicros)), Optional.of(micros(untilMicros)));
    }

    @Test
    void everyStatusIsReadBackUnchanged() {
        for (ProjectStatus status : ProjectStatus.values()) {
            String id = status.value();
            db.run(tx -> tx.projects().insert(project(id).status(status).build()));
            assertThat(list(filter(null, status, TimeRange.ALWAYS))).containsExactly(id);
        }
    }

    @Test
    void eachChangeIncrementsTheVersion() {
        db.run(tx -> tx.projects().insert(project("p").build()));
        for (long version = 2; version <= 5; version++) {
            assertThat(db.update(new TestedProjects(), PROJECT, RENAME).version())
                    .isEqualTo(version);
        }
        db.run(tx -> tx.projects().update(PROJECT, Patch.empty()));
        assertThat(version()).isEqualTo(5);
    }

    @Test
    void updateSucceedsForTheExpectedVersion() {
        db.run(tx -> tx.projects().insert(project("p").version(8).build()));
        db.clock.advance(Duration.ofSeconds(1));
        VideoProject expected = project("p")
                .title("new")
                .version(9)
                .updatedAt(db.clock.instant())
                .build();
        assertThat(update(8, RENAME)).isEqualTo(expected);
        assertThat(db.found(tx -> tx.projects().find(PROJECT))).contains(expected);
    }

    @Test
    void updateRefusesAnotherVersion() {
        VideoProject row = project("p").version(8).build();
        db.run(tx -> tx.projects().insert(row));
        for (long version : List.of(7L, 9L, 0L, -1L, Long.MAX_VALUE)) {
            for (Patch<VideoProject> patch : List.of(RENAME, Patch.<VideoProject>empty())) {
                db.assertRefused(
                        StorageException.Conflict.class,
                        "p",
                        tx -> tx.projects().update(PROJECT, version, patch));
            }
        }
        assertThat(db.found(tx -> tx.projects().find(PROJECT))).contains(row);
    }

    @Test
    void theSecondOfTwoUpdatesOfTheSameVersionIsRefused() {
        db.run(tx -> tx.projects().insert(project("p").build()));
        long read = version();
        db.run(tx -> tx.projects().update(PROJECT, read, RENAME));
        db.assertRefused(
                StorageException.Conflict.class, "p", tx -> tx.projects().update(PROJECT, read, RENAME));
    }

    @Test
    void anEmptyPatchForTheExpectedVersionChangesNothing() {
        VideoProject row = project("p").build();
        db.run(tx -> tx.projects().insert(row));
        db.clock.advance(Duration.ofSeconds(1));
        assertThat(update(1, Patch.empty())).isEqualTo(row);
        assertThat(db.found(tx -> tx.projects().find(PROJECT))).contains(row);
    }

    @Test
    void updateOfAVersionRefusesAMissingProject() {
        db.assertRefused(
                StorageException.NotFound.class, "p", tx -> tx.projects().update(PROJECT, 1, RENAME));
        db.run(tx -> tx.projects().insert(project("p").build()));
        db.assertRefusedAs(
                BOB, StorageException.NotFound.class, "p", tx -> tx.projects().update(PROJECT, 1, RENAME));
    }

    @Test
    void updateOfAVersionFollowsTheOtherRulesOfUpdate() {
        VideoProject row = project("p").build();
        db.run(tx -> tx.projects().insert(row));
        BlobKey theirs = new BlobKey("theirs.mp4");
        db.runAs(BOB, tx -> KeyColumn.AUDIO_FILE_PATH.insert(tx, "theirs", theirs));
        db.assertInvalid(tx -> tx.projects().update(PROJECT, 1, new TestedProjects().invalid()));
        db.assertRefused(
                StorageException.Integrity.class,
                theirs.value(),
                tx -> tx.projects()
                        .update(PROJECT, 1, Patch.<VideoProject>empty().set(ProjectField.VIDEO_PATH, theirs)));
        assertThat(db.found(tx -> tx.projects().find(PROJECT))).contains(row);
    }

    private VideoProject update(long expectedVersion, Patch<VideoProject> patch) {
        return db.write(tx -> tx.projects().update(PROJECT, expectedVersion, patch));
    }

    private long version() {
        return db.found(tx -> tx.projects().find(PROJECT)).orElseThrow().version();
    }
}
