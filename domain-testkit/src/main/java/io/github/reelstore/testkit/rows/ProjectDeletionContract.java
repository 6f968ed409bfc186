package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.input;
import static io.github.reelstore.testkit.rows.SampleRows.inputs;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@code delete} of a {@link ProjectRepository}; see {@link DatabaseFixture}. */
public abstract class ProjectDeletionContract {

    private static final ProjectId PROJECT = new ProjectId("p");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Test
    void deleteRemovesTheProjectWithAllItsRows() {
        insertProjectWithParts();
        db.clock.advance(Duration.ofSeconds(3));
        Deletion deletion = db.deletion(tx -> tx.projects().delete(PROJECT));
        assertThat(deletion).isEqualTo(new Deletion(7, 9, new ProjectContents(2, 2, 2)));
        assertThat(db.found(tx -> tx.projects().find(PROJECT))).isEmpty();
        assertThat(db.listed(tx -> tx.generations().ofProject(PROJECT))).isEmpty();
        assertThat(db.found(tx -> tx.generations().find(new GenerationId("g1"))))
                .isEmpty();
        assertThat(db.found(tx -> tx.generations().find(new GenerationId("g2"))))
                .isEmpty();
        assertThat(db.links(tx -> tx.generations().linksOf(new GenerationId("g1"))))
                .isEqualTo(GenerationLinks.NONE);
        assertThat(db.found(tx -> tx.images().find(new ImageId("i1")))).isEmpty();
        assertThat(db.found(tx -> tx.images().find(new ImageId("i2")))).isEmpty();
        assertThat(db.found(tx -> tx.audio().find(new AudioId("a1")))).isEmpty();
        assertThat(db.found(tx -> tx.audio().find(new AudioId("a2")))).isEmpty();
        assertThat(db.listed(
                        tx -> tx.references().tombstones(PageRequest.first(100)).items()))
                .extracting(Tombstone::createdAt)
                .containsOnly(db.clock.instant());
        assertThat(db.tombstoneKeys())
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
    void deleteKeepsRowsThatDoNotBelongToTheProject() {
        insertProjectWithParts();
        VideoProject other = project("other").build();
        db.run(tx -> {
            tx.projects().insert(other);
            tx.generations().insert(generation("of-other", "other").build());
            tx.images().insert(image("of-other", "other").build());
            tx.audio().insert(audio("of-none").build());
            // the project only uses these rows
            tx.generations().link(inputs(input("g2", InputRole.REFERENCE, 0, "of-other")));
            tx.generations().link(tracks(track("g2", "vi", "of-none")));
        });
        db.runAs(BOB, tx -> tx.projects().insert(project("bobs").profileId(BOB).build()));

        assertThat(db.deletion(tx -> tx.projects().delete(PROJECT)).rows()).isEqualTo(7);
        assertThat(db.found(tx -> tx.projects().find(other.id()))).contains(other);
        assertThat(db.found(tx -> tx.generations().find(new GenerationId("of-other"))))
                .isPresent();
        assertThat(db.found(tx -> tx.images().find(new ImageId("of-other"))))
                .contains(image("of-other", "other").build());
        assertThat(db.found(tx -> tx.audio().find(new AudioId("of-none")))).isPresent();
        assertThat(db.foundAs(BOB, tx -> tx.projects().find(new ProjectId("bobs"))))
                .isPresent();
    }

    /**
     * Inserts a project with both its files, two videos with links, two images and two audio rows: 7 rows with 9 files.
     */
    private void insertProjectWithParts() {
        db.run(tx -> {
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
    void imagesAndAudioThatOtherVideosReferToStayWithoutAProject() {
        db.run(tx -> {
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
        assertThat(db.deletion(tx -> tx.projects().delete(PROJECT)))
                .isEqualTo(new Deletion(3, 2, new ProjectContents(0, 1, 1)));
        for (String id : List.of("on-row", "linked", "on-row-of-none")) {
            assertThat(db.found(tx -> tx.images().find(new ImageId(id))).orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("updatedAt")
                    .isEqualTo(image(id).build());
            assertThat(db.found(tx -> tx.audio().find(new AudioId(id))).orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("updatedAt")
                    .isEqualTo(audio(id).build());
        }
        assertThat(db.found(tx -> tx.images().find(new ImageId("unused")))).isEmpty();
        assertThat(db.found(tx -> tx.audio().find(new AudioId("unused")))).isEmpty();
        assertThat(db.tombstoneKeys())
                .containsExactlyInAnyOrder(new BlobKey("images/unused.png"), new BlobKey("audio/unused.mp3"));
    }

    /** Some of the project's files are also files of another project's images. */
    @Test
    void filesThatOtherRowsReferToGetNoTombstone() {
        insertProjectWithParts();
        List<String> keys = List.of("video.mp4", "i1-thumb.jpg", "g1.mp4", "images/i2.png", "audio/a1.mp3");
        db.run(tx -> {
            tx.projects().insert(project("other").build());
            for (int i = 0; i < keys.size(); i++) {
                tx.images()
                        .insert(image("again" + i, "other")
                                .filePath(new BlobKey(keys.get(i)))
                                .build());
            }
        });
        assertThat(db.deletion(tx -> tx.projects().delete(PROJECT)))
                .isEqualTo(new Deletion(7, 4, new ProjectContents(2, 2, 2)));
        assertThat(db.tombstoneKeys())
                .extracting(BlobKey::value)
                .containsExactlyInAnyOrder("thumb.jpg", "g2.mp4", "images/i1.png", "audio/a2.mp3");
        assertThat(db.found(tx -> tx.references().find(new BlobKey("video.mp4"))))
                .isPresent();
    }

    @Test
    void aFileSharedByRowsOfTheProjectGetsOneTombstone() {
        BlobKey shared = new BlobKey("shared.png");
        db.run(tx -> {
            tx.projects().insert(project("p").thumbPath(shared).build());
            tx.images()
                    .insert(image("i1", "p").filePath(shared).thumbPath(shared).build());
            tx.images().insert(image("i2", "p").filePath(shared).build());
        });
        assertThat(db.deletion(tx -> tx.projects().delete(PROJECT)))
                .isEqualTo(new Deletion(3, 1, new ProjectContents(0, 2, 0)));
        assertThat(db.tombstoneKeys()).containsExactly(shared);
    }

    /** A project with rows that stay, because other videos refer to them, and with rows that it only uses. */
    @Test
    void contentsAreThoseThatDeleteDeletes() {
        insertProjectWithParts();
        db.run(tx -> {
            tx.projects().insert(project("other").build());
            tx.images().insert(image("stays", "p").build());
            tx.audio().insert(audio("stays", "p").build());
            tx.images().insert(image("alone", "p").build());
            tx.images().insert(image("of-other", "other").build());
            tx.generations()
                    .insert(generation("g3", "other")
                            .audioGenerationId(new AudioId("stays"))
                            .build());
            tx.generations().link(inputs(input("g3", InputRole.REFERENCE, 0, "stays")));
            tx.generations().link(inputs(input("g2", InputRole.REFERENCE, 0, "of-other")));
        });
        db.runAs(BOB, tx -> tx.projects().insert(project("bobs").profileId(BOB).build()));

        ProjectContents contents = db.read(tx -> tx.projects().contents(PROJECT));
        assertThat(contents).isEqualTo(new ProjectContents(2, 3, 2));
        assertThat(db.<ProjectContents>read(tx -> tx.projects().contents(new ProjectId("other"))))
                .isEqualTo(new ProjectContents(1, 0, 0));
        db.assertRefused(
                StorageException.NotFound.class, "bobs", tx -> tx.projects().contents(new ProjectId("bobs")));
        assertThat(db.deletion(tx -> tx.projects().delete(PROJECT)).contents()).isEqualTo(contents);
    }
}
