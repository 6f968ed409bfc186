package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.input;
import static io.github.reelstore.testkit.rows.SampleRows.inputs;
import static io.github.reelstore.testkit.rows.SampleRows.micros;
import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for the inputs and audio tracks of a {@link VideoGenerationRepository}; see {@link DatabaseFixture}.
 */
public abstract class GenerationLinksContract {

    private static final ProjectId PROJECT = new ProjectId("p");
    private static final GenerationId VIDEO = new GenerationId("g");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Test
    void aMissingOrUnlinkedVideoHasNoLinks() {
        LinkedVideo.insert(db);
        assertThat(db.links(tx -> tx.generations().linksOf(new GenerationId("none"))))
                .isEqualTo(GenerationLinks.NONE);
        assertThat(db.links(tx -> tx.generations().linksOf(new GenerationId("unlinked"))))
                .isEqualTo(GenerationLinks.NONE);
    }

    @Test
    void linksOfAVideoAreOrdered() {
        LinkedVideo.insert(db);
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LinkedVideo.LINKS);
    }

    @Test
    void linksOfAProjectAreOrdered() {
        LinkedVideo.insert(db);
        GenerationInput input = input("G-earlier-id", InputRole.REFERENCE, 0, "i1");
        GenerationAudioTrack track = track("G-earlier-id", "vi", "a1");
        db.run(tx -> {
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
        GenerationLinks links = db.links(tx -> tx.generations().linksOfProject(PROJECT));
        assertThat(links.inputs()).startsWith(input).endsWith(last(LinkedVideo.LINKS.inputs()));
        assertThat(links.inputs())
                .hasSize(LinkedVideo.LINKS.inputs().size() + 1)
                .containsAll(LinkedVideo.LINKS.inputs());
        assertThat(links.audioTracks())
                .startsWith(track)
                .hasSize(LinkedVideo.LINKS.audioTracks().size() + 1)
                .endsWith(last(LinkedVideo.LINKS.audioTracks()));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    @Test
    void audioIsUnlinkedFromOneVideoAndStays() {
        LinkedVideo.insert(db);
        LinkedVideo.insertRowsOfBob(db);
        AudioId audio = new AudioId("a1");
        GenerationId unlinked = new GenerationId("unlinked");
        db.run(tx -> tx.generations().link(tracks(track("unlinked", "vi", "a1"))));
        assertThat(db.<Boolean>write(tx -> tx.generations().unlinkAudio(VIDEO, audio)))
                .isTrue();
        assertThat(db.<Boolean>write(tx -> tx.generations().unlinkAudio(VIDEO, audio)))
                .isFalse();
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO)).audioTracks())
                .isEqualTo(LinkedVideo.LINKS.audioTracks().stream()
                        .filter(track -> !track.audioGenerationId().equals(audio))
                        .toList());
        assertThat(db.links(tx -> tx.generations().linksOf(unlinked)).audioTracks())
                .hasSize(1);
        assertThat(db.found(tx -> tx.audio().find(audio))).isPresent();
        assertThat(db.<Boolean>writeAs(BOB, tx -> tx.generations().unlinkAudio(unlinked, audio)))
                .isFalse();
        assertThat(db.links(tx -> tx.generations().linksOf(unlinked)).audioTracks())
                .hasSize(1);
    }

    @Test
    void linkingNothingIsAllowed() {
        LinkedVideo.insert(db);
        db.run(tx -> tx.generations().link(GenerationLinks.NONE));
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LinkedVideo.LINKS);
    }

    @Test
    void linkRefusesMissingRowsAndRowsOfAnotherProfile() {
        LinkedVideo.insert(db);
        LinkedVideo.insertRowsOfBob(db);
        for (String id : List.of("none", "theirs")) {
            assertNotLinked(StorageException.NotFound.class, id, inputs(input(id, InputRole.REFERENCE, 99, "i1")));
            assertNotLinked(StorageException.NotFound.class, id, inputs(input("g", InputRole.REFERENCE, 99, id)));
            assertNotLinked(StorageException.NotFound.class, id, tracks(track(id, "ja", "a1")));
            assertNotLinked(StorageException.NotFound.class, id, tracks(track("g", "ja", id)));
        }
        assertThat(db.linksAs(BOB, tx -> tx.generations().linksOf(new GenerationId("theirs"))))
                .isEqualTo(GenerationLinks.NONE);
    }

    @Test
    void anotherProfileCannotAddLinks() {
        LinkedVideo.insert(db);
        LinkedVideo.insertRowsOfBob(db);
        db.assertRefusedAs(
                BOB,
                StorageException.NotFound.class,
                "g",
                tx -> tx.generations().link(inputs(input("g", InputRole.REFERENCE, 99, "theirs"))));
        db.assertRefusedAs(
                BOB,
                StorageException.NotFound.class,
                "g",
                tx -> tx.generations().link(tracks(track("g", "ja", "theirs"))));
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LinkedVideo.LINKS);
    }

    @Test
    void aRoleAndPositionHasAtMostOneInput() {
        LinkedVideo.insert(db);
        GenerationLinks taken = inputs(input("g", InputRole.REFERENCE, 10, "i2"));
        assertNotLinked(StorageException.AlreadyExists.class, "g", taken);
        GenerationLinks twice =
                inputs(input("g", InputRole.REFERENCE, 99, "i1"), input("g", InputRole.REFERENCE, 99, "i2"));
        assertNotLinked(StorageException.AlreadyExists.class, "g", twice);
        db.run(tx -> tx.generations().link(inputs(input("unlinked", InputRole.REFERENCE, 10, "i1"))));
    }

    @Test
    void aLanguageHasAtMostOneTrack() {
        LinkedVideo.insert(db);
        assertNotLinked(StorageException.AlreadyExists.class, "g", tracks(track("g", "pt-BR", "a2")));
        assertNotLinked(
                StorageException.AlreadyExists.class, "g", tracks(track("g", "ja", "a1"), track("g", "ja", "a2")));
        db.run(tx -> tx.generations().link(tracks(track("unlinked", "pt-BR", "a1"))));
    }

    /** Asserts that linking is refused, and that no other link of the same call is stored. */
    private void assertNotLinked(Class<? extends StorageException> reason, String subject, GenerationLinks links) {
        GenerationLinks more = new GenerationLinks(
                concat(input("g", InputRole.FIRST_FRAME, 50, "i1"), links.inputs()),
                concat(track("g", "ko", "a1"), links.audioTracks()));
        db.assertRefused(reason, subject, tx -> tx.generations().link(more));
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LinkedVideo.LINKS);
    }

    private static <T> List<T> concat(T first, List<T> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    @Test
    void trackLanguagesAreReadBackInCanonicalForm() {
        LinkedVideo.insert(db);
        db.run(tx -> tx.generations().link(tracks(track("unlinked", "ZH-hant-tw", "a1"))));
        assertThat(db.links(tx -> tx.generations().linksOf(new GenerationId("unlinked")))
                        .audioTracks())
                .extracting(GenerationAudioTrack::language)
                .containsExactly(new LanguageTag("zh-Hant-TW"));
    }
}
