package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A film of ten scenes in three languages, from the first line to its captions, paid to the simulated provider by the commands. */
class StoryboardStoryIT {

    private static final int SCENES = 10;

    private static final Map<String, String> LINES =
            Map.of("en", "The lamp turns, %d.", "vi", "Đèn quay, %d.", "pt-BR", "A luz gira, %d.");

    /** What a character of a line costs. */
    private static final BigDecimal CHARACTER = new BigDecimal("0.00003");

    @TempDir
    Path folder;

    private Cli cli;
    private String project;
    private SimulatedWorker provider;

    @BeforeEach
    void setUp() throws IOException {
        cli = new Cli(folder);
        provider = new SimulatedWorker(folder);
        Files.writeString(folder.resolve("providers.json"), SimulatedWorker.PROVIDERS);
        project = cli.json("project", "create", "--title", "Hải đăng", "--language", "en")
                .get("id")
                .asString();
    }

    @AfterEach
    void tearDown() {
        provider.close();
    }

    private JsonNode board() {
        return cli.json("storyboard", "show", project);
    }

    private Stream<JsonNode> cells() {
        return board().get("scenes")
                .valueStream()
                .flatMap(scene -> scene.get("cells").valueStream());
    }

    private Stream<JsonNode> cells(String state) {
        return cells().filter(cell -> cell.get("state").asString().equals(state));
    }

    private JsonNode plan(String... more) {
        List<String> command = new ArrayList<>(List.of("storyboard", "plan", project, "--providers", "providers.json"));
        command.addAll(List.of(more));
        return cli.json(command.toArray(String[]::new));
    }

    private static BigDecimal total(JsonNode plan) {
        assertThat(plan.get("unpriced").asInt()).isZero();
        return plan.get("total").isEmpty()
                ? BigDecimal.ZERO
                : new BigDecimal(plan.get("total").get(0).get("amount").asString());
    }

    /** Plans, checks that planning costs nothing, and pays exactly what the plan said. */
    private JsonNode requestAndWork() throws Exception {
        BigDecimal before = provider.billed();
        JsonNode plan = plan();
        assertThat(provider.billed()).isEqualByComparingTo(before);

        JsonNode requested = plan("--request", "--if-plan", plan.get("digest").asString());
        assertThat(total(requested)).isEqualByComparingTo(total(plan));
        assertThat(requested
                        .get("answers")
                        .valueStream()
                        .filter(answer -> answer.get("outcome").asString().equals("planned")))
                .hasSize(plan.get("requests").asInt());
        provider.work();
        assertThat(provider.billed()).isEqualByComparingTo(before.add(total(plan)));
        return plan;
    }

    private void writeTheFilm() throws IOException {
        for (int i = 1; i <= SCENES; i++) {
            cli.json("scene", "add", project, "--prompt", "The lighthouse, view " + i);
        }
        for (Map.Entry<String, String> line : LINES.entrySet()) {
            StringBuilder captions = new StringBuilder("WEBVTT\n");
            for (int i = 1; i <= SCENES; i++) {
                captions.append("\nscene-%d\n00:00.000 --> 00:01.000\n".formatted(i))
                        .append(line.getValue().formatted(i))
                        .append('\n');
            }
            Files.writeString(folder.resolve("lines.vtt"), captions);
            JsonNode imported =
                    cli.json("storyboard", "import-captions", project, "lines.vtt", "--language", line.getKey());
            assertThat(imported.get("changed")).hasSize(SCENES);
        }
        cli.json("storyboard", "set", project, "--track", "image", "--provider", "simulated", "--model", "painter");
        cli.json(
                "storyboard",
                "set",
                project,
                "--track",
                "video",
                "--provider",
                "simulated",
                "--model",
                "camera",
                "--parameters",
                "{\"duration_seconds\": 2}");
        cli.json(
                "storyboard",
                "set",
                project,
                "--track",
                "audio",
                "--provider",
                "simulated",
                "--model",
                "speaker",
                "--voice",
                "Anna");
        cli.json("storyboard", "set", project, "--track", "audio", "--language", "vi", "--voice", "Linh");
    }

    private void line(String scene, String language, String text) {
        cli.json("line", "set", project, scene, "--language", language, "--text", text, "--translated-from", "en");
    }

    @Test
    void tenScenesInThreeLanguagesAreMadeCorrectedAndCaptioned() throws Exception {
        writeTheFilm();

        // images and audio first: the videos are made from the images
        JsonNode first = requestAndWork();
        assertThat(first.get("requests").asInt()).isEqualTo(SCENES * 4);
        assertThat(first.get("cells")
                        .valueStream()
                        .filter(cell -> cell.get("step").asString().equals("wait")))
                .hasSize(SCENES)
                .allMatch(cell -> cell.get("track").asString().equals("video"));
        assertThat(requestAndWork().get("requests").asInt()).isEqualTo(SCENES);
        assertThat(cells("present")).hasSize(SCENES * 5);
        assertThat(plan().get("cells")).isEmpty();

        aWordIsChanged();
        aTakeIsShotAgain();
        captionsAreRight();

        // one take was asked for once more on purpose; nothing else was paid twice
        assertThat(provider.account().get("repeated").asInt()).isEqualTo(1);
        assertThat(cli.json("cost").get("totals").get(0).get("charged").asString())
                .satisfies(charged -> assertThat(new BigDecimal(charged)).isEqualByComparingTo(provider.billed()));
    }

    private void aWordIsChanged() throws Exception {
        String before = LINES.getOrDefault("vi", "").formatted(4);
        String corrected = "Ngọn đèn quay, 4.";
        line("scene-4", "vi", corrected);

        assertThat(cells("present")).hasSize(SCENES * 5 - 1);
        assertThat(cells("stale")).singleElement().satisfies(cell -> {
            assertThat(cell.get("scene").asString()).isEqualTo("scene-4");
            assertThat(cell.get("language").asString()).isEqualTo("vi");
            assertThat(cell.get("changed").valueStream().map(JsonNode::asString))
                    .containsExactly("text");
            assertThat(cell.get("take").isNull()).isFalse();
        });
        BigDecimal price = CHARACTER.multiply(BigDecimal.valueOf(corrected.length()));
        assertThat(cli.text("storyboard", "plan", project, "--providers", "providers.json"))
                .contains(
                        "scene-4  audio vi  ~ stale: text  request from simulated  " + price.toPlainString() + " USD\n")
                .contains("1 request for " + price.toPlainString() + " USD.\n");

        JsonNode plan = requestAndWork();
        assertThat(plan.get("requests").asInt()).isEqualTo(1);
        assertThat(total(plan)).isEqualByComparingTo(price);
        assertThat(cells("present")).hasSize(SCENES * 5);

        // back and forth again: both takes exist, so nothing is paid
        for (String text : List.of(before, corrected)) {
            line("scene-4", "vi", text);
            assertThat(cells("stale")).hasSize(1);
            JsonNode reuse = requestAndWork();
            assertThat(reuse.get("cells").get(0).get("step").asString()).isEqualTo("reuse");
            assertThat(total(reuse)).isZero();
            assertThat(cells("present")).hasSize(SCENES * 5);
        }
    }

    private JsonNode standing(String scene, String track) {
        return cells().filter(cell -> cell.get("scene").asString().equals(scene)
                        && cell.get("track").asString().equals(track))
                .findFirst()
                .orElseThrow();
    }

    private void aTakeIsShotAgain() throws Exception {
        String first = standing("scene-7", "video").get("take").get("id").asString();
        cli.json("take", "again", project, "scene-7", "--track", "video", "--providers", "providers.json");
        provider.work();

        JsonNode takes =
                cli.json("take", "list", project, "scene-7", "--track", "video").get("items");
        assertThat(takes).hasSize(2);
        String again = takes.get(0).get("id").asString();
        assertThat(takes.get(1).get("id").asString()).isEqualTo(first);
        // the newest stands, with the audio of its scene
        assertThat(standing("scene-7", "video").get("take").get("id").asString())
                .isEqualTo(again);
        for (String language : List.of("en", "vi", "pt-BR")) {
            assertThat(heard(again, language)).isEqualTo(spoken("scene-7", language));
        }

        assertThat(chosen(cli.json("take", "choose", project, "scene-7", first, "--why", "steadier")))
                .isEqualTo(first);
        assertThat(standing("scene-7", "video").get("choice").get("reason").asString())
                .isEqualTo("steadier");
        assertThat(chosen(cli.json("take", "choose", project, "scene-7", again)))
                .isEqualTo(again);
        assertThat(chosen(cli.json("take", "undo", project, "scene-7", "--track", "video")))
                .isEqualTo(first);
        assertThat(chosen(cli.json("take", "undo", project, "scene-7", "--track", "video")))
                .isEqualTo(again);
        assertThat(cli.json("take", "history", project, "scene-7", "--track", "video")
                        .get("items"))
                .hasSize(4);
        assertThat(cells("present")).hasSize(SCENES * 5);
        assertThat(plan().get("cells")).isEmpty();
    }

    /** The audio of a video in a language, as those see it who do not know storyboards. */
    private String heard(String video, String language) {
        return cli.json("project", "show", project, "--language", language)
                .get("generations")
                .valueStream()
                .filter(view -> view.get("generation").get("id").asString().equals(video))
                .map(view -> view.get("audio").get("id").asString())
                .findFirst()
                .orElse("none");
    }

    private String spoken(String scene, String language) {
        return cells().filter(cell -> cell.get("scene").asString().equals(scene)
                        && cell.get("language").asString("").equals(language))
                .map(cell -> cell.get("take").get("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private static String chosen(JsonNode standing) {
        return standing.get("take").get("id").asString();
    }

    /** Each caption has the line of its scene, appears with the scene and disappears when the line is spoken. */
    private void captionsAreRight() {
        JsonNode scenes = board().get("scenes");
        for (String language : List.of("en", "vi", "pt-BR")) {
            JsonNode captions = cli.json("storyboard", "export-captions", project, "--language", language)
                    .get("items");
            assertThat(captions).hasSize(SCENES);
            long start = 0;
            for (int i = 0; i < SCENES; i++) {
                JsonNode caption = captions.get(i);
                long video = durationMs(scenes.get(i), "video", null);
                long audio = durationMs(scenes.get(i), "audio", language);
                assertThat(caption.get("id").asString()).isEqualTo("scene-" + (i + 1));
                assertThat(caption.get("text").asString()).isEqualTo(line(scenes.get(i), language));
                assertThat(caption.get("startMs").asLong()).isEqualTo(start);
                assertThat(caption.get("endMs").asLong()).isEqualTo(start + audio);
                start += Math.max(video, audio);
            }
        }
        assertThat(cli.text("storyboard", "export-captions", project, "--language", "vi", "--format", "vtt"))
                .startsWith(
                        "WEBVTT\n\nscene-1\n00:00:00.000 --> 00:00:00.720\nĐèn quay, 1.\n\nscene-2\n00:00:01.500 --> ")
                .contains("\nNgọn đèn quay, 4.\n");
    }

    private static long durationMs(JsonNode scene, String track, @Nullable String language) {
        return scene.get("cells")
                .valueStream()
                .filter(cell -> cell.get("track").asString().equals(track)
                        && (language == null || cell.get("language").asString().equals(language)))
                .findFirst()
                .orElseThrow()
                .get("take")
                .get("durationMs")
                .asLong();
    }

    private static String line(JsonNode scene, String language) {
        return scene.get("lines")
                .valueStream()
                .filter(line -> line.get("language").asString().equals(language))
                .findFirst()
                .orElseThrow()
                .get("text")
                .asString();
    }
}
