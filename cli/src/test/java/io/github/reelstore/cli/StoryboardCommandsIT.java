package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.app.StoreSnapshot;
import io.github.reelstore.cli.Cli.Result;
import io.github.reelstore.cli.console.Terminal.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The commands of scenes, lines, takes and storyboards. {@link StoryboardStoryIT} has them together, with a provider. */
class StoryboardCommandsIT {

    @TempDir
    Path folder;

    private Cli cli;
    private String project;

    @BeforeEach
    void setUp() {
        cli = Cli.withStore(folder);
        project = cli.json("project", "create", "--title", "Dusk", "--language", "en")
                .get("id")
                .asString();
    }

    /** A command of one line, in which {@code #} stands for the project. */
    private String[] words(String command, String... more) {
        List<String> words = new ArrayList<>(Arrays.stream(command.split(" "))
                .map(word -> word.equals("#") ? project : word)
                .toList());
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private JsonNode json(String command, String... more) {
        return cli.json(words(command, more));
    }

    private String text(String command, String... more) {
        return cli.text(words(command, more));
    }

    private Result run(String command, String... more) {
        return cli.run(words(command, more));
    }

    /** The value of a command that may end with arguments which look like options. */
    private JsonNode valueOf(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.add(0, "--json");
        Result result = cli.run(words.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        return result.json();
    }

    private String add(Samples sample, String kind, String... more) {
        return json(kind + " add " + sample.in(folder) + " --project #", more)
                .get("id")
                .asString();
    }

    private List<String> scenes() {
        return json("scene list #")
                .get("items")
                .valueStream()
                .map(scene -> scene.get("sceneId").asString())
                .toList();
    }

    private String standing(String scene, String track) {
        return json("scene show # " + scene)
                .get("cells")
                .valueStream()
                .filter(cell -> cell.get("track").asString().equals(track))
                .findFirst()
                .orElseThrow()
                .get("take")
                .get("id")
                .asString();
    }

    @Test
    void scenesAreAddedWhereTheOptionsSay() {
        json("scene add #");
        json("scene add # --first");
        json("scene add # --id end --last");
        json("scene add # --id second --after scene-2");
        json("scene add # --id last --before end");

        assertThat(scenes()).containsExactly("scene-2", "second", "scene-1", "last", "end");
        json("scene move # end --first");
        json("scene move # scene-2 --after last");
        assertThat(scenes()).containsExactly("end", "second", "scene-1", "last", "scene-2");
    }

    @Test
    void aSceneHasTheValuesOfTheOptions() {
        JsonNode scene = json(
                "scene add # --id 1 --length 8.5s --meta {\"a\":1}", "--title", "Dusk", "--prompt", "A lighthouse");

        assertThat(scene.get("sceneId").asString()).isEqualTo("1");
        assertThat(scene.get("title").asString()).isEqualTo("Dusk");
        assertThat(scene.get("prompt").asString()).isEqualTo("A lighthouse");
        assertThat(scene.get("lengthMs").asLong()).isEqualTo(8_500);
        assertThat(scene.get("meta").get("a").asInt()).isEqualTo(1);
        assertThat(text("scene show # 1"))
                .startsWith("Scene 1\n")
                .containsPattern("title +Dusk\n")
                .containsPattern("length +8.5 s\n");
    }

    @Test
    void anUpdateKeepsWhatIsNotGivenAndClearsWhatIsEmpty() {
        json("scene add # --id 1 --length 8s", "--title", "Dusk", "--prompt", "A lighthouse");

        JsonNode scene = json("scene update # 1 --if-version 1", "--prompt", "A harbour", "--length", "");

        assertThat(scene.get("title").asString()).isEqualTo("Dusk");
        assertThat(scene.get("prompt").asString()).isEqualTo("A harbour");
        assertThat(scene.get("lengthMs").isNull()).isTrue();
        Result conflict = run("scene update # 1 --if-version 1", "--title", "x");
        assertThat(conflict.status()).isEqualTo(1);
        assertThat(conflict.err()).contains("version").hasLineCount(1);
    }

    @Test
    void scenesAreListedPageByPage() {
        for (int i = 0; i < 5; i++) {
            json("scene add #", "--title", "View " + i);
        }
        String page = text("scene list # --limit 2");

        assertThat(page)
                .contains("scene-1  View 0")
                .doesNotContain("scene-3")
                .contains("\nMore: reelstore scene list " + project + " --limit 2 --after ");
        String cursor = json("scene list # --limit 2").get("nextCursor").asString();
        assertThat(text("scene list # --after " + cursor))
                .contains("scene-3", "scene-5")
                .doesNotContain("scene-2", "More:");
    }

    @Test
    void scenesThatOnlyRowsNameAreHintedAtAndStoredOnRequest() {
        add(Samples.VIDEO_MP4, "video", "--prompt", "p", "--scene", "harbour");

        assertThat(text("scene list #"))
                .isEqualTo("Only rows name 1 scene (harbour); this stores it: reelstore scene add " + project
                        + " --from-rows\n");
        assertThat(text("scene show # harbour")).containsPattern("stored +not yet: only rows name it");
        assertThat(text("scene add # --from-rows")).isEqualTo("harbour\nAdded 1 scene.\n");
        assertThat(scenes()).containsExactly("harbour");
        assertThat(text("scene add # --from-rows")).isEqualTo("All scenes are stored already.\n");
    }

    @Test
    void aDeletedSceneKeepsItsMediaAndCanBeBroughtBack() {
        json("scene add # --id 1");
        json("scene add # --id 2");
        json("line set # 1 --language en --text Hello");
        add(Samples.VIDEO_MP4, "video", "--prompt", "p", "--scene", "1");

        assertThat(text("scene delete # 1")).contains("reelstore scene restore " + project + " 1\n");
        assertThat(scenes()).containsExactly("2");
        assertThat(text("scene list #")).doesNotContain("Only rows name");
        assertThat(json("video list --project #").get("items")).hasSize(1);

        json("scene restore # 1");
        assertThat(scenes()).containsExactly("1", "2");
        assertThat(json("line list # 1").get("items")).hasSize(1);
    }

    @Test
    void whatADeletedSceneStillCostsAndWhatGoesIntoItIsTold() {
        json("scene add # --id 1");
        String job = json("job request --project # --provider p --kind video --prompt p --scene 1 --price", "0.35 USD")
                .get("id")
                .asString();

        assertThat(text("scene delete # 1"))
                .endsWith(
                        "A job of this scene is still planned and will be sent, for 0.35 USD. To cancel it: reelstore job cancel "
                                + job + "\n");
        String image = Samples.LIGHTHOUSE_PNG.in(folder).toString();
        String deleted =
                "The scene \"1\" is deleted, and its takes are not shown. Bring it back: reelstore scene restore "
                        + project + " 1\n";
        assertThat(text("image add " + image + " --project # --provider p --scene 1"))
                .endsWith(deleted);
        assertThat(text("image add " + image + " " + image + " --project # --provider p --scene 1"))
                .endsWith(deleted);
        String moved = add(Samples.LIGHTHOUSE_PNG, "image", "--provider=p", "--scene=2");
        assertThat(text("image update " + moved + " --scene 1")).endsWith(deleted);
    }

    @Test
    void aLineSaysWhetherItsSourceHasChanged() {
        json("scene add #");
        json("line set # scene-1 --language en --text Hello");
        json("line set # scene-1 --language vi --translated-from en", "--text", "Xin chào");
        assertThat(text("line list #")).contains("scene-1  vi  Xin chào  en\n");

        json("line set # scene-1 --language en --text Hi");

        assertThat(text("line list # scene-1 --language vi"))
                .contains("Xin chào  en, which has changed since")
                .doesNotContain("Hi");
        assertThat(text("storyboard show #")).contains("scene-1, line vi: what it was translated from has changed\n");
        JsonNode line = json("line list # --language vi").get("items").get(0);
        assertThat(line.get("outdated").asBoolean()).isTrue();
        assertThat(line.get("translatedFrom").asString()).isEqualTo("en");

        json("line delete # scene-1 --language vi");
        assertThat(json("line list #").get("items")).hasSize(1);
        assertThat(run("line delete # scene-1 --language vi").err()).contains("The scene has no line in vi");
    }

    @Test
    void theLineBreaksThatEditorsAddDoNotChangeALine() throws IOException {
        json("scene add #");
        Files.writeString(folder.resolve("vi.txt"), "Xin chào\nbạn\r\n\n");

        assertThat(json("line set # scene-1 --language vi --text-file vi.txt")
                        .get("text")
                        .asString())
                .isEqualTo("Xin chào\nbạn");
        assertThat(json("line set # scene-1 --language vi", "--text", "Xin chào\n")
                        .get("text")
                        .asString())
                .isEqualTo("Xin chào\n");
    }

    @Test
    void aTakeIsChosenByItsIdAloneAndTheChoiceIsUndone() {
        json("scene add #");
        String first = add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p", "--scene", "scene-1");
        String second = add(Samples.HARBOUR_JPEG_NAMED_PNG, "image", "--provider", "p", "--scene", "scene-1");
        assertThat(standing("scene-1", "image")).isEqualTo(second);

        assertThat(text("take choose # scene-1 " + first, "--why", "calmer sea"))
                .isEqualTo("For scene-1, image, " + first + " stands: chosen: calmer sea.\n");
        assertThat(text("take list # scene-1 --track image"))
                .contains(first + "  stands: chosen: calmer sea  completed", second + "  -  completed");
        assertThat(text("take undo # scene-1 --track image"))
                .isEqualTo("For scene-1, image, " + second + " stands: the newest.\n");
        assertThat(text("take history # scene-1 --track image"))
                .containsSubsequence("2  ", "(the newest)", "1  calmer sea", first);

        assertThat(text("take reject # " + second, "--why", "blurred"))
                .isEqualTo("For scene-1, image, " + first + " stands: the newest.\n");
        assertThat(text("take list # scene-1 --track image")).contains(second + "  rejected: blurred");
        assertThat(text("take undo # scene-1 --track image"))
                .isEqualTo("For scene-1, image, " + second + " stands: the newest.\n");
        Result nothing = run("take undo # scene-1 --track audio --language en");
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.err()).hasLineCount(1);
    }

    @Test
    void audioIsChosenInItsLanguage() {
        json("scene add #");
        String video = add(Samples.VIDEO_MP4, "video", "--prompt", "p", "--scene", "scene-1");
        String vi = add(Samples.NARRATION_VI_WAV, "audio", "--provider", "p", "--language", "vi", "--scene", "scene-1");

        JsonNode standing = json("take choose # scene-1 " + vi);

        assertThat(standing.get("language").asString()).isEqualTo("vi");
        assertThat(standing.get("takes").asInt()).isEqualTo(1);
        assertThat(text("project show #")).contains(video, vi);
        assertThat(run("take choose # scene-1 " + vi + " --language en").err())
                .contains("vi")
                .hasLineCount(1);
        assertThat(run("take choose # scene-1 " + vi + " --track video").err()).contains("is audio; leave --track out");
    }

    @Test
    void aRowGetsASceneAndLosesIt() {
        json("scene add #");
        String image = add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p");
        String audio = add(Samples.NARRATION_VI_WAV, "audio", "--provider", "p", "--language", "vi");
        String video = add(Samples.VIDEO_MP4, "video", "--prompt", "p");
        assertThat(json("image update " + image + " --scene scene-1")
                        .get("sceneId")
                        .asString())
                .isEqualTo("scene-1");
        assertThat(text("audio update " + audio + " --scene scene-1"))
                .startsWith("Updated audio\n")
                .containsPattern("scene +scene-1\n");
        assertThat(text("video update " + video + " --scene scene-1")).containsPattern("scene +scene-1\n");
        assertThat(standing("scene-1", "image")).isEqualTo(image);
        assertThat(standing("scene-1", "audio")).isEqualTo(audio);
        assertThat(standing("scene-1", "video")).isEqualTo(video);

        json("take choose # scene-1 " + image);
        assertThat(json("image update " + image + " --scene", "").get("sceneId").isNull())
                .isTrue();
        assertThat(text("take list # scene-1 --track image")).isEqualTo("No takes of scene-1, image.\n");
    }

    @Test
    void deletingAChosenTakeSaysWhatStandsNow() {
        json("scene add #");
        String first = add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p", "--scene", "scene-1");
        String second = add(Samples.HARBOUR_JPEG_NAMED_PNG, "image", "--provider", "p", "--scene", "scene-1");
        json("take choose # scene-1 " + first);

        cli.screens(Channel.STDIN, Channel.STDERR).typing("n\n");
        assertThat(run("image delete " + first).err())
                .contains("which is chosen for scene-1, image?")
                .endsWith("Nothing was deleted.\n");
        cli.screens();
        assertThat(text("image delete " + first + " --yes"))
                .endsWith("\nIt was chosen. For scene-1, image, " + second
                        + " stands: the newest (the chosen one is not a take any more).\n");
        JsonNode other = json("image delete " + second + " --yes");
        assertThat(other.get("chosenIn")).isEmpty();
        assertThat(text("take list # scene-1 --track image")).isEqualTo("No takes of scene-1, image.\n");
    }

    @Test
    void deletingChosenAudioTakesItOutOfTheVideoAndSaysWhatStandsNow() {
        json("scene add #");
        add(Samples.VIDEO_MP4, "video", "--prompt", "p", "--scene", "scene-1");
        String first =
                add(Samples.NARRATION_VI_WAV, "audio", "--provider", "p", "--language", "vi", "--scene", "scene-1");
        String second =
                add(Samples.NARRATION_EN_MP3, "audio", "--provider", "p", "--language", "vi", "--scene", "scene-1");
        json("take choose # scene-1 " + first);
        assertThat(text("audio delete " + first + " --yes"))
                .endsWith("\nIt was chosen. For scene-1, audio vi, " + second
                        + " stands: the newest (the chosen one is not a take any more).\n");
        JsonNode view = json("project show # --language vi").get("generations").get(0);
        assertThat(view.get("audio").get("id").asString()).isEqualTo(second);
    }

    @Test
    void settingsAreMergedAndClearedOneByOne() {
        assertThat(text("storyboard settings #")).startsWith("No settings, so nothing can be requested.");
        json("storyboard set # --track audio --provider elevenlabs --model v3 --voice Anna");
        json("storyboard set # --track audio --language vi --voice Linh");
        JsonNode changed = json("storyboard set # --track audio --parameters {\"speed\":1} --model", "");

        assertThat(changed.get("provider").asString()).isEqualTo("elevenlabs");
        assertThat(changed.get("voice").asString()).isEqualTo("Anna");
        assertThat(changed.get("model").isNull()).isTrue();
        assertThat(text("storyboard settings #"))
                .contains("(all)  audio  (all)  elevenlabs  -  Anna  {\"speed\":1}\n")
                .contains("(all)  audio  vi  -  -  Linh  -\n");
        json("storyboard unset # --track audio --language vi");
        assertThat(json("storyboard settings #").get("items")).hasSize(1);
        assertThat(run("storyboard unset # --track audio --language vi").status())
                .isEqualTo(1);
    }

    private void threeLanguages() {
        for (int i = 1; i <= 3; i++) {
            json("scene add #", "--title", "View of the lighthouse and of the harbour, number " + i);
            for (String language : List.of("en", "vi", "pt-BR", "de", "fr", "ja")) {
                json("line set # scene-" + i + " --language " + language + " --text Hello" + i);
            }
        }
        add(Samples.VIDEO_MP4, "video", "--prompt", "p", "--scene", "scene-2");
    }

    @Test
    void theMatrixIsNeverWiderThanTheTerminal() {
        threeLanguages();
        cli.environment("NO_COLOR", "1");
        String piped = text("storyboard show #");
        assertThat(piped.lines().findFirst().orElseThrow()).matches("SCENE +VIDEO +EN +DE +FR +JA +PT-BR +VI");
        assertThat(piped)
                .contains("scene-2 View of the lighthouse", "✓ present")
                .contains("– 20 missing: no take\n");

        for (int width : new int[] {40, 60, 80, 120}) {
            cli.screens(Channel.STDOUT).environment("COLUMNS", Integer.toString(width));
            String matrix = text("storyboard show #");
            // the command at the end is to be copied
            assertThat(matrix.substring(0, matrix.indexOf("\nWhat it takes")).lines())
                    .allMatch(line -> line.length() <= width);
            for (String heading : List.of("VIDEO", "EN", "VI", "PT-BR", "DE", "FR", "JA")) {
                assertThat(matrix.lines().filter(line -> line.matches("SCENE .*\\b" + heading + "\\b.*")))
                        .hasSize(1);
            }
            assertThat(matrix.lines().filter(line -> line.startsWith("SCENE")).count() == 1)
                    .isEqualTo(width == 120);
        }
    }

    @Test
    void theMatrixHasColoursOnATerminalOnly() {
        threeLanguages();
        assertThat(text("storyboard show # --languages en")).doesNotContain("\033");

        cli.screens(Channel.STDOUT);
        assertThat(text("storyboard show # --languages en,vi"))
                .contains("\033[32m✓ present\033[0m", "\033[2m– missing\033[0m")
                .doesNotContain("FR");
        cli.environment("NO_COLOR", "1");
        assertThat(text("storyboard show #")).doesNotContain("\033");
    }

    @Test
    void titlesCannotControlTheTerminal() {
        json("scene add # --id 1", "--title", "\u001b[31mred\nline");

        assertThat(text("storyboard show #")).contains("1 \uFFFD[31mred line").doesNotContain("\u001b");
    }

    @Test
    void aPlanSaysWhatWaitsAndWhatToDo() {
        json("scene add #");
        json("line set # scene-1 --language en --text Hello");

        assertThat(text("storyboard plan # --tracks audio"))
                .contains("scene-1  audio en  – missing  wait  -\n")
                .contains("Wait: No provider is set")
                .contains("(scene-1, audio en)\n")
                .endsWith("0 requests, 1 that must wait.\n");
        assertThat(text("storyboard plan # --tracks audio --request")).contains("Planned 0 jobs.\n");
        assertThat(json("job list").get("items")).isEmpty();
    }

    @Test
    void aPlanIsRequestedWholeOrNotAtAll() throws IOException {
        Files.writeString(folder.resolve("providers.json"), SimulatedWorker.PROVIDERS);
        json("storyboard set # --track audio --provider simulated --model speaker");
        for (int i = 1; i <= 2; i++) {
            json("scene add #");
            json("line set # scene-" + i + " --language en --text Hello" + i);
        }
        json("budget set --per total", "0.0003 USD");

        Result refused = run("storyboard plan # --tracks audio --providers providers.json --request");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("budget list").hasLineCount(1);
        assertThat(json("job list").get("items")).isEmpty();

        json("budget set --per total", "1 USD");
        assertThat(text("storyboard plan # --tracks audio --providers providers.json --request"))
                .endsWith("Planned 2 jobs for 0.00036 USD.\nA worker sends them: reelstore work --providers FILE\n");
        assertThat(text("storyboard plan # --tracks audio --providers providers.json"))
                .contains("scene-1  audio en  … planned  a job for the same runs  nothing\n")
                .endsWith("0 requests, 2 requested already, for nothing more.\n");
    }

    @Test
    void anotherTakeIsRequestedAtItsPrice() throws IOException {
        Files.writeString(folder.resolve("providers.json"), SimulatedWorker.PROVIDERS);
        json("scene add #");
        json("line set # scene-1 --language en --text Hello1");
        json("storyboard set # --track audio --provider simulatd --model speaker");
        Result refused = run("take again # scene-1 --language en --providers providers.json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("Did you mean simulated?").hasLineCount(1);
        assertThat(json("job list").get("items")).isEmpty();

        json("storyboard set # --track audio --provider simulated");
        assertThat(text("take again # scene-1 --language en --providers providers.json"))
                .startsWith("Planned a job\n")
                .contains("price", "0.00018 USD")
                .endsWith("A worker sends it: reelstore work --providers FILE\n");
        json("take again # scene-1 --language en");
        assertThat(json("job list").get("items")).hasSize(2);
    }

    @Test
    void aNewTakeBehindAChosenOneIsTold() throws IOException {
        Files.writeString(folder.resolve("providers.json"), SimulatedWorker.PROVIDERS);
        json("scene add #");
        json("line set # scene-1 --language vi --text Chao");
        json("storyboard set # --track audio --provider simulated --model speaker");
        String first = speech(Samples.NARRATION_VI_WAV, "Chao");
        json("take choose # scene-1 " + first);

        String added = text("audio add " + Samples.NARRATION_EN_MP3.in(folder)
                + " --project # --provider studio --language vi --scene scene-1 --text Chao");
        String second = json("take list # scene-1 --language vi")
                .get("items")
                .get(0)
                .get("id")
                .asString();
        assertThat(added)
                .endsWith("For scene-1, audio vi, the chosen take " + first
                        + " stands, not this one. To use it: reelstore take choose " + project + " scene-1 " + second
                        + "\n");
        assertThat(text("take again # scene-1 --language vi --providers providers.json"))
                .endsWith("For scene-1, audio vi, the chosen take " + first
                        + " stands, also when the new one is stored; choose that then.\n");
        assertThat(text("image add " + Samples.LIGHTHOUSE_PNG.in(folder) + " --project # --provider p --scene scene-1"))
                .doesNotContain("stands", "is new");
    }

    @Test
    void aCountryInsteadOfALanguageIsTold() {
        json("scene add #");
        String note =
                "ISO 639-1 has no language vn. The code of a language may differ from its country's: vi is Vietnamese";
        assertThat(text("line set # scene-1 --language vn-VN --text Chao")).contains("Line of scene-1 in vn-VN", note);
        assertThat(text("audio add " + Samples.NARRATION_VI_WAV.in(folder)
                        + " --project # --provider studio --language vn --scene scene-1"))
                .contains(note);
        assertThat(text("line set # scene-1 --language vi --text Chao")).doesNotContain("ISO");
        assertThat(text("line set # scene-1 --language yue --text Chao")).doesNotContain("ISO");
    }

    @Test
    void aNewSceneThatMayBeASlipIsTold() {
        json("scene add #");
        String image = "image add " + Samples.LIGHTHOUSE_PNG.in(folder) + " --project # --provider p --scene ";
        assertThat(text(image + "scene-2")).doesNotContain("is new");
        String added = text(image + "secne-1");
        String id = added.lines().skip(1).findFirst().orElseThrow().replaceAll(".* ", "");
        assertThat(added)
                .endsWith("The scene \"secne-1\" is new. If \"scene-1\" is meant: reelstore image update " + id
                        + " --scene=scene-1\n");
        json("scene update # scene-1 --title Credits");
        assertThat(text(image + "Credits"))
                .contains("The scene \"Credits\" is new. If \"scene-1\", which has that title, is meant: ");
        assertThat(json("image update " + id + " --scene=scene-1")
                        .get("sceneId")
                        .asString())
                .isEqualTo("scene-1");
    }

    private String speech(Samples sample, String text) {
        return add(sample, "audio", "--provider=studio", "--language=vi", "--scene=scene-1", "--text=" + text);
    }

    @Test
    void anEarlierTakeThatFitsAgainIsChosenByAPlan() {
        json("scene add #");
        json("line set # scene-1 --language vi --text Chao");
        String first = speech(Samples.NARRATION_VI_WAV, "Chao");
        speech(Samples.NARRATION_EN_MP3, "Tam biet");

        assertThat(text("storyboard plan # --tracks audio --languages vi"))
                .contains("choose an earlier take", "1 reused for nothing", "add --request for that");
        assertThat(text("storyboard plan # --tracks audio --languages vi --request"))
                .contains("chose 1 earlier take.");
        assertThat(json("take list # scene-1 --language vi")
                        .get("items")
                        .get(1)
                        .get("id")
                        .asString())
                .isEqualTo(first);
        assertThat(text("storyboard plan # --tracks audio --languages vi")).contains("Nothing to do");
    }

    @Test
    void theSceneOfAChosenTakeIsNamedIfItIsAnotherOne() {
        json("scene add #");
        json("scene add #");
        String image = add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p", "--scene", "scene-2");
        assertThat(text("take choose # scene-1 " + image))
                .isEqualTo("For scene-1, image, " + image + " of scene-2 stands: chosen.\n");
    }

    @Test
    void choicesAreListedPageByPage() {
        json("scene add #");
        String first = add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p", "--scene", "scene-1");
        String second = add(Samples.HARBOUR_JPEG_NAMED_PNG, "image", "--provider", "p", "--scene", "scene-1");
        for (String take : List.of(first, second, first)) {
            json("take choose # scene-1 " + take);
        }
        JsonNode page = json("take history # scene-1 --track image --limit 2");
        assertThat(page.get("items")
                        .valueStream()
                        .map(choice -> choice.get("number").asInt()))
                .containsExactly(3, 2);
        String next = page.get("nextCursor").asString();
        assertThat(text("take history # scene-1 --track image --limit 2")).contains("--after " + next);
        JsonNode rest = json("take history # scene-1 --track image --after " + next);
        assertThat(rest.get("items")).hasSize(1);
        assertThat(rest.get("nextCursor").isNull()).isTrue();
    }

    @Test
    void aPlanForAProviderThatTheFileDoesNotHaveIsRefused() throws IOException {
        Files.writeString(folder.resolve("providers.json"), SimulatedWorker.PROVIDERS);
        json("scene add #");
        json("line set # scene-1 --language en --text Hello");
        json("storyboard set # --track audio --provider simulatd");

        Result planned = run("storyboard plan # --tracks audio --providers providers.json");
        assertThat(planned.status()).isZero();
        assertThat(planned.err()).contains("Did you mean simulated?").hasLineCount(1);
        Result refused = run("storyboard plan # --tracks audio --providers providers.json --request");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("Did you mean simulated?").hasLineCount(1);
        assertThat(json("job list").get("items")).isEmpty();
    }

    @Test
    void captionsGoToAFileAndBack() throws IOException {
        json("scene add # --length 2s");
        json("scene add # --length 3s");
        json("line set # scene-1 --language en --text Hello");
        json("line set # scene-2 --language en", "--text", "How are you?");

        assertThat(text("storyboard export-captions # --language en"))
                .isEqualTo(
                        "1\n00:00:00,000 --> 00:00:02,000\nHello\n\n2\n00:00:02,000 --> 00:00:05,000\nHow are you?\n\n");
        assertThat(text("storyboard export-captions # --language en --to en.vtt"))
                .isEqualTo("Wrote 2 captions to en.vtt.\n");
        assertThat(run("storyboard export-captions # --language en --to en.vtt").err())
                .contains("add --force");
        json("storyboard export-captions # --language en --to en.vtt --force");
        String vtt = Files.readString(folder.resolve("en.vtt"));
        assertThat(vtt).startsWith("WEBVTT\n\nscene-1\n00:00:00.000 --> 00:00:02.000\nHello\n");

        Files.writeString(
                folder.resolve("en.vtt"), vtt.replace("Hello", "Hi") + "\n00:01:00.000 --> 00:01:01.000\nLate\n");
        String changes = """
                        1 line in en; 1 had the same text already.
                        scene-1: Hi
                          before: Hello
                        ignored, at 1:00.0 min no scene: Late
                        """;
        assertThat(text("storyboard import-captions # en.vtt --language en --dry-run"))
                .isEqualTo("Would set " + changes);
        assertThat(text("storyboard export-captions # --language en")).contains("Hello");
        assertThat(text("storyboard import-captions # en.vtt --language en")).isEqualTo("Set " + changes);
        cli.typing("""
                1
                00:00:01,000 --> 00:00:01,500
                Xin chào
                """);
        assertThat(json("storyboard import-captions # - --language vi")
                        .get("changed")
                        .get(0)
                        .get("sceneId")
                        .asString())
                .isEqualTo("scene-1");
    }

    @Test
    void exportedCaptionsNameTheScenesThatTakeNoTime() {
        json("scene add # --length 2s");
        json("scene add #");
        json("scene add # --length 3s");
        for (int scene = 1; scene <= 3; scene++) {
            json("line set # scene-" + scene + " --language en --text Hello");
        }
        String leftOut =
                "Without a caption, since they take no time (no video, no length, no audio that is heard): scene-2.\n";
        assertThat(text("storyboard export-captions # --language en --to en.srt"))
                .isEqualTo("Wrote 2 captions to en.srt.\n" + leftOut);
        assertThat(run("storyboard export-captions # --language en"))
                .returns(leftOut, Result::err)
                .returns(0, Result::status);
        for (String to : List.of("", " --to en.srt --force")) {
            assertThat(json("storyboard export-captions # --language en" + to).get("timeless"))
                    .singleElement()
                    .returns("scene-2", JsonNode::asString);
        }
    }

    /** The ids of scenes are any text. */
    @Test
    void aPlanIsLimitedToScenesWhoseIdsHaveCommas() {
        for (String id : List.of("dusk, later", "dawn", "noon")) {
            json("scene add #", "--id", id, "--prompt", "A lamp");
        }
        JsonNode plan = json("storyboard plan # --tracks video --scene dawn", "--scene", "dusk, later");
        assertThat(plan.get("cells").valueStream().map(cell -> cell.get("scene").asString()))
                .containsExactly("dusk, later", "dawn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | scene add none --length 8 | is not a length; use one such as 8s",
                "2 | scene add # --length -8s | is not a length",
                "2 | scene add # --id= | It must not be blank",
                "2 | scene add # --first --last | Specify only one of these",
                "2 | scene add # --from-rows --id x | leave the other options out",
                "2 | scene add # --meta {x | --meta",
                "1 | scene add # --after none | none",
                "1 | scene add none | There is no project none",
                "1 | scene add # --id scene-1 | already has a scene scene-1",
                "1 | scene show # scen-1 | Did you mean \"scene-1\"?",
                "2 | scene move # scene-1 | Specify one of these",
                "1 | scene move # scene-1 --after scene-1 | scene-1",
                "1 | scene move # none --first | none",
                "2 | scene update # scene-1 | Nothing to update",
                "1 | scene delete # none | none",
                "1 | scene restore # scene-1 | scene-1",
                "2 | line set # scene-1 --text x | --language",
                "2 | line set # scene-1 --language vi | --text-file",
                "2 | line set # scene-1 --language x_y --text x | language tag",
                "1 | line set # scene-1 --language vi --text= | The text must not be blank",
                "1 | line set # scene-1 --language vi --text x --translated-from de | de",
                "1 | line set # none --language vi --text x | none",
                "2 | take list # scene-1 | --track",
                "2 | take list # scene-1 --track audio | --language",
                "2 | take list # scene-1 --track video --language vi | Only audio has a language",
                "2 | take list # scene-1 --track speech | A track is image, audio or video; not \"speech\"",
                "2 | take history # scene-1 --track image --limit 0 | 1 to 1000",
                "2 | take again # scene-1 | --track",
                "1 | take again # scene-1 --track video | The scene scene-1 has no prompt; set one.",
                "1 | take again # none --track video | There is no scene none",
                "1 | take choose # scene-1 none | There is no take \"none\"",
                "1 | take reject # none | There is no take \"none\"",
                "2 | storyboard set # --track video | Nothing to set",
                "2 | storyboard set # --track video --image-role first | is not one of first_frame, last_frame, reference, none",
                "2 | storyboard set # --track image --image-role none | --image-role is for videos",
                "2 | storyboard set # --track image --voice Anna | --voice is for audio",
                "2 | storyboard set # --provider p | --track",
                "2 | storyboard set # --track video --language vi --provider p | Only settings of audio have a language",
                "2 | storyboard set # --track video --parameters [1] | must be a JSON object",
                "1 | storyboard set # --track video --scene none --provider p | none",
                "1 | storyboard set # --track video --reference none | none",
                "2 | storyboard plan # --tracks audio,speech | A track is image, audio or video",
                "1 | storyboard plan # --scene none | none",
                "1 | storyboard plan # --scene scene-1 --scene none | There is no scene none",
                "1 | take list # none --track image | There is no scene none",
                "1 | take history # none --track image | There is no scene none",
                "1 | take undo # none --track image | There is no scene none",
                "1 | job request --project # --provider p --kind video --prompt p --scene none | There is no scene none",
                "2 | image update none | --scene",
                "1 | image update none --scene scene-1 | There is no image none",
                "1 | audio update none --scene scene-1 | There is no audio none",
                "1 | video update none --scene scene-1 | There is no video none",
                "2 | storyboard show # --languages vi,,en | language tag",
                "2 | storyboard export-captions # | --language",
                "1 | storyboard export-captions # --language vi | There are no captions in vi",
                "2 | storyboard export-captions # --language vi --format ass | The format of captions is srt or vtt",
                "2 | storyboard export-captions # --language vi --to vi.txt | add --format=srt or --format=vtt",
                "2 | storyboard import-captions # none.srt --language vi | does not exist",
                "1 | storyboard import-captions # bad.srt --language vi | line",
            })
    void badInputIsRefusedInOneSentenceAndChangesNothing(int status, String command, String message)
            throws IOException {
        json("scene add #");
        Files.writeString(folder.resolve("bad.srt"), "1\nnot a time\nHello\n");
        StoreSnapshot before = cli.snapshot();

        Result result = run(command);

        assertThat(result.err())
                .startsWith("reelstore: ")
                .contains(message)
                .hasLineCount(1)
                .doesNotContain("Exception");
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.out()).isEmpty();
        assertThat(cli.snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--json", "-5", "--", "@lines.txt", "vi,en", "a b", "  blanks  ", "\"quoted\"", "${env:PATH}"})
    void freeTextIsNeverReadAsAnOption(String text) {
        JsonNode scene = json("scene add #", "--id", text, "--title", text, "--prompt", text);
        assertThat(scene.get("sceneId").asString()).isEqualTo(text);
        assertThat(scene.get("title").asString()).isEqualTo(text);
        assertThat(scene.get("prompt").asString()).isEqualTo(text);
        valueOf("scene", "move", "--first", "--", project, text);
        JsonNode line = valueOf("line", "set", "--language", "vi", "--text", text, "--", project, text);
        assertThat(line.get("text").asString()).isEqualTo(text);
        String image = add(Samples.LIGHTHOUSE_PNG, "image", "--provider", "p", "--scene", text);
        assertThat(json("image update " + image, "--scene", text).get("sceneId").asString())
                .isEqualTo(text);
        JsonNode standing = valueOf("take", "choose", "--why", text, "--", project, text, image);
        assertThat(standing.get("choice").get("reason").asString()).isEqualTo(text);
        assertThat(json("storyboard set # --track audio", "--scene", text, "--voice", text, "--provider", text)
                        .get("voice")
                        .asString())
                .isEqualTo(text);
    }
}
