package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract tests for the repositories of images and audio, which videos refer to; see {@link DatabaseFixture}. */
@ParameterizedClass
@MethodSource("kinds")
public abstract class ReferencedRowContract {

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    TestedMedia<Id, Record> kind;

    static List<TestedRows<?, ?>> kinds() {
        return TestedMedia.media();
    }

    @Test
    void usedByProjectListsEachReferencedRowOnce() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            insertProject(tx, "other", "c");
            for (String id : List.of("on-row", "linked", "twice", "of-other", "of-none")) {
                kind.insert(tx, id.equals("of-other") ? kind.of(id, "other") : kind.minimal(id));
            }
            kind.insert(tx, kind.of("unused", "p"));
            kind.insert(tx, kind.of("used-by-other", "p"));
            VideoGeneration first = insertVideo(tx, "g1", "p", "on-row");
            insertVideo(tx, "g2", "p", "twice");
            VideoGeneration third = insertVideo(tx, "g3", "p", "twice");
            kind.link(tx, first, 0, kind.id("linked"));
            kind.link(tx, first, 1, kind.id("twice"));
            kind.link(tx, third, 0, kind.id("twice"));
            kind.link(tx, third, 1, kind.id("of-other"));
            kind.link(tx, third, 2, kind.id("of-none"));
            insertVideo(tx, "g4", "other", "used-by-other");
        });
        List<Record> used = db.listed(tx -> kind.usedByProject(tx, new ProjectId("p")));
        assertThat(kind.idsOf(used)).containsExactlyInAnyOrder("on-row", "linked", "twice", "of-other", "of-none");
        assertThat(used).contains(kind.of("of-other", "other"), kind.minimal("on-row"));
        assertThat(kind.idsOf(db.listed(tx -> kind.usedByProject(tx, new ProjectId("other")))))
                .containsExactly("used-by-other");
    }

    @Test
    void usedByProjectIsEmptyIfNoVideoRefersToARow() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            kind.insert(tx, kind.of("r", "p"));
            tx.generations().insert(SampleRows.generation("g", "p").build());
        });
        assertThat(db.listed(tx -> kind.usedByProject(tx, new ProjectId("p")))).isEmpty();
        assertThat(db.listed(tx -> kind.usedByProject(tx, new ProjectId("none"))))
                .isEmpty();
    }

    @Test
    void usedByProjectIsEmptyForAnotherProfilesProject() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            kind.insert(tx, kind.minimal("r"));
            VideoGeneration video = insertVideo(tx, "g", "p", "r");
            kind.link(tx, video, 0, kind.id("r"));
        });
        assertThat(db.listed(tx -> kind.usedByProject(tx, new ProjectId("p")))).hasSize(1);
        assertThat(db.listedAs(BOB, tx -> kind.usedByProject(tx, new ProjectId("p"))))
                .isEmpty();
    }

    @Test
    void usedByListsTheRowsOfTheGivenVideos() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            for (String id : List.of("on-row", "linked", "of-third", "unused")) {
                kind.insert(tx, kind.of(id, "p"));
            }
            VideoGeneration first = insertVideo(tx, "g1", "p", "on-row");
            insertVideo(tx, "g2", "p", "on-row");
            insertVideo(tx, "g3", "p", "of-third");
            kind.link(tx, first, 0, kind.id("linked"));
        });
        List<GenerationId> two = List.of(new GenerationId("g1"), new GenerationId("g2"), new GenerationId("none"));
        assertThat(kind.idsOf(db.listed(tx -> kind.usedBy(tx, two)))).containsExactlyInAnyOrder("on-row", "linked");
        assertThat(db.listed(tx -> kind.usedBy(tx, List.of()))).isEmpty();
        assertThat(db.listedAs(BOB, tx -> kind.usedBy(tx, two))).isEmpty();
    }

    @Test
    void rowsWithoutAVideoOfTheirProjectAreListedPageByPage() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            insertProject(tx, "other", "c");
            for (String id : List.of("on-row", "linked", "alone", "alone-too", "used-by-other")) {
                kind.insert(tx, kind.of(id, "p"));
            }
            kind.insert(tx, kind.of("of-other", "other"));
            kind.insert(tx, kind.minimal("of-none"));
            VideoGeneration video = insertVideo(tx, "g1", "p", "on-row");
            kind.link(tx, video, 0, kind.id("linked"));
            insertVideo(tx, "g2", "other", "used-by-other");
        });
        ProjectId project = new ProjectId("p");
        Page<Record> all = db.read(tx -> kind.withoutVideo(tx, project, PageRequest.first(10)));
        assertThat(kind.idsOf(all.items())).containsExactly("used-by-other", "alone-too", "alone");
        assertThat(all.next()).isEmpty();
        Page<Record> first = db.read(tx -> kind.withoutVideo(tx, project, PageRequest.first(2)));
        assertThat(first.items()).isEqualTo(all.items().subList(0, 2));
        PageRequest second = PageRequest.first(2).after(first.next().orElseThrow());
        assertThat(db.<Page<Record>>read(tx -> kind.withoutVideo(tx, project, second))
                        .items())
                .isEqualTo(all.items().subList(2, 3));
        db.runAs(
                BOB,
                tx -> assertThat(kind.withoutVideo(tx, project, PageRequest.first(2))
                                .items())
                        .isEmpty());
    }

    @Test
    void deleteRefusesARowThatAVideoRefersTo() {
        Record row = kind.minimal("r");
        db.run(tx -> {
            insertProject(tx, "p", "c");
            kind.insert(tx, row);
            insertVideo(tx, "g", "p", "r");
        });
        db.assertRefused(StorageException.Integrity.class, "r", tx -> kind.delete(tx, kind.id("r")));
        assertThat(db.find(kind, kind.id("r"))).contains(row);
        assertThat(db.tombstoneKeys()).isEmpty();
    }

    @Test
    void deleteRefusesARowThatIsLinkedToAVideo() {
        Record row = kind.minimal("r");
        db.run(tx -> {
            kind.insert(tx, row);
            VideoGeneration video = SampleRows.generation("g").build();
            tx.generations().insert(video);
            kind.link(tx, video, 0, kind.id("r"));
        });
        db.assertRefused(StorageException.Integrity.class, "r", tx -> kind.delete(tx, kind.id("r")));
        assertThat(db.find(kind, kind.id("r"))).contains(row);
    }

    @Test
    void aRowCanBeDeletedAfterItsVideos() {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            kind.insert(tx, kind.minimal("r"));
            VideoGeneration video = insertVideo(tx, "g", "p", "r");
            kind.link(tx, video, 0, kind.id("r"));
        });
        db.run(tx -> tx.generations().delete(new GenerationId("g")));
        assertThat(db.deletion(tx -> kind.delete(tx, kind.id("r")))).isEqualTo(new Deletion(1, 1));
    }

    private VideoGeneration insertVideo(Tx tx, String id, String project, String used) {
        VideoGeneration video =
                kind.referTo(kind.id(used), SampleRows.generation(id, project).build());
        tx.generations().insert(video);
        return video;
    }
}
