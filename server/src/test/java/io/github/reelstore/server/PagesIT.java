package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.Storyboard;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages without a browser. */
class PagesIT {

    private static final String SCENE = "s1";
    private static final String MARKUP = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    @TempDir
    Path folder;

    private TestServer server;
    private PageClient browser;

    @BeforeEach
    void start() {
        server = TestServer.in(folder);
        browser = new PageClient(server.server().uri());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reelstore store() {
        return server.store();
    }

    private ProjectId project(String title) {
        return store().projects().create(title).id();
    }

    private static String page(ProjectId project) {
        return "/projects/" + project;
    }

    private ProjectId sample() {
        ProjectId project = project("Dusk");
        store().generations()
                .newPair(project)
                .image(
                        Samples.LIGHTHOUSE_PNG.in(folder),
                        image -> image.provider("imagen").prompt("A lighthouse"))
                .audio(
                        Samples.NARRATION_EN_MP3.in(folder),
                        audio -> audio.provider("tts").language("en"))
                .video(
                        Samples.VIDEO_MP4.in(folder),
                        video -> video.provider("veo")
                                .model("veo-9")
                                .sceneId(SCENE)
                                .prompt("The lamp turns"))
                .save();
        return project;
    }

    private static String part(ProjectId project, String scene) {
        return "/parts" + page(project) + "/scenes/"
                + URLEncoder.encode(scene, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private ProjectWithGenerations view(ProjectId project) {
        return store().projects().getProjectWithGenerations(project);
    }

    private String undo(PageClient.Page redirected) {
        Matcher undo = Pattern.compile("/undo/[0-9a-f-]+")
                .matcher(browser.get(redirected.location()).text());
        assertThat(undo.find()).isTrue();
        return undo.group();
    }

    @Test
    void anEmptyStoreSaysWhatToDoFirst() {
        PageClient.Page page = browser.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Create the first project").contains("action=\"/projects\"");
    }

    @Test
    void aFormCreatesAProject() {
        PageClient.Page created = browser.post(
                "/projects", Map.of("title", "Hải đăng", "description", "", "language", "VI", "channel", "coast"));
        assertThat(created.status()).isEqualTo(303);
        VideoProject project = store().projects()
                .list(ProjectFilter.ALL, PageRequest.first(2))
                .items()
                .get(0);
        assertThat(created.location()).isEqualTo(page(project.id()));
        assertThat(project.title()).isEqualTo("Hải đăng");
        assertThat(project.description()).isEmpty();
        assertThat(project.defaultLanguage()).contains(LanguageTag.of("vi"));
        assertThat(browser.get(created.location()).text()).contains("Hải đăng").contains("No scenes yet");
    }

    @Test
    void aFormWithAnInvalidValueIsAnsweredWithAPage() {
        PageClient.Page refused = browser.post("/projects", Map.of("title", " "));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(browser.post("/projects", Map.of("title", "x", "language", "not a tag"))
                        .status())
                .isEqualTo(400);
        assertThat(browser.get("/projects/none").status()).isEqualTo(404);
        assertThat(browser.get("/nothing").status()).isEqualTo(404);
        assertThat(browser.get("/?other=1").status()).isEqualTo(400);
    }

    @Test
    void markupInValuesIsText() {
        ProjectId project = store().projects()
                .create(VideoProject.builder().title(MARKUP).description(MARKUP))
                .id();
        VideoGeneration video = store().generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.empty(),
                        VideoGeneration.builder()
                                .prompt(MARKUP)
                                .sceneId(MARKUP)
                                .model(MARKUP)
                                .errorMessage(MARKUP),
                        List.of(),
                        List.of()));
        store().generations()
                .addImage(new NewImage(
                        project,
                        BlobSource.of(Samples.LIGHTHOUSE_PNG.in(folder)),
                        ImageGeneration.builder().provider(MARKUP).prompt(MARKUP)));
        store().generations()
                .addAudio(
                        new NewAudio(
                                project,
                                BlobSource.of(Samples.NARRATION_EN_MP3.in(folder)),
                                AudioGeneration.builder()
                                        .provider(MARKUP)
                                        .text(MARKUP)
                                        .voice(MARKUP)
                                        .language(LanguageTag.of("en")),
                                Optional.empty()),
                        video.id());
        store().scenes().update(project, MARKUP, row -> row.title(MARKUP).prompt(MARKUP));
        store().scenes().setLine(project, MARKUP, LanguageTag.of("en"), MARKUP, Optional.empty());
        for (String path : List.of(
                "/",
                "/?status=draft&channel=a%3Cb%3E",
                page(project),
                page(project) + "?language=en",
                page(project) + "/languages",
                page(project) + "/files",
                part(project, MARKUP),
                part(project, MARKUP) + "/cost",
                part(project, MARKUP) + "/card",
                part(project, MARKUP) + "/takes/video",
                part(project, MARKUP) + "/takes/audio?language=en",
                part(project, MARKUP) + "/lines/en",
                "/parts" + page(project) + "/film",
                "/parts" + page(project) + "/plan",
                "/projects/%3Cscript%3Ealert(1)%3C%2Fscript%3E")) {
            assertThat(browser.get(path).text())
                    .as(path)
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img src=x")
                    .doesNotContain("a<b>");
        }
        assertThat(browser.get(page(project)).text()).contains("&lt;script&gt;alert(1)");
    }

    @Test
    void pagesAllowNeitherInlineCodeNorOtherHosts() {
        ProjectId project = sample();
        new PlayedJobs(store(), folder)
                .unknown(new PlayedJobs(store(), folder)
                        .plan(project, "p", "1 USD")
                        .id());
        store().jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, Money.parse("2 USD"));
        for (String path : List.of(
                "/", page(project), page(project) + "/languages", page(project) + "/files", "/jobs", "/store")) {
            PageClient.Page page = browser.get(path);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                    .contains("form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.text())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContainPattern("\\s(style|on[a-z]+)=")
                    .doesNotContain("<style")
                    .doesNotContainPattern("(src|href|action)=\"(https?:|//)");
        }
    }

    @Test
    void assetsAreKeptByBrowsers() {
        Matcher asset = Pattern.compile("/assets/[0-9a-f]{12}/[a-z.]+")
                .matcher(browser.get("/").text());
        int found = 0;
        while (asset.find()) {
            PageClient.Page file = browser.get(asset.group());
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("Cache-Control").orElseThrow()).contains("immutable");
            found++;
        }
        assertThat(found).isEqualTo(4);
        assertThat(browser.get("/assets/0/..%2fpages.css").status()).isEqualTo(404);
    }

    @Test
    void aProjectShowsItsScenesWithTheirAudio() {
        ProjectId project = sample();
        String film = browser.get(page(project)).text();
        assertThat(film).contains(SCENE).contains("English audio of scene 1").contains("class=\"frame q22\"");
        assertThat(browser.get(page(project) + "?language=en").text()).contains("data-voice-name=\"English\"");
        assertThat(browser.get(page(project) + "?language=vi").text()).contains("Vietnamese missing");
        assertThat(browser.get(page(project) + "/languages").text()).contains("English audio of scene 1");
        String details = browser.get(part(project, SCENE)).text();
        assertThat(details).contains("veo-9").contains("SHA-256").contains("?download=true");
    }

    @Test
    void aPlannedSceneIsADashedFrame() {
        ProjectId project = project("Plan");
        assertThat(browser.post(page(project) + "/scenes", Map.of("prompt", "A boat"))
                        .status())
                .isEqualTo(303);
        assertThat(browser.get(page(project)).text())
                .containsPattern("class=\"frame q20 empty\"")
                .contains("A boat");
    }

    @Test
    void aFormChangesAProject() {
        ProjectId project = project("Old");
        browser.post(
                page(project) + "/edit",
                Map.of("title", "New", "status", "completed", "description", "", "language", "", "version", "1"));
        assertThat(store().projects().get(project).title()).isEqualTo("New");
        assertThat(store().projects().get(project).status().value()).isEqualTo("completed");
        assertThat(browser.get(page(project)).text()).contains("name=\"version\" value=\"2\"");
    }

    @Test
    void aFormOfAProjectThatHasChangedIsRefused() {
        ProjectId project = project("Old");
        store().projects().update(project, row -> row.description("Theirs"));
        PageClient.Page refused = browser.post(
                page(project) + "/edit",
                Map.of("title", "Mine", "status", "draft", "description", "Long <b>", "language", "", "version", "1"));
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.text())
                .contains("The project was changed after you opened this form", "Mine", "Long &lt;b&gt;")
                .contains("href=\"" + page(project) + "\"");
        assertThat(store().projects().get(project).title()).isEqualTo("Old");
        assertThat(store().projects().get(project).description()).contains("Theirs");
        assertThat(browser.post(page(project) + "/edit", Map.of("title", "Mine", "status", "draft", "version", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aFormOfASceneThatHasChangedIsRefused() {
        ProjectId project = sample();
        Matcher version = Pattern.compile("name=\"version\" value=\"(\\d+)\"")
                .matcher(browser.get(part(project, SCENE)).text());
        assertThat(version.find()).isTrue();
        store().scenes().update(project, SCENE, row -> row.title("Theirs"));
        String edit = page(project) + "/scenes/" + SCENE + "/edit";
        PageClient.Page refused =
                browser.post(edit, Map.of("title", "Mine", "prompt", "p", "version", version.group(1)));
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.text()).contains("The scene was changed after you opened this form", "Mine");
        Scene scene = store().scenes().get(project, SCENE);
        assertThat(scene.title()).contains("Theirs");
        Map<String, String> again = Map.of("title", "Mine", "prompt", "p", "version", String.valueOf(scene.version()));
        assertThat(browser.post(edit, again).status()).isEqualTo(303);
        assertThat(store().scenes().get(project, SCENE).title()).contains("Mine");
    }

    @Test
    void aDeletedSceneComesBackAsItWas() {
        ProjectId project = sample();
        store().scenes().setLine(project, SCENE, LanguageTag.of("en"), "The lamp turns.", Optional.empty());
        Storyboard before = store().storyboard().getStoryboard(project);
        PageClient.Page deleted = browser.post(page(project) + "/scenes/" + SCENE + "/delete", Map.of());
        assertThat(store().storyboard().getStoryboard(project).scenes()).isEmpty();
        assertThat(view(project).generations()).as("its files stay").hasSize(1);
        assertThat(browser.get(page(project) + "/files").text()).contains("The lamp turns");
        PageClient.Page undone = browser.post(undo(deleted), Map.of());
        assertThat(undone.location()).isEqualTo(page(project));
        Storyboard after = store().storyboard().getStoryboard(project);
        assertThat(after.scenes().get(0).lines())
                .isEqualTo(before.scenes().get(0).lines());
        assertThat(after.scenes().get(0).cells())
                .isEqualTo(before.scenes().get(0).cells());
    }

    @Test
    void aDeletedVideoComesBackAsItWas() {
        ProjectId project = sample();
        ProjectWithGenerations before = view(project);
        String id = before.generations().get(0).generation().id().value();
        PageClient.Page deleted = browser.post(page(project) + "/videos/" + id + "/delete", Map.of());
        assertThat(view(project).generations()).isEmpty();
        assertThat(browser.post(undo(deleted), Map.of()).location()).isEqualTo(page(project));
        ProjectWithGenerations after = view(project);
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*(image|audio).*\\.(sceneId|updatedAt)")
                .isEqualTo(before);
        // without the video they would have been in no scene
        assertThat(after.generations().get(0).image().orElseThrow().sceneId())
                .isEqualTo(after.generations().get(0).generation().sceneId());
        assertThat(store().maintenance().verify().problems()).isZero();
    }

    @Test
    void videosWithoutASceneBecomeScenes() {
        ProjectId project = project("Old");
        store().generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.of(BlobSource.of(Samples.VIDEO_MP4.in(folder))),
                        VideoGeneration.builder().prompt("The lamp turns"),
                        List.of(),
                        List.of()));
        assertThat(browser.get(page(project)).text()).contains("1 video is in no scene");
        assertThat(browser.get(page(project) + "/files").text()).contains("The lamp turns");
        assertThat(browser.post(page(project) + "/scenes-of-videos", Map.of()).status())
                .isEqualTo(303);
        assertThat(browser.get(page(project)).text())
                .contains("data-scene=\"scene-1\"")
                .contains("The lamp turns")
                .doesNotContain("in no scene");
        assertThat(browser.get(page(project) + "/files").text()).contains("Everything is in use");
    }

    /** A double click: both requests may run at the same time. */
    @Test
    void theSameVideosBecomeScenesOnce() throws Exception {
        ProjectId project = project("Old");
        for (int i = 0; i < 5; i++) {
            store().generations()
                    .addVideo(new NewGeneration(
                            project,
                            Optional.empty(),
                            VideoGeneration.builder().prompt("Video " + i),
                            List.of(),
                            List.of()));
        }
        ExecutorService clicks = Executors.newFixedThreadPool(4);
        try {
            Callable<PageClient.Page> click = () -> browser.post(page(project) + "/scenes-of-videos", Map.of());
            for (Future<PageClient.Page> page : clicks.invokeAll(Collections.nCopies(4, click))) {
                assertThat(page.get().status()).isEqualTo(303);
            }
        } finally {
            clicks.shutdown();
        }
        assertThat(store().scenes().list(project, PageRequest.first(100)).items())
                .hasSize(5)
                .allSatisfy(scene -> assertThat(view(project).generations())
                        .filteredOn(video -> video.generation().sceneId().equals(Optional.of(scene.sceneId())))
                        .singleElement()
                        .satisfies(
                                video -> assertThat(video.generation().prompt()).isEqualTo(scene.prompt())));
    }

    @Test
    void aDeletedProjectComesBackAsItWas() {
        ProjectId project = sample();
        store().projects().setFinalCut(project, BlobSource.of(Samples.VIDEO_MP4.in(folder)));
        ProjectWithGenerations before = view(project);
        PageClient.Page deleted = browser.post(page(project) + "/delete", Map.of());
        assertThat(browser.get(page(project)).status()).isEqualTo(404);
        assertThat(browser.get("/").text()).contains("Create the first project");
        String undo = undo(deleted);
        assertThat(browser.post(undo, Map.of()).status()).isEqualTo(303);
        assertThat(view(project)).isEqualTo(before);
        assertThat(store().maintenance().verify().problems()).isZero();
        assertThat(browser.post(undo, Map.of()).status()).as("only once").isEqualTo(404);
    }

    @Test
    void anImageThatAnotherProjectUsesComesBackToItsProject() {
        ProjectId project = sample();
        ProjectWithGenerations before = view(project);
        ImageGeneration image = before.generations().get(0).image().orElseThrow();
        store().generations()
                .addVideo(new NewGeneration(
                        project("Other"),
                        Optional.empty(),
                        VideoGeneration.builder().prompt("p").imageGenerationId(image.id()),
                        List.of(),
                        List.of()));
        PageClient.Page deleted = browser.post(page(project) + "/delete", Map.of());
        assertThat(store().generations().getImage(image.id()).projectId()).isEmpty();
        assertThat(browser.post(undo(deleted), Map.of()).status()).isEqualTo(303);
        assertThat(store().generations().getImage(image.id()).projectId()).contains(project);
        assertThat(view(project).generations()).hasSize(1);
    }

    @Test
    void formsWithTextThatIsNotUtf8AreRefused() {
        assertThat(browser.post("/projects", Map.of("title", "a\0b")).status()).isEqualTo(400);
        assertThat(store().projects()
                        .list(ProjectFilter.ALL, PageRequest.first(1))
                        .items())
                .isEmpty();
    }

    @Test
    void whatWasCollectedDoesNotComeBack() {
        ProjectId project = sample();
        String undo = undo(browser.post(page(project) + "/delete", Map.of()));
        store().maintenance()
                .collect(
                        CollectionService.Scope.TOMBSTONES,
                        Duration.ZERO,
                        CollectionService.Mode.REMOVE,
                        1,
                        files -> {});
        assertThat(browser.post(undo, Map.of()).status()).isEqualTo(404);
        assertThat(browser.get(page(project)).status()).isEqualTo(404);
        assertThat(store().maintenance().verify().problems()).isZero();
    }

    @Test
    void theStoreListsDeletedFilesAndRestoresThem() {
        ProjectId project = sample();
        VideoGeneration video = view(project).generations().get(0).generation();
        store().generations().deleteVideo(video.id());
        String key = video.filePath().orElseThrow().value();
        assertThat(browser.get("/store").text()).contains(key);
        assertThat(browser.get("/parts/store/check").text()).contains("no problems");
        assertThat(browser.get("/parts/store/garbage").text()).contains("Waiting");
        PageClient.Page restored = browser.post("/store/undelete", Map.of("key", key));
        assertThat(restored.location()).isEqualTo(page(project));
        assertThat(view(project).generations()).hasSize(1);
    }

    @Test
    void oneDeletedFileIsNotCalledFiles() {
        AudioGeneration audio = store().generations()
                .addAudio(new NewAudio(
                        project("Dusk"),
                        BlobSource.of(Samples.NARRATION_EN_MP3.in(folder)),
                        AudioGeneration.builder().provider("tts").language(LanguageTag.of("en")),
                        Optional.empty()));
        store().generations().deleteAudio(audio.id());
        assertThat(browser.get("/parts/store/garbage").text()).contains("0 files<", "1 file, ");
    }

    @Test
    void theStoreListsTheFilesInQuarantine() throws IOException {
        assertThat(browser.get("/parts/store/quarantine").text()).contains("0 files, 0 bytes");
        Path moved = Files.createDirectories(folder.resolve("media/quarantine/20260101-000000/projects/x/images"));
        for (int i = 0; i < 101; i++) {
            Files.write(moved.resolve(String.format("file-%03d.png", i)), new byte[20]);
        }
        assertThat(browser.get("/parts/store/quarantine").text())
                .contains("101 files, 2.0 kB", "quarantine/20260101-000000/projects/x/images/file-099.png", "20 bytes")
                .contains("Only the first are shown")
                .doesNotContain("file-100.png");
    }

    @Test
    void otherSitesCannotSendForms() {
        ProjectId project = project("Mine");
        Map<String, String> fields = Map.of();
        String delete = page(project) + "/delete";
        String origin = server.server().uri().toString();
        assertThat(browser.post(delete, fields, "Origin", "http://evil.example").status())
                .isEqualTo(403);
        assertThat(browser.post(delete, fields, "Origin", "null").status()).isEqualTo(403);
        assertThat(browser.post(delete, fields, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(browser.post(delete, fields, "Sec-Fetch-Site", "same-site").status())
                .isEqualTo(403);
        assertThat(browser.post(delete, fields, "X-Nothing", "x").status()).isEqualTo(403);
        assertThat(store().projects().get(project).title()).isEqualTo("Mine");
        assertThat(browser.post(delete, fields, "Origin", origin).status()).isEqualTo(303);
    }

    @Test
    void listsAreLoadedInParts() {
        for (int i = 0; i < 30; i++) {
            project("Project " + i);
        }
        String first = browser.get("/").text();
        assertThat(first.split("reel-card", -1)).hasSize(25);
        Matcher next = Pattern.compile("hx-get=\"(/parts/projects[^\"]*)\"").matcher(first);
        assertThat(next.find()).isTrue();
        String rest = browser.get(next.group(1).replace("&amp;", "&"), "HX-Request", "true")
                .text();
        assertThat(rest.split("reel-card", -1)).hasSize(7);
        assertThat(rest).doesNotContain("<html").doesNotContain("hx-get");
        assertThat(browser.get("/parts/projects?after=x", "HX-Request", "true").status())
                .isEqualTo(400);
    }

    @Test
    void scenesAreLoadedInPartsAndKeepTheirNumbers() {
        ProjectId project = project("Long");
        store().inTransaction(tx -> {
            for (int i = 1; i <= 30; i++) {
                tx.generations()
                        .insert(VideoGeneration.builder()
                                .id(GenerationId.of("scene-" + i))
                                .profileId(tx.profile())
                                .projectId(project)
                                .sceneId("take-" + i)
                                .prompt("Prompt " + i)
                                .createdAt(tx.now().plusSeconds(i))
                                .updatedAt(tx.now())
                                .build());
            }
            return project;
        });
        String first = browser.get(page(project)).text();
        assertThat(first).contains(">take-16<").doesNotContain(">take-17<");
        Matcher next = Pattern.compile("hx-get=\"(/parts/projects/[^\"]*/film[^\"]*)\"")
                .matcher(first);
        assertThat(next.find()).isTrue();
        String rest = browser.get(next.group(1).replace("&amp;", "&"), "HX-Request", "true")
                .text();
        assertThat(rest).contains("data-number=\"17\"").contains(">take-30<").doesNotContain(">take-16<");

        // an open page that shows 20 scenes asks for the other four at once
        String four = browser.get("/parts" + page(project) + "/film?after=take-16&count=4")
                .text();
        assertThat(four).contains(">take-20<").doesNotContain(">take-21<");
        assertThat(browser.get("/parts" + page(project) + "/film?count=all").text())
                .contains("The count must be a number");
    }

    private void requireThatDeletionsOfOthersStay(Reelstore other) {
        ProjectId project = other.projects().create("Theirs too").id();
        VideoGeneration video = other.generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.of(BlobSource.of(Samples.VIDEO_MP4.in(folder))),
                        VideoGeneration.builder().prompt("p"),
                        List.of(),
                        List.of()));
        String[] theirs = {"Origin", server.server().uri().toString(), "Reelstore-Profile", "other"};
        String deleted =
                browser.post(page(project) + "/delete", Map.of(), theirs).location();
        String id = deleted.substring(deleted.indexOf("undo=") + "undo=".length());
        assertThat(browser.get(deleted).text()).doesNotContain(id).doesNotContain("Theirs too");
        assertThat(browser.post("/undo/" + id, Map.of()).status()).isEqualTo(404);
        Map<String, String> file = Map.of("key", video.filePath().orElseThrow().value());
        assertThat(browser.get("/store").text()).doesNotContain(file.get("key"));
        assertThat(browser.post("/store/undelete", file).status()).isEqualTo(404);
        assertThat(browser.post("/undo/" + id, Map.of(), theirs).status())
                .as("still theirs")
                .isEqualTo(303);
        assertThat(other.generations().getVideo(video.id())).isEqualTo(video);
    }

    @Test
    void otherProfilesAreNotFound() {
        Reelstore other = store().withProfile(new ProfileId("other"));
        ProjectId project = other.projects().create("Theirs").id();
        VideoGeneration video = other.generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.empty(),
                        VideoGeneration.builder().prompt("p").sceneId(SCENE),
                        List.of(),
                        List.of()));
        ProjectId mine = project("Mine");
        for (String path : List.of("", "/languages", "/files", "/thumbnail")) {
            assertThat(browser.get(page(project) + path).status()).as(path).isEqualTo(404);
        }
        for (String path : List.of(
                "/film",
                "/languages",
                "/plan",
                "/scenes/s1",
                "/scenes/s1/card",
                "/scenes/s1/cost",
                "/scenes/s1/takes/video",
                "/scenes/s1/lines/en")) {
            assertThat(browser.get("/parts" + page(project) + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(browser.get(part(mine, SCENE)).status()).isEqualTo(404);
        Map<String, String> edit = Map.of("title", "Mine", "status", "draft", "version", "1");
        assertThat(browser.post(page(project) + "/edit", edit).status()).isEqualTo(404);
        assertThat(browser.post(page(project) + "/delete", Map.of()).status()).isEqualTo(404);
        assertThat(browser.post(page(project) + "/scenes", Map.of("prompt", "p"))
                        .status())
                .isEqualTo(404);
        for (String path : List.of(
                "/scenes-of-videos",
                "/plan",
                "/scenes/s1/delete",
                "/scenes/s1/edit",
                "/scenes/s1/lines/en",
                "/scenes/s1/takes/video/choose",
                "/scenes/s1/takes/video/undo",
                "/scenes/s1/takes/video/reject")) {
            String shown = path.contains("lines") ? InputDigest.of("").value() : "1 request";
            Map<String, String> fields =
                    Map.of("take", video.id().value(), "text", "t", "shown", shown, "version", "1");
            assertThat(browser.post(page(project) + path, fields).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(browser.post(
                                page(mine) + "/scenes/s1/takes/video/choose",
                                Map.of("take", video.id().value()))
                        .status())
                .isEqualTo(404);
        assertThat(browser.post(page(mine) + "/videos/" + video.id() + "/delete", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(browser.get("/").text()).doesNotContain("Theirs");
        requireThatDeletionsOfOthersStay(other);
        assertThat(other.projects().get(project).title()).isEqualTo("Theirs");
    }
}
