package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code project show --language} for a project with three scenes in three languages. */
class LanguageIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project = "";
    private String english = "";
    private String vietnamese = "";
    private String french = "";

    /** Scene 1 has audio in English and Vietnamese, scene 2 in French, scene 3 has none. */
    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.project("Dusk");
        String mp3 = Samples.NARRATION_EN_MP3.in(folder).toString();
        String wav = Samples.NARRATION_VI_WAV.in(folder).toString();
        String video = Samples.VIDEO_MP4.in(folder).toString();
        english = audio(mp3, "en-GB");
        vietnamese = audio(wav, "vi");
        french = audio(wav, "fr");
        cli.json(
                "video",
                "add",
                video,
                "--project",
                project,
                "--prompt",
                "one",
                "--scene",
                "1",
                "--audio",
                english,
                "--audio",
                vietnamese);
        cli.json("video", "add", video, "--project", project, "--prompt", "two", "--scene", "2", "--audio", french);
        cli.json("video", "add", video, "--project", project, "--prompt", "three", "--scene", "3");
    }

    private String audio(String file, String language) {
        return cli.json("audio", "add", file, "--project", project, "--provider", "p", "--language", language)
                .get("id")
                .asString();
    }

    private List<String> scenesAndAudio(String... language) {
        List<String> arguments = new java.util.ArrayList<>(List.of("project", "show", project));
        arguments.addAll(List.of(language));
        return cli.json(arguments.toArray(String[]::new))
                .get("generations")
                .valueStream()
                .map(view -> view.get("generation").get("sceneId").asString() + " "
                        + (view.get("audio").isNull()
                                ? "-"
                                : view.get("audio").get("id").asString()))
                .toList();
    }

    @Test
    void withoutALanguageEveryVideoIsShownWithItsFirstAudio() {
        assertThat(scenesAndAudio()).containsExactly("1 " + english, "2 " + french, "3 -");
    }

    @Test
    void aVideoWithAudioIsShownOnlyInItsLanguages() {
        assertThat(scenesAndAudio("--language", "vi")).containsExactly("1 " + vietnamese, "3 -");
        assertThat(scenesAndAudio("--language", "fr")).containsExactly("2 " + french, "3 -");
        assertThat(scenesAndAudio("--language", "de")).containsExactly("3 -");
    }

    @Test
    void aLanguageMatchesItsRegionalForms() {
        assertThat(scenesAndAudio("--language", "en")).containsExactly("1 " + english, "3 -");
        assertThat(scenesAndAudio("--language", "EN-gb")).containsExactly("1 " + english, "3 -");
        assertThat(scenesAndAudio("--language", "en-US")).containsExactly("3 -");
    }

    /** As ffprobe and Matroska write them. */
    @Test
    void aThreeLetterCodeIsTheSameLanguage() {
        assertThat(scenesAndAudio("--language", "vie")).containsExactly("1 " + vietnamese, "3 -");
        assertThat(scenesAndAudio("--language", "fre")).containsExactly("2 " + french, "3 -");
        assertThat(scenesAndAudio("--language", "eng-GB")).containsExactly("1 " + english, "3 -");
        audio(Samples.NARRATION_EN_MP3.in(folder).toString(), "ger");
        assertThat(cli.json("audio", "list").get("items").get(0).get("language").asString())
                .isEqualTo("de");
    }

    @Test
    void theTreeCountsTheLanguages() {
        String text = cli.text("project", "show", project);

        assertThat(text)
                .contains("3 videos\n", "audio en-GB  ", "audio vi  ", "audio fr  ")
                .endsWith("Languages\n  en-GB  1 of 3 videos\n  fr  1 of 3 videos\n  vi  1 of 3 videos\n");
        String inVietnamese = cli.text("project", "show", project, "--language", "vi");
        assertThat(inVietnamese).contains("2 videos\n").doesNotContain("audio fr");
        assertThat(inVietnamese.split("audio vi", -1)).hasSize(2);
        assertThat(cli.text("project", "show", project, "--language", "en"))
                .contains("audio en-GB")
                .doesNotContain("audio vi");
    }

    /** As ffprobe and Matroska write them; a video keeps audio in both spellings of one language. */
    @Test
    void threeLetterCodesAreTheShorterOnesAndUndIsTaken() {
        assertThat(cli.json("project", "show", project, "--language", "eng").get("generations"))
                .isEqualTo(
                        cli.json("project", "show", project, "--language", "en").get("generations"));
        String wav = Samples.NARRATION_VI_WAV.in(folder).toString();
        String undetermined = audio(wav, "und");
        String spare = audio(wav, "fre");

        assertThat(cli.json("project", "show", project, "--language", "und")
                        .get("audioWithoutVideo")
                        .valueStream()
                        .map(row -> row.get("id").asString()))
                .containsExactly(undetermined);
        assertThat(cli.json("project", "show", project, "--language", "fr")
                        .get("audioWithoutVideo")
                        .valueStream()
                        .map(row -> row.get("id").asString()))
                .containsExactly(spare);
    }

    @Test
    void theJsonHasTheDocumentedFields() {
        JsonNode view = cli.json("project", "show", project);

        assertThat(view.propertyNames())
                .containsExactly("project", "generations", "imagesWithoutVideo", "audioWithoutVideo");
        JsonNode first = view.get("generations").get(0);
        assertThat(first.propertyNames()).containsExactly("generation", "image", "inputs", "audio", "audioTracks");
        assertThat(first.get("image").isNull()).isTrue();
        assertThat(first.get("inputs")).isEmpty();
        assertThat(first.get("audioTracks")).hasSize(1);
        assertThat(first.get("audioTracks").get(0).propertyNames()).containsExactly("language", "audio");
        assertThat(first.get("audioTracks").get(0).get("language").asString()).isEqualTo("vi");
        assertThat(first.get("generation").get("audioGenerationId").asString()).isEqualTo(english);
    }
}
