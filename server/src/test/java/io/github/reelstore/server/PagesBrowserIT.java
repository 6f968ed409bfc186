package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What a newcomer does with the pages, in a real browser. */
@Tag("browser")
class PagesBrowserIT {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;

    @TempDir
    Path folder;

    @TempDir
    Path profile;

    private TestServer server;
    private Browser browser;

    @BeforeAll
    static void requireBrowser() {
        Browser.requireInstalled();
    }

    @BeforeEach
    void start() {
        server = TestServer.in(folder);
        browser = Browser.start(profile);
        browser.look(WIDTH, HEIGHT, false);
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
    }

    private URI page(String path) {
        return server.server().uri().resolve(path);
    }

    /** Looks at the page with a reader's eyes, in light and dark. */
    private void requireAccessible() {
        for (boolean dark : new boolean[] {false, true}) {
            browser.look(WIDTH, HEIGHT, dark);
            assertThat(browser.violations())
                    .as(browser.address() + (dark ? ", dark" : ", light"))
                    .isEmpty();
        }
        browser.look(WIDTH, HEIGHT, false);
    }

    private void requireOnlyOwnRequests() {
        String own = server.server().uri().toString();
        assertThat(browser.requested()).isNotEmpty().allMatch(url -> url.startsWith(own + "/"));
        browser.requireQuietConsole();
    }

    /** Drops a file and answers the questions about it. */
    private void add(String target, Path file, String field, String value) {
        browser.drop(target, file);
        browser.find("#add .upload");
        browser.type("#add [name=" + field + "]", value);
        browser.run("window.before = true");
        browser.click("#add button[type=submit]");
        browser.until("!window.before && document.readyState === 'complete'");
    }

    private void createProject() {
        browser.open(page("/"));
        browser.click(".welcome button");
        browser.type("#new [name=title]", "Dusk at the lighthouse");
        browser.click("#new button[type=submit]");
        browser.find(".dropzone");
    }

    @Test
    void aNewcomerMakesAFilmInTwoLanguages() {
        browser.open(page("/"));
        browser.find(".welcome");
        requireAccessible();
        createProject();
        requireAccessible();

        add(".dropzone", Samples.LIGHTHOUSE_PNG.in(folder), "prompt", "A lighthouse at dusk");
        assertThat(browser.find(".frame.empty").getText()).contains("Video is missing");
        add(".frame", Samples.NARRATION_EN_MP3.in(folder), "language", "en");
        add(".frame", Samples.NARRATION_VI_WAV.in(folder), "language", "vi");
        browser.drop(".frame", Samples.VIDEO_MP4.in(folder));
        browser.find("#add .upload");
        browser.run("window.before = true");
        browser.click("#add button[type=submit]");
        browser.until("!window.before && document.readyState === 'complete'");
        assertThat(browser.count(".frame")).isEqualTo(1);
        assertThat(browser.count(".frame.empty")).isZero();
        assertThat(browser.count(".frame .voice")).isEqualTo(2);
        requireAccessible();

        playsIn("Vietnamese", "vi");
        seeks();
        playsIn("English", "en");
        playsInTheMatrix();
        browser.click(".tabs a:first-child");
        undoesDeletions();
        requireOnlyOwnRequests();
    }

    private void playsIn(String language, String tag) {
        browser.click(".switch a[lang=" + tag + "]");
        browser.until("location.search === '?language=" + tag + "'");
        browser.until("document.querySelectorAll('.frame .voice').length === 1");
        browser.click(".frame [data-play]");
        browser.until("document.querySelector('#player').currentTime > 0.2");
        browser.until("document.querySelector('#voice').currentTime > 0.2");
        assertThat(browser.find("#now").getText()).isEqualTo("Scene 1 in " + language);
        browser.run("document.querySelector('#player').pause()");
        browser.until("document.querySelector('#voice').paused");
    }

    private void seeks() {
        browser.run("document.querySelector('#player').currentTime = 2");
        browser.until("!document.querySelector('#player').seeking");
        assertThat(browser.number("document.querySelector('#player').currentTime"))
                .isBetween(1.9, 2.1);
    }

    /** The file is longer than what a browser reads ahead. */
    @Test
    void aJumpReadsOnlyWhatIsHeard() throws Exception {
        createProject();
        Path file = silence(100);
        long middle = Files.size(file) / 2;
        add(".dropzone", Samples.LIGHTHOUSE_PNG.in(folder), "prompt", "A lighthouse at dusk");
        add(".frame", file, "language", "en");
        browser.open(URI.create(browser.address() + "?language=en"));
        browser.click(".frame [data-play]");
        browser.until("document.querySelector('#voice').currentTime > 0.2");
        List<Long> before = browser.parts("/audio/");
        assertThat(before).isNotEmpty().allMatch(start -> start < middle);
        browser.run("document.querySelector('#voice').currentTime = 90");
        browser.until("document.querySelector('#voice').currentTime > 90");
        List<Long> after = browser.parts("/audio/");
        assertThat(after.subList(before.size(), after.size()))
                .as("what the jump has read, after " + before)
                .isNotEmpty()
                .allMatch(start -> start > middle);
    }

    /** A WAV file of seconds without a sound. */
    private Path silence(int seconds) throws IOException {
        AudioFormat format = new AudioFormat(48_000, 16, 2, true, false);
        byte[] samples = new byte[seconds * 48_000 * format.getFrameSize()];
        Path file = folder.resolve("silence.wav");
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples), format, seconds * 48_000L),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    @Test
    void narrationsOfOneLanguageAreAddedInOneGo() throws Exception {
        createProject();
        add(".dropzone", Samples.VIDEO_MP4.in(folder), "prompt", "The lamp turns");
        browser.drop(".frame", Files.copy(Samples.NARRATION_EN_MP3.in(folder), folder.resolve("take-one.mp3")));
        assertThat(suggestedLanguage(1)).as("a word").isEmpty();
        browser.drop("#add", Files.copy(Samples.NARRATION_VI_WAV.in(folder), folder.resolve("narration_pt-br.wav")));
        assertThat(suggestedLanguage(2)).isEqualTo("pt-BR");
        browser.type("#add .upload:nth-child(1) [name=language]", "pt-BR");
        browser.type("#add .upload:nth-child(2) [name=language]", "PT-br");
        browser.run("window.before = true");
        browser.click("#add button[type=submit]");
        browser.until("!window.before || document.querySelector('#add .result.error')");
        assertThat(browser.run("return window.before")).as("all were added").isNull();
        assertThat(server.store()
                        .generations()
                        .listAudio(GenerationFilter.ALL, PageRequest.first(9))
                        .items())
                .hasSize(2);
        browser.find(".frame .voice");
        add(".frame", Samples.NARRATION_EN_MP3.in(folder), "language", "PT-BR");
        assertThat(browser.count(".frame .voice")).isEqualTo(1);

        browser.open(URI.create(browser.address().replaceFirst("\\?.*", "") + "?language=vi"));
        browser.click(".frame [data-play]");
        browser.until("document.querySelector('#now').textContent === 'Scene 1: Vietnamese is missing'");
    }

    @Test
    void aFileThatIsRefusedLeavesNoScene() throws Exception {
        createProject();
        browser.drop(".dropzone", Files.writeString(folder.resolve("notes.txt"), "no media"));
        browser.type("#add [name=prompt]", "The lamp turns");
        browser.click("#add button[type=submit]");
        browser.until("document.querySelector('#add .result.error')");
        browser.console();
        ProjectId project = server.store()
                .projects()
                .list(ProjectFilter.ALL, PageRequest.first(1))
                .items()
                .get(0)
                .id();
        assertThat(server.store().scenes().list(project, PageRequest.first(9)).items())
                .isEmpty();
    }

    private String suggestedLanguage(int row) {
        return String.valueOf(browser.find("#add .upload:nth-child(" + row + ") [name=language]")
                .getDomProperty("value"));
    }

    @Test
    void projectsAreFoundAndLoadedAsTheListIsScrolled() {
        for (int i = 1; i <= 60; i++) {
            server.store().projects().create("Reel " + i);
        }
        browser.open(page("/"));
        assertThat(browser.count(".reel-card")).isEqualTo(24);
        for (int cards : new int[] {48, 60}) {
            browser.run("window.scrollTo(0, document.body.scrollHeight)");
            browser.until("document.querySelectorAll('.reel-card').length === " + cards);
        }
        assertThat(browser.count("#projects .more")).isZero();
        browser.type("#search", "reel 6");
        // 6 and 60
        browser.until("document.querySelectorAll('.reel-card:not([hidden])').length === 2");
        browser.type("#search", "nothing");
        browser.find("#no-match");
        browser.press(Keys.ENTER);
        assertThat(browser.count(".reel-card")).as("the page stays").isEqualTo(60);
        requireOnlyOwnRequests();
    }

    @Test
    void aProjectIsRenamedAndGetsItsFinalCut() {
        createProject();
        browser.click("[data-dialog=edit]");
        requireAccessible();
        browser.type("#edit [name=title]", "Dawn");
        browser.click("#edit button[type=submit]");
        browser.until("document.querySelector('h1').textContent === 'Dawn'");
        assertThat(server.store().projects().get(onlyProject()).title()).isEqualTo("Dawn");

        browser.drop(".dropzone", Samples.VIDEO_MP4.in(folder));
        browser.click("#add [name=kind] option[value=cut]");
        browser.until("!document.querySelector('#add [name=scene]').checkVisibility()");
        browser.run("window.before = true");
        browser.click("#add button[type=submit]");
        browser.until("!window.before && document.readyState === 'complete'");
        assertThat(browser.count(".frame")).as("scenes").isZero();
        add(".dropzone", Samples.LIGHTHOUSE_PNG.in(folder), "prompt", "A lighthouse at dusk");
        browser.click("[data-final-cut]");
        browser.until("document.querySelector('#player').currentTime > 0.2");
        assertThat(browser.find("#now").getText()).isEqualTo("Final cut");
        requireOnlyOwnRequests();
    }

    private void playsInTheMatrix() {
        browser.click(".tabs a[href$='/languages']");
        browser.find(".matrix");
        assertThat(browser.count(".matrix td .voice")).isEqualTo(2);
        browser.click(".matrix td:last-child .voice");
        browser.until("document.querySelector('.matrix [aria-pressed=true]').style.getPropertyValue('--played') > 0");
        browser.click(".matrix [aria-pressed=true]");
        browser.until("!document.querySelector('.matrix [aria-pressed=true]')");
        requireAccessible();
    }

    private void undoesDeletions() {
        browser.click(".frame .details");
        browser.find("#inspector dl");
        assertThat(browser.run("return document.activeElement.tagName")).isEqualTo("H2");
        requireAccessible();
        browser.click("#inspector button.danger");
        browser.find(".dropzone");
        browser.click("#notice form button");
        browser.find(".frame");
        assertThat(browser.count(".frame .voice")).isEqualTo(2);
        assertThat(browser.count(".frame.empty")).isZero();

        browser.click("[data-dialog=delete]");
        browser.click("#delete button.danger");
        browser.find(".welcome");
        browser.click("#notice form button");
        browser.find(".frame");
        assertThat(server.store().maintenance().verify().problems()).isZero();
    }

    @Test
    void anOpenProjectShowsWhatAnotherProgramChanges() {
        createProject();
        String project = "/api/v1" + URI.create(browser.address()).getPath();
        ApiClient api = server.client();
        api.json("POST", project + "/scenes", "{\"sceneId\": \"lamp\", \"title\": \"The lamp\"}")
                .json(201);
        browser.find(".frame");
        browser.open(URI.create(browser.address() + "?language=en"));
        browser.run("window.kept = true");
        api.json("POST", project + "/scenes", "{\"sceneId\": \"sea\", \"title\": \"The sea\", \"place\": \"first\"}")
                .json(201);
        browser.until("document.querySelectorAll('.frame').length === 2");
        assertThat(browser.find(".frame").getDomAttribute("data-scene")).isEqualTo("sea");
        api.json("PATCH", project, "{\"title\": \"Dawn\"}").json(200);
        browser.until("document.querySelector('h1').textContent === 'Dawn'");

        browser.click("[data-scene=lamp] .line");
        browser.type("[data-scene=lamp] textarea", "The lamp turns on");
        for (String scene : List.of("lamp", "sea")) {
            api.json("PATCH", project + "/scenes/" + scene, "{\"title\": \"Another title\"}")
                    .json(200);
        }
        browser.until("document.querySelector('[data-scene=sea] h3').textContent === 'Another title'");
        assertThat(browser.find("[data-scene=lamp] h3").getText()).isEqualTo("The lamp");
        browser.click("[data-scene=lamp] .line-form [type=submit]");
        browser.until("document.querySelector('[data-scene=lamp] h3').textContent === 'Another title'");
        browser.until("document.querySelector('[data-scene=lamp] .line').textContent === 'The lamp turns on'");

        browser.click("[data-scene=sea] .state");
        browser.find("[data-scene=sea] .take-strip");
        api.json("PATCH", project + "/scenes/sea", "{\"title\": \"The sea\"}").json(200);
        api.json("PATCH", project, "{\"title\": \"Dusk\"}").json(200);
        browser.until("document.querySelector('h1').textContent === 'Dusk'");
        assertThat(browser.find("[data-scene=sea] h3").getText()).isEqualTo("Another title");
        browser.click("[data-scene=sea] .state");
        browser.until("document.querySelector('[data-scene=sea] h3').textContent === 'The sea'");
        assertThat(browser.run("return window.kept"))
                .as("the page was not loaded again")
                .isEqualTo(true);

        browser.open(page(URI.create(browser.address()).getPath() + "/languages"));
        api.delete(project + "/scenes/sea").json(200);
        browser.until("document.querySelectorAll('.matrix [data-scene]').length === 1");
        api.delete(project).json(200);
        browser.until("document.querySelector('#notice').textContent.includes('was deleted')");
        requireOnlyOwnRequests();
    }

    @Test
    void everyPageCanBeReadAndUsedWithTheKeyboard() {
        createProject();
        add(".dropzone", Samples.VIDEO_MP4.in(folder), "prompt", "The lamp turns");
        for (String path : List.of("/", "/jobs", "/store")) {
            browser.open(page(path));
            requireAccessible();
        }
        browser.click("#check button");
        browser.find("#check .good");
        browser.click("#garbage button");
        browser.find("#garbage dl");
        browser.click("#savings button");
        browser.find("#savings dl");
        browser.click("#quarantine button");
        browser.find("#quarantine dl");
        requireAccessible();

        browser.open(page("/"));
        browser.click(".reel-card a");
        browser.click(".frame .details");
        browser.click("#inspector [hx-get$='/cost']");
        browser.find("#scene-cost p");
        requireAccessible();
        browser.click(".tabs a[href$='/files']");
        browser.find(".welcome");
        requireAccessible();
        browser.click(".tabs a:first-child");
        browser.click("[data-add]");
        browser.find("#add");
        requireAccessible();
        FilmJobs.add(server.store(), onlyProject(), folder);
        browser.open(page("/jobs"));
        requireAccessible();
        requireOnlyOwnRequests();
    }

    @Test
    void takesLinesAndThePlanAreAtHand() {
        server.close();
        server = TestServer.in(folder, config -> config.withPrices(BoardFilm.PRICES));
        BoardFilm film = BoardFilm.make(server.store(), folder);
        String page = "/projects/" + film.project();
        browser.open(page(page + "?language=vi"));
        choosesAndUndoesWithAKey(film);
        editsALine();
        editsALineThatAnotherPersonChanges(film);
        requestsThePlan(film);

        browser.open(page(page + "/languages"));
        assertThat(browser.find(".matrix .is-planned").getText()).contains("Vietnamese planned");
        browser.click(".matrix td:last-child .line");
        browser.find(".matrix textarea").sendKeys(Keys.ESCAPE);
        browser.until("document.activeElement.matches('.matrix .line')");
        browser.click(".matrix [aria-label^='Takes of the video']");
        browser.find(".matrix .take-strip");
        requireAccessible();
        browser.find(".matrix .take:last-child .star").sendKeys("c");
        browser.find(".matrix .take.chosen");
        requireOnlyOwnRequests();
    }

    private void choosesAndUndoesWithAKey(BoardFilm film) {
        browser.click(".frame [aria-label^='Takes of the video']");
        browser.until("document.activeElement.matches('.take.stands .star')");
        requireAccessible();
        browser.press(Keys.ARROW_DOWN);
        browser.press("c");
        browser.until("document.activeElement.matches('.take.chosen.stands .star[aria-pressed=true]')");
        assertThat(browser.run("return document.querySelector('.frame').dataset.videoId"))
                .isEqualTo(film.firstTake());
        requireAccessible();
        browser.press("u");
        browser.until("!document.querySelector('.take.chosen')");
        browser.until("document.activeElement.matches('.take.stands .star')");
        assertThat(browser.run("return document.querySelector('.frame').dataset.videoId"))
                .isEqualTo(film.secondTake());
        browser.press("x");
        browser.until("document.querySelector('.take.rejected')");
        browser.until("document.activeElement.matches('.take.stands .star')");
        browser.press("u");
        browser.until("!document.querySelector('.take.rejected')");
        browser.until("document.activeElement.matches('.take.stands .star')");
        browser.click(".take:last-child [data-look]");
        browser.until("document.querySelector('#player').currentTime > 0.2");
        browser.run("document.querySelector('#player').pause()");
        browser.find(".take .star").sendKeys(Keys.ESCAPE);
        browser.until("!document.querySelector('.take-strip')");
        browser.until("document.activeElement.matches('.state')");
    }

    private void editsALine() {
        assertThat(browser.find(".frame .is-present[id$='-vi']").getText()).contains("present");
        browser.click(".frame .line");
        browser.until("document.activeElement.matches('.frame textarea')");
        requireAccessible();
        browser.press(Keys.chord(Keys.CONTROL, "a"));
        browser.press("Chao");
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        assertThat(browser.find(".frame .is-stale").getText()).contains("Vietnamese stale");
        browser.until("document.activeElement.matches('.frame .line')");
        assertThat(browser.find(".frame .line").getText()).isEqualTo("Chao");
        requireAccessible();
    }

    private void editsALineThatAnotherPersonChanges(BoardFilm film) {
        browser.click(".frame .line");
        browser.until("document.activeElement.matches('.frame textarea')");
        server.store()
                .scenes()
                .setLine(film.project(), BoardFilm.SCENE, LanguageTag.of("vi"), "Theirs", Optional.empty());
        browser.press(Keys.chord(Keys.CONTROL, "a"));
        browser.press("Mine");
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        assertThat(browser.find(".frame .line-form [role=alert] q").getText()).contains("Theirs");
        browser.until("document.activeElement.matches('.frame textarea') && document.activeElement.value === 'Mine'");
        requireAccessible();
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.until("document.activeElement.matches('.frame .line')");
        assertThat(browser.find(".frame .line").getText()).isEqualTo("Mine");
    }

    private void requestsThePlan(BoardFilm film) {
        browser.click(".title [hx-get$='/plan']");
        assertThat(browser.find("#plan-title").getText()).isEqualTo("Plan: 1 request for 0.04 USD");
        requireAccessible();
        browser.click("#planned button.primary");
        browser.until("document.querySelector('#plan-title').textContent.startsWith('Requested')");
        requireAccessible();
        assertThat(server.store().jobs().active()).containsEntry(JobState.PLANNED, 1L);
        browser.click("#planned a.button");
        browser.until("document.readyState === 'complete' && !document.querySelector('#planned section')");
        assertThat(film.project()).isEqualTo(onlyProject());
    }

    private ProjectId onlyProject() {
        return server.store()
                .projects()
                .list(ProjectFilter.ALL, PageRequest.first(1))
                .items()
                .get(0)
                .id();
    }

    @Test
    void aPersonDecidesAboutAJobWithoutLosingWhatIsTyped() {
        createProject();
        FilmJobs.add(server.store(), onlyProject(), folder);
        browser.open(page("/jobs"));
        browser.click(".job summary");
        browser.click(".job [value=accepted]");
        browser.type(".job [name=operation]", "operations/7");
        requireAccessible();
        browser.run("window.before = document.querySelector('#running')");
        browser.until("!window.before.isConnected");
        browser.click(".job details button");
        browser.until("document.readyState === 'complete' && !document.querySelector('.job-outcome_unknown')");
        assertThat(server.store().jobs().active()).doesNotContainKey(JobState.OUTCOME_UNKNOWN);
        browser.click("#running form button");
        browser.find(".job-cancelled");
        requireOnlyOwnRequests();
    }

    @Test
    void nothingIsCutOffOnANarrowScreen() {
        createProject();
        FilmJobs.add(server.store(), onlyProject(), folder);
        add(".dropzone", Samples.VIDEO_MP4.in(folder), "prompt", "The lamp turns");
        String project = browser.address();
        for (int width : new int[] {320, 1024, 1920}) {
            browser.look(width, HEIGHT, false);
            for (String path : List.of("/", project, project + "/languages", project + "/files", "/jobs", "/store")) {
                browser.open(page(path));
                assertThat(browser.number("document.documentElement.scrollWidth"))
                        .as(path + " at " + width)
                        .isLessThanOrEqualTo(width);
            }
        }
        browser.open(page(project + "?language=vi"));
        assertThat(browser.run("return [...document.querySelectorAll('.frame .state')]"
                        + ".filter(state => state.getBoundingClientRect().right"
                        + " > state.closest('.under').getBoundingClientRect().right).map(state => state.textContent)"))
                .as("states that are cut off in %s", browser.run("return document.querySelector('.frame').className"))
                .isEqualTo(List.of());
        browser.look(320, HEIGHT, false);
        browser.open(page(project));
        browser.drop(".frame", Samples.NARRATION_EN_MP3.in(folder));
        browser.find("#add .upload");
        requireFits("#add");
        browser.click("#add [data-close]");
        browser.click("[data-dialog=edit]");
        requireFits("#edit");
    }

    /** An open dialog and all of its fields are within the window, or can be scrolled to. */
    private void requireFits(String dialog) {
        browser.find(dialog + " [data-close]");
        assertThat(browser.run("""
                        const dialog = document.querySelector(arguments[0]);
                        return [dialog, ...dialog.querySelectorAll('*')]
                            .filter(part => part.checkVisibility())
                            .filter(part => part.getBoundingClientRect().left < 0
                                || part.getBoundingClientRect().right > innerWidth)
                            .map(part => part.outerHTML);
                        """, dialog))
                .as("parts of " + dialog + " that are cut off")
                .isEqualTo(List.of());
        assertThat(browser.number("document.querySelector('" + dialog + "').getBoundingClientRect().bottom"))
                .isLessThanOrEqualTo(HEIGHT);
    }

    @Test
    void aTokenOpensThePages() {
        String token = ReelstoreHandler.newToken();
        server.close();
        server = TestServer.in(folder, config -> config.withTokens(token));
        browser.open(page("/"));
        browser.find("[name=token]");
        requireAccessible();
        browser.type("[name=token]", "wrong");
        browser.click("main button");
        browser.find(".error");
        browser.console();
        browser.type("[name=token]", token);
        browser.click("main button");
        browser.find(".welcome");
        createProject();
        add(".dropzone", Samples.VIDEO_MP4.in(folder), "prompt", "The lamp turns");
        browser.click(".frame [data-play]");
        browser.until("document.querySelector('#player').currentTime > 0.2");
        savesAfterTheLoginHasEnded();
        browser.click(".top form button");
        browser.find("[name=token]");
        browser.open(page("/"));
        browser.find("[name=token]");
        requireOnlyOwnRequests();
    }

    private void savesAfterTheLoginHasEnded() {
        browser.open(URI.create(browser.address() + "?language=en"));
        browser.click(".frame .line");
        browser.until("document.activeElement.matches('.frame textarea')");
        browser.press("My words");
        browser.run("fetch('/logout', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'}})"
                + ".then(() => document.body.dataset.loggedOut = 'yes')");
        browser.until("document.body.dataset.loggedOut === 'yes'");
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.until("document.body.textContent.includes('You are logged out')");
        browser.until("document.querySelector('.frame textarea').value === 'My words'");
        // the refused request
        browser.console();
    }

    @Test
    void aFilmOfAThousandScenesInTenLanguagesStaysUsable() {
        String brief = "/projects/" + LongFilm.make(server.store(), folder, 10);
        String length = "/projects/" + LongFilm.make(server.store(), folder, 1_000);
        int shortSize = paint(brief);
        int longSize = paint(length);
        assertThat(longSize).as("bytes of the page").isLessThan(3 * shortSize);
        int first = browser.count(".frame");
        browser.run("const strip = document.querySelector('#strip'); strip.scrollLeft = strip.scrollWidth");
        browser.until("document.querySelectorAll('.frame').length > " + first);

        browser.open(page(length + "/languages"));
        int rows = browser.count(".matrix tbody tr");
        assertThat(browser.count(".matrix thead th")).isEqualTo(3 + LongFilm.LANGUAGES.size());
        browser.run("const matrix = document.querySelector('.matrix'); matrix.scrollTop = matrix.scrollHeight");
        browser.until("document.querySelectorAll('.matrix tbody tr').length > " + rows);
        browser.click(
                ".matrix tbody tr:last-of-type td:nth-of-type(3) .voice, .matrix tbody tr:nth-last-of-type(2) .voice");
        browser.until("document.querySelector('.matrix [aria-pressed=true]').style.getPropertyValue('--played') > 0");
        requireOnlyOwnRequests();
    }

    /** Prints the time until the page shows something, the median of some, and returns its size in bytes. */
    private int paint(String path) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            browser.open(page(path));
            browser.until("performance.getEntriesByName('first-contentful-paint').length > 0");
            times.add(browser.number("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }
        times.sort(Double::compare);
        System.out.println(
                "first paint of " + browser.run("return document.title") + ": " + times.get(4) + " ms, of " + times);
        return new PageClient(server.server().uri()).get(path).text().length();
    }
}
