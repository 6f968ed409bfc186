package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.DatabaseUnderTest.insertProject;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.input;
import static io.github.reelstore.testkit.rows.SampleRows.inputs;
import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;

import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.InputRole;
import java.util.List;

/** The video {@code g} of the project {@code p}, with inputs and audio tracks. */
final class LinkedVideo {

    /**
     * In the expected order: inputs by role, then numeric position; tracks by language. An image may be used several
     * times.
     */
    static final GenerationLinks LINKS = new GenerationLinks(
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

    private LinkedVideo() {}

    /** Inserts a project with the video and its links, and the video {@code unlinked}. */
    static void insert(DatabaseUnderTest db) {
        db.run(tx -> {
            insertProject(tx, "p", "c");
            for (String id : List.of("i1", "i2")) {
                tx.images().insert(image(id).build());
            }
            for (String id : List.of("a1", "a2")) {
                tx.audio().insert(audio(id).build());
            }
            tx.generations().insert(generation("g", "p").build());
            tx.generations().insert(generation("unlinked", "p").build());
            List<GenerationInput> inputs = LINKS.inputs();
            List<GenerationAudioTrack> tracks = LINKS.audioTracks();
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

    /** Inserts a video, an image and an audio row of another profile, all with the id {@code theirs}. */
    static void insertRowsOfBob(DatabaseUnderTest db) {
        db.runAs(BOB, tx -> {
            tx.images().insert(image("theirs").profileId(BOB).build());
            tx.audio().insert(audio("theirs").profileId(BOB).build());
            tx.generations().insert(generation("theirs").profileId(BOB).build());
        });
    }
}
