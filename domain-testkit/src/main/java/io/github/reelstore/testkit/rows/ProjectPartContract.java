package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract tests for the repositories of videos, images and audio, which can belong to a project; see {@link
 * DatabaseFixture}.
 */
@ParameterizedClass
@MethodSource("kinds")
public abstract class ProjectPartContract {

    private static final GenerationStatus ODD = new GenerationStatus("odd");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    TestedParts<Id, Record> kind;

    static List<TestedRows<?, ?>> kinds() {
        return TestedParts.parts();
    }

    @Test
    void insertRefusesAMissingProject() {
        db.assertRefused(StorageException.NotFound.class, "none", tx -> kind.insert(tx, kind.of("r", "none")));
        assertThat(db.find(kind, kind.id("r"))).isEmpty();
    }

    @Test
    void insertRefusesAnotherProfilesProject() {
        db.runAs(BOB, tx -> insertProject(tx, "theirs", "c"));
        db.assertRefused(StorageException.NotFound.class, "theirs", tx -> kind.insert(tx, kind.of("r", "theirs")));
        assertThat(db.find(kind, kind.id("r"))).isEmpty();
    }

    @Test
    void updateRefusesAMissingProjectAndAnotherProfilesProject() {
        db.runAs(BOB, tx -> insertProject(tx, "theirs", "c"));
        db.run(tx -> insertProject(tx, "mine", "c"));
        Record row = kind.of("r", "mine");
        db.run(tx -> kind.insert(tx, row));
        for (String project : List.of("none", "theirs")) {
            Patch<Record> patch = Patch.<Record>empty().set(kind.projectField(), new ProjectId(project));
            db.assertRefused(StorageException.NotFound.class, project, tx -> kind.update(tx, kind.id("r"), patch));
        }
        assertThat(db.find(kind, kind.id("r"))).contains(row);
    }

    @Test
    void eachFilterConditionApplies() {
        insertMany();
        GenerationFilter all = GenerationFilter.ALL;
        assertThat(listOf(all)).containsExactly("p1-odd", "none-odd", "p3", "p2-late", "p2", "p1-late", "p1", "none");
        assertThat(listOf(GenerationFilter.of(new ProjectId("p1")))).containsExactly("p1-odd", "p1-late", "p1");
        assertThat(listOf(filter(null, "c1", null, TimeRange.ALWAYS)))
                .containsExactly("p1-odd", "p2-late", "p2", "p1-late", "p1");
        assertThat(listOf(filter(null, null, ODD, TimeRange.ALWAYS))).containsExactly("p1-odd", "none-odd");
        assertThat(listOf(filter(null, null, null, range(3, 5)))).containsExactly("p2-late", "p2");
    }

    @Test
    void filterConditionsAreCombinedWithAnd() {
        insertMany();
        assertThat(listOf(filter("p1", "c1", ODD, range(0, 100)))).containsExactly("p1-odd");
        assertThat(listOf(filter("p1", "c1", null, range(2, 4)))).containsExactly("p1-late");
        assertThat(listOf(filter(null, "c1", GenerationStatus.COMPLETED, range(1, 4))))
                .containsExactly("p2", "p1-late", "p1");
        assertThat(listOf(filter("p1", "c2", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(listOf(filter("p2", null, ODD, TimeRange.ALWAYS))).isEmpty();
        assertThat(listOf(filter("p2", "c1", null, range(0, 3)))).isEmpty();
    }

    @Test
    void aFilterWithoutMatchesListsNothing() {
        insertMany();
        assertThat(listOf(GenerationFilter.of(new ProjectId("none")))).isEmpty();
        assertThat(listOf(filter(null, "none", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(listOf(filter(null, "C1", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(listOf(filter(null, "%", null, TimeRange.ALWAYS))).isEmpty();
        assertThat(listOf(filter(null, null, new GenerationStatus("' OR 1=1"), TimeRange.ALWAYS)))
                .isEmpty();
    }

    @Test
    void aFilterWithHostileTextFindsOnlyTheRowsThatHaveIt() {
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            String project = "p" + i;
            String channel = HostileTexts.STORABLE.get(i);
            GenerationStatus status = new GenerationStatus(channel);
            Record row = kind.of("r" + i, Optional.of(new ProjectId(project)), status, SampleRows.START);
            db.run(tx -> {
                insertProject(tx, project, channel);
                kind.insert(tx, row);
            });
        }
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            String text = HostileTexts.STORABLE.get(i);
            assertThat(listOf(filter(null, text, null, TimeRange.ALWAYS)))
                    .as(text)
                    .containsExactly("r" + i);
            assertThat(listOf(filter(null, null, new GenerationStatus(text), TimeRange.ALWAYS)))
                    .as(text)
                    .containsExactly("r" + i);
            assertThat(listOf(filter(text, null, null, TimeRange.ALWAYS)))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void aFilterFindsNoRowsOfAnotherProfile() {
        insertMany();
        for (GenerationFilter filter :
                List.of(GenerationFilter.of(new ProjectId("p1")), filter(null, "c1", null, TimeRange.ALWAYS))) {
            assertThat(db.listedAs(
                            BOB,
                            tx -> kind.list(tx, filter, PageRequest.first(10)).items()))
                    .isEmpty();
        }
    }

    @Test
    void aFilteredListIsPaged() {
        insertMany();
        GenerationFilter filter = filter(null, "c1", null, TimeRange.ALWAYS);
        Page<Record> first = db.read(tx -> kind.list(tx, filter, PageRequest.first(3)));
        assertThat(kind.idsOf(first)).containsExactly("p1-odd", "p2-late", "p2");
        Page<Record> second = db.read(tx ->
                kind.list(tx, filter, PageRequest.first(3).after(first.next().orElseThrow())));
        assertThat(kind.idsOf(second)).containsExactly("p1-late", "p1");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void theChannelFilterUsesTheProjectsCurrentChannel() {
        insertMany();
        db.run(tx -> tx.projects()
                .update(
                        new ProjectId("p2"),
                        Patch.<VideoProject>empty().set(ProjectField.CHANNEL_ID, new ChannelId("c2"))));
        assertThat(listOf(filter(null, "c2", null, TimeRange.ALWAYS))).containsExactly("p3", "p2-late", "p2");
    }

    /** Inserts rows of three projects in two channels, and rows without a project. */
    private void insertMany() {
        db.run(tx -> {
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

    private List<String> listOf(GenerationFilter filter) {
        Page<Record> page = db.read(tx -> kind.list(tx, filter, PageRequest.first(100)));
        return kind.idsOf(page);
    }
}
