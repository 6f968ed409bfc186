package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.input;
import static io.github.reelstore.testkit.rows.SampleRows.inputs;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@link VideoGenerationRepositoryContract} for inputs and tracks. */
abstract class GenerationLinksContract extends ProjectPartContract<GenerationId, VideoGeneration> {

    private static final ProjectId PROJECT = new ProjectId("p");
    private static final GenerationId VIDEO = new GenerationId("g");

    GenerationLinksContract() {
        super(new GenerationFixture());
    }

    /** Inserts a video, an image and an audio row of another profile, all with the id {@code theirs}. */
    final void insertRowsOfBob() {
        runAs(BOB, tx -> {
            tx.images().insert(image("theirs").profileId(BOB).build());
            tx.audio().insert(audio("theirs").profileId(BOB).build());
            tx.generations().insert(generation("theirs").profileId(BOB).build());
        });
    }

    @Test
    void aMissingOrUnlinkedVideoHasNoLinks() {
        insertLinked();
        assertThat(links(tx -> tx.generations().linksOf(new GenerationId("none"))))
                .isEqualTo(GenerationLinks.NONE);
        assertThat(links(tx -> tx.generations().linksOf(new GenerationId("unlinked"))))
                .isEqualTo(GenerationLinks.NONE);
    }

    @Test
    void linksOfAVideoAreOrdered() {
        insertLinked();
        assertThat(links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LINKS_OF_VIDEO);
    }

    @Test
    void linksOfAProjectAreOrdered() {
        insertLinked();
        GenerationInput input = input("G-earlier-id", InputRole.REFERENCE, 0, "i1");
        GenerationAudioTrack track = track("G-earlier-id", "vi", "a1");
        run(tx -> {
            insertProject(tx, "other", "c");
            tx.generations()
                    .insert(generation("G-earlier-id", "p").createdAt(micros(5)).build());
            tx.generations().insert(generation("of-other", "other").build());
            tx.generations().insert(generation("of-none").build());
            tx.generations().link(new GenerationLinks(List.of(input), List.of(track)));
            for (String other : List.of("of-other", "of-none")) {
                tx.generations().link(inputs(input(other, InputRole.REFERENCE, 0, "i1")));
                tx.generations().link(tracks(track(other, "vi", "a1")));
            }
        });
        GenerationLinks links = links(tx -> tx.generations().linksOfProject(PROJECT));
        assertThat(links.inputs()).startsWith(input).endsWith(last(LINKS_OF_VIDEO.inputs()));
        assertThat(links.inputs()).hasSize(LINKS_OF_VIDEO.inputs().size() + 1).containsAll(LINKS_OF_VIDEO.inputs());
        assertThat(links.audioTracks())
                .startsWith(track)
                .hasSize(LINKS_OF_VIDEO.audioTracks().size() + 1)
                .endsWith(last(LINKS_OF_VIDEO.audioTracks()));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /**
     * In the expected order: inputs by role, then numeric position; tracks by language. An image may be used several
     * times.
     */
    private static final GenerationLinks LINKS_OF_VIDEO = new GenerationLinks(
            List.of(
                    input("g", new InputRole("Mask"), 0, "i1"),
                    input("g", InputRole.FIRST_FRAME, 0, "i2"),
                    input("g", InputRole.LAST_FRAME, 0, "i1"),
                    input("g", InputRole.REFERENCE, 0, "i2"),
                    input("g", InputRole.REFERENCE, 2, "i1"),
                    input("g", InputRole.REFERENCE, 10, "i1"),
                    input("g", InputRole.REFERENCE, Integer.MAX_VALUE, "i1"),
                    input("g", new InputRole("style'; -- 🎬"), 0, "i1")),
            List.of(
                    track("g", "en", "a2"),
                    track("g", "pt", "a1"),
                    track("g", "pt-BR", "a1"),
                    track("g", "vi", "a1"),
                    track("g", "zh-Hant-TW", "a2")));

    final void insertLinked() {
        run(tx -> {
            insertProject(tx, "p", "c");
            for (String id : List.of("i1", "i2")) {
                tx.images().insert(image(id).build());
            }
            for (String id : List.of("a1", "a2")) {
                tx.audio().insert(audio(id).build());
            }
            tx.generations().insert(generation("g", "p").build());
            tx.generations().insert(generation("unlinked", "p").build());
            List<GenerationInput> inputs = LINKS_OF_VIDEO.inputs();
            List<GenerationAudioTrack> tracks = LINKS_OF_VIDEO.audioTracks();
            for (int i : List.of(5, 1, 7, 0, 3, 6)) {
                tx.generations().link(inputs(inputs.get(i)));
            }
            tx.generations().link(tracks(tracks.get(3), tracks.get(0)));
            tx.generations()
                    .link(new GenerationLinks(
                            List.of(inputs.get(4), inputs.get(2)),
                            List.of(tracks.get(4), tracks.get(2), tracks.get(1))));
        });
    }

    @Test
    void linkingNothingIsAllowed() {
        insertLinked();
        run(tx -> tx.generations().link(GenerationLinks.NONE));
        assertThat(links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LINKS_OF_VIDEO);
    }

    @Test
    void linkRefusesMissingRowsAndRowsOfAnotherProfile() {
        insertLinked();
        insertRowsOfBob();
        for (String id : List.of("none", "theirs")) {
            assertNotLinked(StorageException.NotFound.class, id, inputs(input(id, InputRole.REFERENCE, 99, "i1")));
            assertNotLinked(StorageException.NotFound.class, id, inputs(input("g", InputRole.REFERENCE, 99, id)));
            assertNotLinked(StorageException.NotFound.class, id, tracks(track(id, "ja", "a1")));
            assertNotLinked(StorageException.NotFound.class, id, tracks(track("g", "ja", id)));
        }
        assertThat(linksAs(BOB, tx -> tx.generations().linksOf(new GenerationId("theirs"))))
                .isEqualTo(GenerationLinks.NONE);
    }

    @Test
    void anotherProfileCannotAddLinks() {
        insertLinked();
        insertRowsOfBob();
        assertRefusedAs(
                BOB,
                StorageException.NotFound.class,
                "g",
                tx -> tx.generations().link(inputs(input("g", InputRole.REFERENCE, 99, "theirs"))));
        assertRefusedAs(
                BOB,
                StorageException.NotFound.class,
                "g",
                tx -> tx.generations().link(tracks(track("g", "ja", "theirs"))));
        assertThat(links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LINKS_OF_VIDEO);
    }

    @Test
    void aRoleAndPositionHasAtMostOneInput() {
        insertLinked();
        GenerationLinks taken = inputs(input("g", InputRole.REFERENCE, 10, "i2"));
        assertNotLinked(StorageException.AlreadyExists.class, "g", taken);
        GenerationLinks twice =
                inputs(input("g", InputRole.REFERENCE, 99, "i1"), input("g", InputRole.REFERENCE, 99, "i2"));
        assertNotLinked(StorageException.AlreadyExists.class, "g", twice);
        run(tx -> tx.generations().link(inputs(input("unlinked", InputRole.REFERENCE, 10, "i1"))));
    }

    @Test
    void aLanguageHasAtMostOneTrack() {
        insertLinked();
        assertNotLinked(StorageException.AlreadyExists.class, "g", tracks(track("g", "pt-BR", "a2")));
        assertNotLinked(
                StorageException.AlreadyExists.class, "g", tracks(track("g", "ja", "a1"), track("g", "ja", "a2")));
        run(tx -> tx.generations().link(tracks(track("unlinked", "pt-BR", "a1"))));
    }

    /** Asserts that linking is refused, and that no other link of the same call is stored. */
    private void assertNotLinked(Class<? extends StorageException> reason, String subject, GenerationLinks links) {
        GenerationLinks more = new GenerationLinks(
                concat(input("g", InputRole.FIRST_FRAME, 50, "i1"), links.inputs()),
                concat(track("g", "ko", "a1"), links.audioTracks()));
        assertRefused(reason, subject, tx -> tx.generations().link(more));
        assertThat(links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LINKS_OF_VIDEO);
    }

    private static <T> List<T> concat(T first, List<T> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    @Test
    void trackLanguagesAreReadBackInCanonicalForm() {
        insertLinked();
        run(tx -> tx.generations().link(tracks(track("unlinked", "ZH-hant-tw", "a1"))));
        assertThat(links(tx -> tx.generations().linksOf(new GenerationId("unlinked")))
                        .audioTracks())
                .extracting(GenerationAudioTrack::language)
                .containsExactly(new LanguageTag("zh-Hant-TW"));
    }
}
