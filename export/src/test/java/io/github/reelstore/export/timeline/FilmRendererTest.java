package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.FrameRate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That ffmpeg renders films is tested with the command line. */
class FilmRendererTest {

    private static final FrameRate NTSC = new FrameRate(30_000, 1001);

    private static long sum(String graph, String pattern) {
        return Pattern.compile(pattern)
                .matcher(graph)
                .results()
                .map(MatchResult::group)
                .mapToLong(text -> Long.parseLong(text.substring(text.lastIndexOf('=') + 1)))
                .sum();
    }

    @Test
    void pictureAndSoundLastEquallyLong() {
        Timeline timeline = SampleFilm.everything(NTSC);
        String graph = new FilterGraph(timeline).toString();

        assertThat(sum(graph, "end_frame=[0-9]+")).isEqualTo(timeline.frames());
        long samples = timeline.frames() * 1001 * 48_000 / 30_000;
        assertThat(sum(graph, "end_sample=[0-9]+"))
                .isEqualTo(samples * timeline.audio().size());
    }

    @Test
    void eachClipIsAnInputAndTextOfUsersIsNotInTheGraph() {
        FilterGraph graph = new FilterGraph(SampleFilm.everything(NTSC));
        assertThat(graph.inputs()).hasSize(6);
        assertThat(graph.toString()).contains("[5:a:0]").doesNotContain("[6:", "dusk", "tau");
    }

    @Test
    void tooManyClipsAreRefused() {
        SampleFilm film = new SampleFilm("Long");
        for (int i = 0; i < 500; i++) {
            film.scene("s" + i).video(1000);
        }
        assertThatCode(() -> FilmRenderer.check(film.timeline())).doesNotThrowAnyException();
        film.scene("one more").video(1000);
        assertThatThrownBy(() -> FilmRenderer.check(film.timeline()))
                .isInstanceOf(StorageException.Unsupported.class)
                .hasMessageContaining("more than 500 clips");
    }

    @Test
    void aFileOfAnotherFormatIsRefusedByName() {
        SampleFilm film = new SampleFilm("Odd").scene("s1").take("pcm");
        assertThatThrownBy(() -> FilmRenderer.check(film.timeline()))
                .isInstanceOf(StorageException.Unsupported.class)
                .hasMessageContaining("media/1/audio-en.pcm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MP3", "opus", "oga", "WAVE", "m4b", "3gpp"})
    void formatsHaveOtherNamesToo(String extension) {
        SampleFilm film = new SampleFilm("Odd").scene("s1").take(extension);
        assertThatCode(() -> FilmRenderer.check(film.timeline())).doesNotThrowAnyException();
    }
}
