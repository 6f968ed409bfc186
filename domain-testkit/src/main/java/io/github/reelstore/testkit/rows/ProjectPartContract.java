package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contract tests for the repositories of videos, images and audio, which can belong to a project. */
abstract class ProjectPartContract<I extends Id, R extends Record> extends RowContract<I, R> {

    private static final GenerationStatus ODD = new GenerationStatus("odd");

    private final ProjectPartFixture<I, R> kind;

    ProjectPartContract(ProjectPartFixture<I, R> kind) {
        super(kind);
        this.kind = kind;
    }

    @Test
    void insertRefusesAMissingProject() {
        assertRefused(StorageException.NotFound.class, "none", tx -> kind.insert(tx, kind.of("r", "none")));
        assertThat(find(kind.id("r"))).isEmpty();
    }

    @Test
    void insertRefusesAnotherProfilesProject() {
        runAs(BOB, tx -> insertProject(tx, "theirs", "c"));
        assertRefused(StorageException.NotFound.class, "theirs", tx -> kind.insert(tx, kind.of("r", "theirs")));
        assertThat(find(kind.id("r"))).isEmpty();
    }

    @Test
    void updateRefusesAMissingProjectAndAnotherProfilesProject() {
        runAs(BOB, tx -> insertProject(tx, "theirs", "c"));
        run(tx -> insertProject(tx, "mine", "c"));
        R row = kind.of("r", "mine");
        run(tx -> kind.insert(tx, row));
        for (String project : List.of("none", "theirs")) {
            Patch<R> patch = Patch.<R>empty().set(kind.projectField(), new ProjectId(project));
            assertRefused(StorageException.NotFound.class, project, tx -> kind.update(tx, kind.id("r"), patch));
        }
        assertThat(find(kind.id("r"))).contains(row);
    }

    @Test
    void eachFilterConditionApplies() {
        insertMany();
        GenerationFilter all = GenerationFilter.ALL;
        assertThat(list(all)).containsExactly("p1-odd", "none-odd", "p3", "p2-late", "p2", "p1-late", "p1", "none");
        assertThat(list(GenerationFilter.of(new ProjectId("p1")))).containsExactly("p1-odd", "p1-late", "p1");
        assertThat(list(filter(null, "c1", null, TimeRange.ALWAYS)))
                .containsExactly("p1-odd", "p2-late", "p2", "p1-late", "p1");
        assertThat(list(filter(null, null, ODD, TimeRange.ALWAYS))).containsExactly("p1-odd", "none-odd");
        assertThat(list(filter(null, null, null, range(3, 5)))).containsExactly("p2-late", "p2");
    }

    @Test
    void filterConditionsAreCombinedWithAnd() {
        insertMany();
        assertThat(list(filter("p1", "c1", ODD, range(0, 100)))).containsExactly("p1-odd");
        assertThat(list(filter("p1", "c1", null, range(2, 4)))).containsExactly("p1-late");
        assertThat(list(filter(null, "c1", GenerationStatus.COMPLETED, range(1, 4))))
                .containsExactly("p2", "p1-late", "p1");
        assertThat(list(filter("p1", "c2", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter("p2", null, ODD, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter("p2", "c1", null, range(0, 3)))).isEmpty();
    }

    @Test
    void aFilterWithoutMatchesListsNothing() {
        insertMany();
        assertThat(list(GenerationFilter.of(new ProjectId("none")))).isEmpty();
        assertThat(list(filter(null, "none", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter(null, "C1", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter(null, "%", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(list(filter(null, null, new GenerationStatus("' OR 1=1"), TimeRange.ALWAYS)))
                .isEmpty();
    }

    @Test
    void aFilterWithHostileTextFindsOnlyTheRowsThatHaveIt() {
        for (int i = 0; i < HOSTILE_TEXTS.size(); i++) {
            String project = "p" + i;
            String channel = HOSTILE_TEXTS.get(i);
            GenerationStatus status = new GenerationStatus(channel);
            R row = kind.of("r" + i, Optional.of(new ProjectId(project)), status, SampleRows.START);
            run(tx -> {
                insertProject(tx, project, channel);
                kind.insert(tx, row);
            });
        }
        for (int i = 0; i < HOSTILE_TEXTS.size(); i++) {
            String text = HOSTILE_TEXTS.get(i);
            assertThat(list(filter(null, text, null, TimeRange.ALWAYS)))
                    .as(text)
                    .containsExactly("r" + i);
            assertThat(list(filter(null, null, new GenerationStatus(text), TimeRange.ALWAYS)))
                    .as(text)
                    .containsExactly("r" + i);
            assertThat(list(filter(text, null, null, TimeRange.ALWAYS)))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void aFilterFindsNoRowsOfAnotherProfile() {
        insertMany();
        for (GenerationFilter filter :
                List.of(GenerationFilter.of(new ProjectId("p1")), filter(null, "c1", null, TimeRange.ALWAYS))) {
            assertThat(listedAs(
                            BOB,
                            tx -> kind.list(tx, filter, PageRequest.first(10)).items()))
                    .isEmpty();
        }
    }

    @Test
    void aFilteredListIsPaged() {
        insertMany();
        GenerationFilter filter = filter(null, "c1", null, TimeRange.ALWAYS);
        Page<R> first = read(tx -> kind.list(tx, filter, PageRequest.first(3)));
        assertThat(idsOf(first)).containsExactly("p1-odd", "p2-late", "p2");
        Page<R> second = read(tx ->
                kind.list(tx, filter, PageRequest.first(3).after(first.next().orElseThrow())));
        assertThat(idsOf(second)).containsExactly("p1-late", "p1");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void theChannelFilterUsesTheProjectsCurrentChannel() {
        insertMany();
        run(tx -> tx.projects()
                .update(
                        new ProjectId("p2"),
                        Patch.<VideoProject>empty().set(ProjectField.CHANNEL_ID, new ChannelId("c2"))));
        assertThat(list(filter(null, "c2", null, TimeRange.ALWAYS))).containsExactly("p3", "p2-late", "p2");
    }

    /** Inserts rows of three projects in two channels, and rows without a project. */
    private void insertMany() {
        run(tx -> {
            insertProject(tx, "p1", "c1");
            insertProject(tx, "p2", "c1");
            insertProject(tx, "p3", "c2");
            insert(tx, "none", null, GenerationStatus.COMPLETED, micros(0));
            insert(tx, "p1", "p1", GenerationStatus.COMPLETED, micros(1));
            insert(tx, "p1-late", "p1", GenerationStatus.COMPLETED, micros(2));
            insert(tx, "p2", "p2", GenerationStatus.COMPLETED, micros(3));
            insert(tx, "p2-late", "p2", GenerationStatus.COMPLETED, micros(4));
            insert(tx, "p3", "p3", GenerationStatus.COMPLETED, micros(5));
            insert(tx, "none-odd", null, ODD, micros(6));
            insert(tx, "p1-odd", "p1", ODD, micros(7));
        });
    }

    private void insert(Tx tx, String id, @Nullable String project, GenerationStatus status, Instant createdAt) {
        kind.insert(tx, kind.of(id, Optional.ofNullable(project).map(ProjectId::new), status, createdAt));
    }

    static void insertProject(Tx tx, String id, String channel) {
        tx.projects()
                .insert(SampleRows.project(id)
                        .profileId(tx.profile())
                        .channelId(new ChannelId(channel))
                        .build());
    }

    private static TimeRange range(long fromMicros, long untilMicros) {
        return new TimeRange(Optional.of(micros(fromMicros)), Optional.of(micros(untilMicros)));
    }

    private static GenerationFilter filter(
            @Nullable String project, @Nullable String channel, @Nullable GenerationStatus status, TimeRange created) {
        return new GenerationFilter(
                Optional.ofNullable(project).map(ProjectId::new),
                Optional.ofNullable(channel).map(ChannelId::new),
                Optional.ofNullable(status),
                created);
    }

    private List<String> list(GenerationFilter filter) {
        Page<R> page = read(tx -> kind.list(tx, filter, PageRequest.first(100)));
        return idsOf(page);
    }
}
