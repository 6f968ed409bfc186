package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.board.NewScene;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a storyboard, without a browser. */
class BoardPagesIT {

    private static final LanguageTag VI = LanguageTag.of("vi");
    private static final CellKey VIDEO = CellKey.video(BoardFilm.SCENE);

    @TempDir
    Path folder;

    private TestServer server;
    private PageClient browser;
    private BoardFilm film;
    private ProjectId project;

    @BeforeEach
    void start() {
        server = TestServer.in(folder, config -> config.withPrices(BoardFilm.PRICES));
        browser = new PageClient(server.server().uri());
        film = BoardFilm.make(server.store(), folder);
        project = film.project();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reelstore store() {
        return server.store();
    }

    private String page(String rest) {
        return "/projects/" + project + rest;
    }

    private String scene(String rest) {
        return page("/scenes/" + BoardFilm.SCENE + rest);
    }

    /** Sends a form as the script does. */
    private PageClient.Page send(String path, Map<String, String> fields) {
        return browser.post(
                path,
                fields,
                "Origin",
                server.server().uri().toString(),
                "Sec-Fetch-Site",
                "same-origin",
                "HX-Request",
                "true");
    }

    private StandingTake standing() {
        return store().takes().standing(project, VIDEO);
    }

    @Test
    void aTakeIsChosenAndTheChoiceUndone() {
        String strip = browser.get("/parts" + scene("/takes/video?view=film")).text();
        assertThat(strip.split("class=\"star\"", -1)).hasSize(3);
        assertThat(strip).contains("stands, as the newest").doesNotContain("★").doesNotContain("data-key=\"u\"");

        PageClient.Page chosen =
                send(scene("/takes/video/choose?view=film&shown=vi"), Map.of("take", film.firstTake()));
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.text())
                .contains("data-scene=\"" + BoardFilm.SCENE + "\"")
                .contains("data-video-id=\"" + film.firstTake() + "\"")
                .contains("aria-pressed=\"true\"")
                .contains("★")
                .contains("data-key=\"u\"")
                .doesNotContain("<html");
        assertThat(standing().choice().flatMap(Selection::takeId)).contains(film.firstTake());

        assertThat(send(scene("/takes/video/undo?view=film"), Map.of()).text())
                .contains("data-video-id=\"" + film.secondTake() + "\"")
                .doesNotContain("★");
        assertThat(standing().choice()).isEmpty();
        assertThat(send(scene("/takes/video/undo?view=film"), Map.of()).status())
                .isEqualTo(409);
    }

    @Test
    void aRejectedTakeNoLongerStands() {
        assertThat(send(scene("/takes/video/reject?view=film"), Map.of("take", film.secondTake()))
                        .text())
                .contains("data-video-id=\"" + film.firstTake() + "\"")
                .contains("<strong>rejected</strong>");
        assertThat(standing().take().map(Take::id)).contains(film.firstTake());
    }

    @Test
    void aRejectionIsUndoneWithTheKeyOfTheChoice() {
        String rejected = send(scene("/takes/video/reject?view=film"), Map.of("take", film.secondTake()))
                .text();
        assertThat(rejected).contains("data-key=\"u\"");
        assertThat(send(scene("/takes/video/undo?view=film"), Map.of()).text())
                .contains("data-video-id=\"" + film.secondTake() + "\"")
                .doesNotContain("<strong>rejected</strong>")
                .doesNotContain("data-key=\"u\"");

        send(scene("/takes/video/choose?view=film"), Map.of("take", film.firstTake()));
        assertThat(send(scene("/takes/video/reject?view=film"), Map.of("take", film.firstTake()))
                        .text())
                .contains("data-key=\"u\"");
        send(scene("/takes/video/undo?view=film"), Map.of());
        assertThat(standing().choice().flatMap(Selection::takeId)).contains(film.firstTake());
    }

    @Test
    void aBrowserWithoutTheScriptGoesBackToThePage() {
        PageClient.Page chosen =
                browser.post(scene("/takes/video/choose?view=film&shown=vi"), Map.of("take", film.firstTake()));
        assertThat(chosen.status()).isEqualTo(303);
        assertThat(chosen.location()).isEqualTo(page("?language=vi"));
        Map<String, String> line = line("/lines/vi?view=languages", "Chào");
        assertThat(browser.post(scene("/lines/vi?view=languages"), line).location())
                .isEqualTo(page("/languages"));
        assertThat(browser.post(page("/plan"), shown()).location()).isEqualTo("/jobs");
    }

    @Test
    void aDeletedChoiceFallsBackAndSaysSo() {
        store().takes().choose(project, VIDEO, film.firstTake(), Optional.empty());
        store().generations().deleteVideo(new GenerationId(film.firstTake()));
        assertThat(browser.get(page("")).text())
                .contains("data-video-id=\"" + film.secondTake() + "\"")
                .contains("the chosen one is not a take any more");
    }

    @Test
    void deletingAVideoSaysWhatStands() {
        store().takes().choose(project, VIDEO, film.firstTake(), Optional.empty());
        assertThat(afterDeleting(film.firstTake()))
                .contains("The video was deleted; the newest other take stands now.");
        assertThat(afterDeleting(film.secondTake())).contains("The video was deleted; no other video stands now.");
    }

    private String afterDeleting(String video) {
        String home =
                browser.post(page("/videos/" + video + "/delete"), Map.of()).location();
        return browser.get(home).text();
    }

    /** The form of a line, with another text. */
    private Map<String, String> line(String path, String text) {
        Matcher shown = Pattern.compile("name=\"shown\" value=\"([0-9a-f]+)\"")
                .matcher(browser.get("/parts" + scene(path)).text());
        assertThat(shown.find()).isTrue();
        return Map.of("shown", shown.group(1), "text", text);
    }

    private String edit(String path, String text) {
        return send(scene(path), line(path, text)).text();
    }

    private String version() {
        return String.valueOf(store().scenes().get(project, BoardFilm.SCENE).version());
    }

    private String storedLine() {
        return store().scenes().lines(project, BoardFilm.SCENE).stream()
                .map(SceneLine::text)
                .collect(Collectors.joining());
    }

    @Test
    void aLineThatAnotherPersonHasChangedIsNotOverwritten() {
        String path = "/lines/vi?view=film&shown=vi";
        Map<String, String> mine = line(path, "Của tôi");
        store().scenes().setLine(project, BoardFilm.SCENE, VI, "Theirs", Optional.empty());
        PageClient.Page refused = send(scene(path), mine);
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.header("HX-Retarget")).contains("this");
        assertThat(refused.text())
                .startsWith("<form class=\"spoken line-form\"")
                .contains(
                        "This line was changed while you edited it", "<q lang=\"vi\">Theirs</q>", ">Của tôi</textarea>")
                .contains("name=\"shown\" value=\"" + InputDigest.of("Theirs").value() + "\"");
        assertThat(storedLine()).isEqualTo("Theirs");
        assertThat(browser.post(scene(path), mine).status())
                .as("without the script")
                .isEqualTo(412);

        Map<String, String> knowing = line(path, "Của tôi");
        assertThat(send(scene(path), knowing).text()).contains("Của tôi").doesNotContain("<form class=\"spoken");
        assertThat(storedLine()).isEqualTo("Của tôi");
        assertThat(send(scene(path), knowing).header("HX-Retarget"))
                .as("the same once more")
                .isEmpty();

        Map<String, String> deleting = line(path, "");
        store().scenes().setLine(project, BoardFilm.SCENE, VI, "Theirs", Optional.empty());
        assertThat(send(scene(path), deleting).text()).contains("<q lang=\"vi\">Theirs</q>");
        assertThat(storedLine()).isEqualTo("Theirs");

        Map<String, String> late = line(path, "Của tôi");
        store().scenes().deleteLine(project, BoardFilm.SCENE, VI);
        assertThat(send(scene(path), late).text()).contains("This line was deleted while you edited it");
        assertThat(storedLine()).isEmpty();
    }

    @Test
    void anEditedLineMakesItsCellStale() {
        assertThat(browser.get(page("?language=vi")).text()).contains("Vietnamese present");
        assertThat(browser.get("/parts" + scene("/lines/vi?view=film&shown=vi")).text())
                .contains("<textarea")
                .contains(BoardFilm.LINE);
        String card = edit("/lines/vi?view=film&shown=vi", "Chào buổi tối");
        assertThat(card)
                .contains("Vietnamese stale")
                .contains("text changed")
                .contains("Chào buổi tối")
                .contains("autofocus");
        String row = browser.get("/parts" + scene("/card?view=languages")).text();
        assertThat(row).contains("<tr data-scene").contains(">~</span>").contains("Vietnamese stale");
    }

    @Test
    void anEmptyTextDeletesTheLine() {
        assertThat(edit("/lines/vi?view=film&shown=vi", " ")).contains("Add a line");
        assertThat(store().scenes().lines(project, BoardFilm.SCENE)).isEmpty();
    }

    @Test
    void aNewLineIsATranslationOfTheMainLanguage() {
        store().projects().update(project, row -> row.defaultLanguage(VI));
        edit("/lines/en?view=languages", "Good evening");
        assertThat(store().scenes().lines(project, BoardFilm.SCENE).stream()
                        .filter(line -> line.language().equals(LanguageTag.of("en")))
                        .findFirst()
                        .flatMap(SceneLine::translatedFrom)
                        .map(SceneLine.Source::language))
                .contains(VI);
        String row = edit("/lines/vi?view=languages", "Chào");
        assertThat(row).contains("translated from a line that has changed");
    }

    private Map<String, String> shown() {
        Matcher summary = Pattern.compile("name=\"shown\" value=\"([^\"]*)\"")
                .matcher(browser.get("/parts" + page("/plan")).text());
        assertThat(summary.find()).isTrue();
        return Map.of("shown", summary.group(1));
    }

    private List<?> jobs() {
        return store().jobs().list(JobFilter.of(project), PageRequest.first(10)).items();
    }

    @Test
    void thePlanIsRequestedAsItWasShown() {
        assertThat(browser.get("/parts" + page("/plan")).text())
                .contains("Nothing is missing")
                .doesNotContain("name=\"shown\"");
        store().scenes().setLine(project, BoardFilm.SCENE, VI, "Chao", Optional.empty());
        assertThat(browser.get("/parts" + page("/plan")).text()).contains("Plan: 1 request for 0.04 USD");
        Map<String, String> shown = shown();
        assertThat(jobs()).as("looking at a plan costs nothing").isEmpty();

        // another text, for the same price
        for (String text : List.of("Bye!", "Chao em")) {
            store().scenes().setLine(project, BoardFilm.SCENE, VI, text, Optional.empty());
            assertThat(send(page("/plan"), shown).text())
                    .contains("has changed since you looked")
                    .contains("1 request for 0.0" + text.length() + " USD");
            assertThat(jobs()).isEmpty();
        }

        assertThat(send(page("/plan"), shown()).text()).contains("Requested: 1 request for 0.07 USD");
        assertThat(jobs()).hasSize(1);
        assertThat(browser.get(page("?language=vi")).text()).contains("Vietnamese planned");
        assertThat(send(page("/plan"), shown).text()).contains("already requested");
        assertThat(jobs()).hasSize(1);
    }

    @Test
    void aPlanOverBudgetIsRefused() {
        store().jobs()
                .setBudget(
                        io.github.reelstore.domain.ledger.BudgetScope.PROFILE,
                        "",
                        io.github.reelstore.domain.ledger.BudgetPeriod.DAY,
                        Money.parse("0.01 USD"));
        store().scenes().setLine(project, BoardFilm.SCENE, VI, "Chao", Optional.empty());
        assertThat(send(page("/plan"), shown()).status()).isEqualTo(409);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void theLanguageSwitchAndTheTableKnowAllScenes() {
        for (int i = 0; i < 30; i++) {
            store().scenes().add(project, NewScene.builder().build());
        }
        store().scenes().setLine(project, "scene-30", LanguageTag.of("ko"), "안녕", Optional.empty());
        assertThat(browser.get(page("")).text()).contains("?language=ko").doesNotContain("data-scene=\"scene-30\"");
        assertThat(browser.get(page("/languages")).text()).contains("<th scope=\"col\">ko <small>Korean</small></th>");
        assertThat(browser.get(page("/languages?language=th")).text()).contains("Thai");
    }

    /** As long as its captions and its timeline say. */
    @Test
    void theFilmOfALanguageWithoutAudioIsAsLongAsAllLanguagesNeed() {
        store().generations()
                .addAudio(new NewAudio(
                        project,
                        BlobSource.of(Samples.NARRATION_VI_WAV.in(folder)),
                        AudioGeneration.builder().provider("tts").sceneId("s2").language(VI)));
        store().scenes().setLine(project, "s2", LanguageTag.of("fr"), "Bonsoir", Optional.empty());
        for (String language : List.of("", "?language=vi", "?language=fr")) {
            assertThat(browser.get(page(language)).text())
                    .contains("<span class=\"scene\">s2</span><span class=\"length\">2.9 s</span>");
        }
    }

    @Test
    void aDeletedProjectComesBackWithItsStoryboard() {
        store().takes().choose(project, VIDEO, film.firstTake(), Optional.of("calmer"));
        store().takes().reject(project, MediaKind.VIDEO, film.secondTake(), "blurred");
        store().scenes()
                .add(project, NewScene.builder().sceneId("s2").title("Gone").build());
        store().scenes().setLine(project, "s2", VI, "Tạm biệt", Optional.empty());
        store().scenes().delete(project, "s2");
        Storyboard board = store().storyboard().getStoryboard(project);
        List<Take> takes =
                store().takes().list(project, VIDEO, PageRequest.first(9)).items();
        List<Selection> choices =
                store().takes().history(project, VIDEO, PageRequest.first(100)).items();
        List<StoredSettings> settings = store().scenes().settings(project);

        String home = browser.post(page("/delete"), Map.of()).location();
        Matcher undo =
                Pattern.compile("/undo/[0-9a-f-]+").matcher(browser.get(home).text());
        assertThat(undo.find()).isTrue();
        assertThat(browser.post(undo.group(), Map.of()).status()).isEqualTo(303);

        assertThat(store().storyboard().getStoryboard(project)).isEqualTo(board);
        assertThat(store().takes().list(project, VIDEO, PageRequest.first(9)).items())
                .isEqualTo(takes);
        assertThat(store().takes()
                        .history(project, VIDEO, PageRequest.first(100))
                        .items())
                .isEqualTo(choices);
        assertThat(store().scenes().settings(project)).isEqualTo(settings);
        store().scenes().restore(project, "s2");
        assertThat(store().scenes().lines(project, "s2")).hasSize(1);
    }

    @Test
    void everyStateHasASignAndAWord() {
        String page = browser.get(page("/languages")).text();
        Map<String, String> signs = new HashMap<>();
        Matcher state = Pattern.compile(
                        "is-([a-z_]+)\"><span class=\"sign\" aria-hidden=\"true\">(.|&gt;)</span>([a-z ]+)<")
                .matcher(page);
        while (state.find()) {
            signs.put(state.group(1), state.group(2));
            assertThat(state.group(3)).isEqualTo(state.group(1).replace('_', ' '));
        }
        assertThat(signs).hasSize(io.github.reelstore.domain.storyboard.CellState.values().length);
        assertThat(signs.values()).doesNotHaveDuplicates();
    }

    @Test
    void aSceneIsEditedInItsDetails() {
        assertThat(browser.get("/parts" + scene("?language=vi")).text())
                .contains(BoardFilm.PROMPT)
                .contains("SHA-256")
                .contains("Audio: Vietnamese");
        browser.post(scene("/edit"), Map.of("title", "Dusk", "prompt", "Another lamp", "version", version()));
        assertThat(browser.get(page("")).text())
                .contains("<h3>Dusk</h3>")
                .contains("Another lamp")
                .contains("Video stale");
    }

    @Test
    void aSceneOrCellThatDoesNotExistIsNotFound() {
        assertThat(browser.get("/parts" + page("/scenes/none/card")).status()).isEqualTo(404);
        assertThat(browser.get("/parts" + page("/scenes/none")).status()).isEqualTo(404);
        assertThat(browser.get("/parts" + scene("/takes/audio?language=fr")).status())
                .isEqualTo(404);
        assertThat(browser.get("/parts" + scene("/takes/audio")).status()).isEqualTo(400);
        assertThat(browser.get("/parts" + scene("/takes/film")).status()).isEqualTo(400);
        assertThat(send(scene("/takes/video/choose"), Map.of("take", "none")).status())
                .isEqualTo(404);
    }
}
