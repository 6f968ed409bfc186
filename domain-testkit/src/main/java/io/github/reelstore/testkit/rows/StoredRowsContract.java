package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Contract tests for rows of an SQL database that an earlier version or another program wrote; see
 * {@link DatabaseFixture}.
 */
public abstract class StoredRowsContract {

    private static final GenerationId VIDEO = new GenerationId("g");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    /** Executes a statement on the database, bypassing the store, and commits it. */
    protected abstract void execute(String sql);

    @Test
    void aLanguageIsReadInItsShortestCodeHoweverItIsSpelt() {
        LinkedVideo.insert(db);
        execute("UPDATE audio_generations SET language = 'ger' WHERE id = 'a1'");
        execute("UPDATE video_projects SET default_language = 'zho-Hant' WHERE id = 'p'");
        execute("UPDATE generation_audio_tracks SET language = 'vie' WHERE language = 'vi'");

        assertThat(db.found(tx -> tx.audio().find(new AudioId("a1"))).flatMap(AudioGeneration::language))
                .contains(new LanguageTag("de"));
        assertThat(db.found(tx -> tx.projects().find(new ProjectId("p"))).flatMap(VideoProject::defaultLanguage))
                .contains(new LanguageTag("zh-Hant"));
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(LinkedVideo.LINKS);
    }

    @Test
    void anUpdateKeepsTheSpellingOfALanguage() {
        LinkedVideo.insert(db);
        execute("UPDATE audio_generations SET language = 'deu' WHERE id = 'a1'");
        db.run(tx -> tx.audio().update(new AudioId("a1"), Patch.<AudioGeneration>empty().set(AudioField.VOICE, "low")));
        // changes a row only if the spelling is still there
        execute("UPDATE audio_generations SET language = 'fra' WHERE id = 'a1' AND language = 'deu'");
        assertThat(db.found(tx -> tx.audio().find(new AudioId("a1"))).flatMap(AudioGeneration::language))
                .contains(new LanguageTag("fr"));
    }

    @Test
    void aVideoKeepsTracksOfBothSpellingsAndGetsNoThird() {
        LinkedVideo.insert(db);
        execute("INSERT INTO generation_audio_tracks (generation_id, language, audio_generation_id)"
                + " VALUES ('g', 'eng', 'a1'), ('g', 'ger', 'a1')");

        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO)).audioTracks())
                .startsWith(track("g", "de", "a1"), track("g", "en", "a2"), track("g", "en", "a1"))
                .hasSize(LinkedVideo.LINKS.audioTracks().size() + 2);
        db.assertRefused(
                StorageException.AlreadyExists.class,
                "g",
                tx -> tx.generations().link(tracks(track("g", "deu", "a2"))));
    }
}
