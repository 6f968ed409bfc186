package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.server.ApiClient.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StoryboardApiIT {

    private static final String KEY = "Idempotency-Key";

    @TempDir
    Path folder;

    private TestServer server;
    private ApiClient api;
    private ProjectId project;

    @BeforeEach
    void start() {
        PriceTable prices = new PriceTable(List.of(new Price(
                "tts",
                Optional.empty(),
                new Price.Basis.PerCharacter(),
                Money.parse("0.01 USD"),
                LocalDate.EPOCH,
                Optional.empty())));
        server = TestServer.in(folder, config -> config.withPrices(prices));
        api = server.client();
        project = server.store().projects().create("Dusk").id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String path(String rest) {
        return "/api/v1/projects/" + project + rest;
    }

    private JsonNode scene(String id) {
        return api.json("POST", path("/scenes"), "{\"sceneId\": \"" + id + "\", \"prompt\": \"A lamp\"}")
                .json(201);
    }

    private JsonNode line(String scene, String language, String text) {
        return api.json("PUT", path("/scenes/" + scene + "/lines/" + language), "{\"text\": \"" + text + "\"}")
                .json(200);
    }

    private String video(String scene) {
        return api.file(
                        "POST",
                        "/api/v1/videos?projectId=" + project + "&prompt=A%20lamp&sceneId=" + scene,
                        "video/mp4",
                        Samples.VIDEO_MP4.bytes())
                .json(201)
                .get("id")
                .asString();
    }

    private JsonNode cell(String scene, String track, String language) {
        for (JsonNode one : api.get(path("/storyboard")).json(200).get("scenes")) {
            for (JsonNode cell : one.get("cells")) {
                if (one.get("sceneId").asString().equals(scene)
                        && cell.get("track").asString().equals(track)
                        && cell.get("language").asString("").equals(language)) {
                    return cell;
                }
            }
        }
        throw new AssertionError("There is no cell " + scene + ", " + track + " " + language + ".");
    }

    private List<String> order() {
        return api.get(path("/scenes"))
                .json(200)
                .get("items")
                .valueStream()
                .map(one -> one.get("sceneId").asString())
                .toList();
    }

    private Reply post(String path, String... headers) {
        return api.file("POST", path, "application/octet-stream", new byte[0], headers);
    }

    @Test
    void scenesAreAddedChangedMovedDeletedAndRestored() {
        Reply added = api.json(
                "POST",
                path("/scenes"),
                "{\"title\": \"Dusk\", \"prompt\": \"A lamp\", \"lengthMs\": 8000, \"meta\": {\"a\": 1}}");
        assertThat(added.json(201).get("sceneId").asString()).isEqualTo("scene-1");
        assertThat(added.header("Location")).contains(path("/scenes/scene-1"));
        scene("s2");
        api.json("POST", path("/scenes"), "{\"sceneId\": \"s 3/x\", \"before\": \"s2\"}")
                .json(201);
        assertThat(order()).containsExactly("scene-1", "s 3/x", "s2");
        api.json("POST", path("/scenes"), "{\"sceneId\": \"s2\"}").problem(409, "already-exists");

        Reply got = api.get(path("/scenes/s%203%2Fx"));
        String tag = got.header("ETag").orElseThrow();
        assertThat(api.get(path("/scenes/s%203%2Fx"), "If-None-Match", tag).status())
                .isEqualTo(304);
        JsonNode changed = api.json("PATCH", path("/scenes/scene-1"), "{\"title\": null, \"meta\": {\"b\": 2}}")
                .json(200);
        assertThat(changed.get("title").isNull()).isTrue();
        assertThat(changed.get("lengthMs").asLong()).isEqualTo(8_000);
        assertThat(changed.get("meta").toString()).isEqualTo("{\"a\":1,\"b\":2}");
        api.json("PATCH", path("/scenes/scene-1"), "{\"prompt\": \"B\"}", "If-Match", "\"1\"")
                .problem(412, "version-mismatch");
        api.json("PATCH", path("/scenes/scene-1"), "{\"prompt\": \"B\"}", "If-Match", "\"2\"")
                .json(200);

        api.json("POST", path("/scenes/s2/move"), "{\"place\": \"first\"}").json(200);
        api.json("POST", path("/scenes/scene-1/move"), "{\"after\": \"s 3/x\"}").json(200);
        assertThat(order()).containsExactly("s2", "s 3/x", "scene-1");
        api.json("POST", path("/scenes/s2/move"), "{\"before\": \"s2\"}").problem(400, "invalid-input");
        api.json("POST", path("/scenes/s2/move"), "{\"place\": \"first\", \"after\": \"scene-1\"}")
                .problem(400, "invalid-input");
        api.json("POST", path("/scenes/s2/move"), "{\"place\": \"middle\"}").problem(400, "invalid-input");

        assertThat(api.delete(path("/scenes/s2")).json(200).get("deletedAt").isNull())
                .isFalse();
        api.get(path("/scenes/s2")).problem(404, "not-found");
        assertThat(order()).containsExactly("s 3/x", "scene-1");
        post(path("/scenes/s2/restore")).json(200);
        assertThat(order()).containsExactly("s2", "s 3/x", "scene-1");
    }

    @Test
    void scenesThatOnlyRowsNameAreStoredOnRequest() {
        video("row");
        assertThat(order()).isEmpty();

        JsonNode added = post(path("/scenes-from-rows")).json(200).get("items");

        assertThat(added.findValuesAsString("sceneId")).containsExactly("row");
        assertThat(order()).containsExactly("row");
        assertThat(post(path("/scenes-from-rows")).json(200).get("items")).isEmpty();
        api.json("POST", "/api/v1/projects/none/scenes-from-rows", "{}").problem(404, "not-found");
    }

    @Test
    void scenesAreListedPageByPageInTheirOrder() {
        for (int i = 5; i > 0; i--) {
            scene("s" + i);
        }
        JsonNode first = api.get(path("/scenes?limit=2")).json(200);
        assertThat(first.get("items").get(1).get("sceneId").asString()).isEqualTo("s4");
        JsonNode next = api.get(
                        path("/scenes?limit=3&after=" + first.get("nextCursor").asString()))
                .json(200);
        assertThat(next.get("items").get(0).get("sceneId").asString()).isEqualTo("s3");
        assertThat(next.get("nextCursor").isNull()).isTrue();
    }

    @Test
    void aRepeatedRequestWithAKeyAddsOneScene() {
        String body = "{\"prompt\": \"A lamp\"}";
        JsonNode first = api.json("POST", path("/scenes"), body, KEY, "k").json(201);
        Reply again = api.json("POST", path("/scenes"), body, KEY, "k");
        assertThat(again.json(201)).isEqualTo(first);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(order()).containsExactly("scene-1");
    }

    @Test
    void linesAreSetListedAndDeleted() {
        scene("s1");
        line("s1", "en", "Good evening");
        JsonNode line = api.json(
                        "PUT", path("/scenes/s1/lines/VI"), "{\"text\": \"Chào buổi tối\", \"translatedFrom\": \"en\"}")
                .json(200);
        assertThat(line.get("language").asString()).isEqualTo("vi");
        assertThat(line.get("translatedFrom").asString()).isEqualTo("en");
        line("s1", "en", "Good night");
        JsonNode board = api.get(path("/storyboard")).json(200);
        JsonNode lines = board.get("scenes").get(0).get("lines");
        assertThat(lines.get(0).get("outdated").asBoolean()).isFalse();
        assertThat(lines.get(1).get("outdated").asBoolean()).isTrue();
        assertThat(api.get(path("/scenes/s1/lines")).json(200).get("items").size())
                .isEqualTo(2);
        api.delete(path("/scenes/s1/lines/vi")).json(200);
        api.delete(path("/scenes/s1/lines/vi")).problem(404, "not-found");
        api.json("PUT", path("/scenes/s1/lines/vi"), "{\"text\": \" \"}").problem(400, "invalid-input");
        api.json("PUT", path("/scenes/s1/lines/vi"), "{}").problem(400, "invalid-input");
        api.json("PUT", path("/scenes/none/lines/vi"), "{\"text\": \"t\"}").problem(404, "not-found");
    }

    @Test
    void settingsAreSetListedAndDeleted() {
        scene("s1");
        api.json("PUT", path("/settings/audio"), "{\"provider\": \"tts\", \"parameters\": {\"speed\": 1}}")
                .json(200);
        JsonNode special = api.json("PUT", path("/settings/audio?scene=s1&language=VI"), "{\"voice\": \"Mai\"}")
                .json(200);
        assertThat(special.get("scene").asString()).isEqualTo("s1");
        assertThat(special.get("language").asString()).isEqualTo("vi");
        JsonNode all = api.get(path("/settings")).json(200).get("items");
        assertThat(all.size()).isEqualTo(2);
        assertThat(all.get(0).get("parameters").toString()).isEqualTo("{\"speed\":1}");
        api.delete(path("/settings/audio?scene=s1&language=vi")).json(200);
        api.delete(path("/settings/audio?scene=s1&language=vi")).problem(404, "not-found");
        api.json("PUT", path("/settings/video?language=vi"), "{}").problem(400, "invalid-input");
        api.json("PUT", path("/settings/film"), "{}").problem(400, "invalid-input");
        api.json("PUT", path("/settings/video?scene=none"), "{}").problem(404, "not-found");
        api.delete(path("/settings/audio?scene=none")).problem(404, "not-found");
        api.json("PUT", path("/settings/audio?scene="), "{}").problem(400, "invalid-input");
        api.delete(path("/settings/audio?scene=")).problem(400, "invalid-input");
        assertThat(api.get(path("/settings")).json(200).get("items").size()).isEqualTo(1);
    }

    @Test
    void aTakeIsChosenUndoneAndRejected() {
        scene("s1");
        String first = video("s1");
        String second = video("s1");
        String takes = path("/scenes/s1/takes/video");
        JsonNode page = api.get(takes + "?limit=1").json(200);
        assertThat(page.get("items").get(0).get("id").asString()).isEqualTo(second);
        assertThat(api.get(takes + "?limit=1&after=" + page.get("nextCursor").asString())
                        .json(200)
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo(first);
        assertThat(api.get(takes + "/standing").json(200).get("take").get("id").asString())
                .isEqualTo(second);
        post(takes + "/undo").problem(409, "wrong-state");

        String choice = "{\"take\": \"" + first + "\", \"reason\": \"calmer\"}";
        JsonNode chosen = api.json("POST", takes + "/choose", choice, KEY, "c").json(200);
        assertThat(chosen.get("take").get("id").asString()).isEqualTo(first);
        assertThat(api.json("POST", takes + "/choose", choice, KEY, "c").json(200))
                .isEqualTo(chosen);
        assertThat(api.get(takes + "/choices").json(200).get("items").size()).isEqualTo(1);
        assertThat(cell("s1", "video", "").get("choice").get("reason").asString())
                .isEqualTo("calmer");
        post(takes + "/undo").json(200);
        assertThat(cell("s1", "video", "").get("take").get("id").asString()).isEqualTo(second);

        JsonNode left = api.json("POST", path("/takes/video/" + second + "/reject"), "{\"reason\": \"blurred\"}")
                .json(200);
        assertThat(left.get("take").get("id").asString()).isEqualTo(first);
        assertThat(post(takes + "/undo").json(200).get("take").get("id").asString())
                .isEqualTo(second);
        api.json("POST", takes + "/choose", "{\"take\": \"none\"}").problem(404, "not-found");
        for (String none : List.of("", "/standing", "/choices")) {
            api.get(path("/scenes/none/takes/video" + none)).problem(404, "not-found");
        }
        post(path("/scenes/none/takes/video/undo")).problem(404, "not-found");
        api.json("POST", takes + "/choose", "{}").problem(400, "invalid-input");
        api.get(path("/scenes/s1/takes/audio")).problem(400, "invalid-input");
        api.get(path("/scenes/s1/takes/video?language=vi")).problem(400, "invalid-input");
    }

    @Test
    void deletingAChosenTakeSaysWhatStandsNow() {
        scene("s1");
        String first = video("s1");
        String second = video("s1");
        api.json("POST", path("/scenes/s1/takes/video/choose"), "{\"take\": \"" + first + "\"}")
                .json(200);
        JsonNode deleted = api.delete("/api/v1/videos/" + first).json(200);
        assertThat(deleted.get("rows").asInt()).isEqualTo(1);
        JsonNode stands = deleted.get("chosenIn").get(0);
        assertThat(stands.get("scene").asString()).isEqualTo("s1");
        assertThat(stands.get("take").get("id").asString()).isEqualTo(second);
        assertThat(stands.get("lostChoice").asBoolean()).isTrue();
        assertThat(api.delete("/api/v1/videos/" + second).json(200).get("chosenIn"))
                .isEmpty();
    }

    @Test
    void anImageAudioOrAVideoGetsASceneAndLosesIt() {
        scene("s1");
        String image = stored("images?provider=painter", "image/png", Samples.LIGHTHOUSE_PNG);
        String audio = stored("audios?provider=speaker&language=vi", "audio/wav", Samples.NARRATION_VI_WAV);
        String video = stored("videos?prompt=A%20lamp", "video/mp4", Samples.VIDEO_MP4);
        assertThat(api.get(path("/scenes/s1/takes/image")).json(200).get("items"))
                .isEmpty();
        for (String row : List.of(image, audio, video)) {
            JsonNode changed = api.json("PATCH", row, "{\"sceneId\": \"s1\"}").json(200);
            assertThat(changed.get("sceneId").asString()).isEqualTo("s1");
            assertThat(api.json("PATCH", row, "{}").json(200)).isEqualTo(changed);
            api.json("PATCH", row, "{\"filePath\": \"x\"}").problem(400, "invalid-input");
        }
        for (String track : List.of("image", "audio", "video")) {
            String language = track.equals("audio") ? "vi" : "";
            assertThat(cell("s1", track, language).get("takes").asInt()).isEqualTo(1);
        }
        for (String none : List.of("null", "\"\"")) {
            assertThat(api.json("PATCH", image, "{\"sceneId\": " + none + "}")
                            .json(200)
                            .get("sceneId")
                            .isNull())
                    .isTrue();
            assertThat(api.get(path("/scenes/s1/takes/image")).json(200).get("items"))
                    .isEmpty();
            api.json("PATCH", image, "{\"sceneId\": \"s1\"}").json(200);
        }
        for (String kind : List.of("images", "audios", "videos")) {
            api.json("PATCH", "/api/v1/" + kind + "/none", "{\"sceneId\": \"s1\"}")
                    .problem(404, "not-found");
        }
    }

    /** The path of a row. */
    private String stored(String request, String type, Samples sample) {
        String id = api.file("POST", "/api/v1/" + request + "&projectId=" + project, type, sample.bytes())
                .json(201)
                .get("id")
                .asString();
        return "/api/v1/" + request.substring(0, request.indexOf('?')) + "/" + id;
    }

    @Test
    void aSceneThatOnlyRowsNameIsReadAndChangedWithTheVersionZero() {
        video("named");
        Reply scene = api.get(path("/scenes/named"));
        assertThat(scene.json(200).get("version").asInt()).isZero();
        assertThat(scene.header("ETag")).contains("\"0\"");
        assertThat(order()).as("reading stores nothing").isEmpty();
        String title = "{\"title\": \"Dusk\"}";
        api.json("PATCH", path("/scenes/named"), title, "If-Match", "\"1\"").problem(412, "version-mismatch");
        JsonNode changed = api.json("PATCH", path("/scenes/named"), title, "If-Match", "\"0\"")
                .json(200);
        assertThat(changed.get("title").asString()).isEqualTo("Dusk");
        assertThat(order()).containsExactly("named");
        api.json("PATCH", path("/scenes/named"), title, "If-Match", "\"0\"").problem(412, "version-mismatch");
    }

    @Test
    void aRequestForASceneThatTheProjectDoesNotHaveIsRefused() {
        String job = "{\"projectId\": \"" + project
                + "\", \"provider\": \"tts\", \"kind\": \"audio\", \"text\": \"chao\", \"sceneId\": \"s1\"}";
        scene("s2");
        assertThat(api.json("POST", "/api/v1/jobs", job).problem(404, "not-found"))
                .isNotNull();
        api.json("POST", "/api/v1/job-batches", "{\"requests\": [" + job + "]}").problem(404, "not-found");
        assertThat(jobs()).isZero();
        scene("s1");
        api.json("POST", "/api/v1/jobs", job).json(201);
    }

    @Test
    void oneEditedLineMakesOneCellStaleAndPlansOneRequest() {
        scene("s1");
        scene("s2");
        api.json("PUT", path("/settings/audio"), "{\"provider\": \"tts\", \"voice\": \"Mai\"}")
                .json(200);
        for (String scene : List.of("s1", "s2")) {
            line(scene, "vi", "xin");
            api.file(
                            "POST",
                            "/api/v1/audios?projectId=" + project
                                    + "&provider=tts&voice=Mai&text=xin&language=vi&sceneId=" + scene,
                            "audio/wav",
                            Samples.NARRATION_VI_WAV.bytes())
                    .json(201);
        }
        assertThat(api.get(path("/plan?tracks=audio")).json(200).get("requests").asInt())
                .isZero();
        line("s2", "vi", "chao");
        assertThat(cell("s1", "audio", "vi").get("state").asString()).isNotEqualTo("stale");
        JsonNode stale = cell("s2", "audio", "vi");
        assertThat(stale.get("state").asString()).isEqualTo("stale");
        assertThat(stale.get("changed").toString()).isEqualTo("[\"text\"]");

        JsonNode plan = api.get(path("/plan?tracks=audio&languages=vi&scene=s1&scene=s2"))
                .json(200);
        assertThat(plan.get("requests").asInt()).isEqualTo(1);
        assertThat(plan.get("total").toString()).isEqualTo("[{\"amount\":\"0.04\",\"currency\":\"USD\"}]");
        assertThat(jobs()).as("a plan requests nothing").isZero();

        String scope = "{\"tracks\": [\"audio\"]}";
        JsonNode requested = api.json("POST", path("/plan"), scope, KEY, "p").json(200);
        assertThat(requested.get("answers").size()).isEqualTo(1);
        assertThat(requested.get("answers").get(0).get("outcome").asString()).isEqualTo("planned");
        assertThat(api.json("POST", path("/plan"), scope, KEY, "p").json(200)).isEqualTo(requested);
        assertThat(jobs()).isEqualTo(1);
        assertThat(cell("s2", "audio", "vi").get("state").asString()).isEqualTo("planned");
    }

    private long jobs() {
        return server.store()
                .jobs()
                .list(JobFilter.of(project), PageRequest.first(10))
                .items()
                .size();
    }

    @Test
    void aPlanOverBudgetRequestsNothing() {
        server.store().jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0.05 USD"));
        api.json("PUT", path("/settings/audio"), "{\"provider\": \"tts\"}").json(200);
        for (String scene : List.of("s1", "s2")) {
            scene(scene);
            line(scene, "vi", "chao " + scene);
        }
        api.json("POST", path("/plan"), "{\"tracks\": [\"audio\"]}").problem(409, "budget-exceeded");
        assertThat(jobs()).isZero();
        api.json("POST", path("/plan"), "{\"tracks\": [\"film\"]}").problem(400, "invalid-input");
    }

    @Test
    void aPlanThatHasChangedIsNotRequested() {
        api.json("PUT", path("/settings/audio"), "{\"provider\": \"tts\"}").json(200);
        scene("s1");
        line("s1", "vi", "chao");
        String shown = guarded();
        line("s1", "vi", "xin chao");
        assertThat(api.json("POST", path("/plan"), shown)
                        .problem(409, "wrong-state")
                        .get("detail")
                        .asString())
                .endsWith("Read the plan again.");
        assertThat(jobs()).isZero();

        JsonNode requested = api.json("POST", path("/plan"), guarded()).json(200);
        assertThat(requested.get("answers").size()).isEqualTo(1);
        assertThat(requested.get("digest").isString()).isTrue();
    }

    /** The body that requests the audio of the plan that is shown now. */
    private String guarded() {
        JsonNode plan = api.get(path("/plan?tracks=audio")).json(200);
        return "{\"tracks\": [\"audio\"], \"digest\": \"" + plan.get("digest").asString() + "\"}";
    }

    @ParameterizedTest
    @CsvSource({"languages, language", "tracks, track", "scenes, scene"})
    void anEmptyListIsNotTakenForAll(String name, String one) {
        api.json("PUT", path("/settings/audio"), "{\"provider\": \"tts\"}").json(200);
        scene("s1");
        line("s1", "vi", "chao");
        JsonNode problem =
                api.json("POST", path("/plan"), "{\"" + name + "\": []}").problem(400, "invalid-input");
        assertThat(problem.get("detail").asString())
                .isEqualTo("Name at least one " + one + ", or leave " + name + " out for all.");
        assertThat(jobs()).isZero();
    }

    @Test
    void anotherTakeIsRequestedOfWhatTheSceneSays() {
        scene("s1");
        String again = path("/scenes/s1/takes/audio/again?language=vi");
        api.call("POST", again, BodyPublishers.noBody()).problem(409, "wrong-state");
        assertThat(jobs()).isZero();
        api.json("PUT", path("/settings/audio"), "{\"provider\": \"tts\"}").json(200);
        line("s1", "vi", "chao");
        JsonNode planned =
                api.call("POST", again, BodyPublishers.noBody(), KEY, "again").json(201);
        assertThat(planned.get("outcome").asString()).isEqualTo("planned");
        assertThat(planned.get("price").toString()).isEqualTo("{\"amount\":\"0.04\",\"currency\":\"USD\"}");
        assertThat(api.call("POST", again, BodyPublishers.noBody(), KEY, "again")
                        .json(201))
                .isEqualTo(planned);
        assertThat(jobs()).isEqualTo(1);
        api.call("POST", again, BodyPublishers.noBody()).json(201);
        assertThat(jobs()).as("each is one more").isEqualTo(2);
        api.call("POST", path("/scenes/none/takes/video/again"), BodyPublishers.noBody())
                .problem(404, "not-found");
    }

    @Test
    void captionsAreWrittenAndReadBack() {
        scene("s1");
        scene("s2");
        line("s1", "vi", "Chào");
        line("s2", "vi", "Tạm biệt");
        video("s1");
        video("s2");
        Reply vtt = api.get(path("/captions/vi/vtt"));
        assertThat(vtt.header("Content-Type")).contains("text/vtt;charset=utf-8");
        assertThat(vtt.text()).startsWith("WEBVTT").contains("Chào").contains("Tạm biệt");
        Reply srt = api.get(path("/captions/vi/srt"));
        assertThat(srt.header("Content-Type")).contains("application/x-subrip;charset=utf-8");
        String edited = vtt.text().replace("Tạm biệt", "Hẹn gặp lại");
        JsonNode preview = api.file(
                        "PUT", path("/captions/vi?dryRun=true"), "text/vtt", edited.getBytes(StandardCharsets.UTF_8))
                .json(200);
        api.file("PUT", path("/captions/vi?dryRun=1"), "text/vtt", edited.getBytes(StandardCharsets.UTF_8))
                .problem(400, "invalid-input");
        api.get(path("/captions/de/vtt")).problem(404, "not-found");
        assertThat(preview.get("dryRun").asBoolean()).isTrue();
        assertThat(preview.get("changed").get(0).get("before").asString()).isEqualTo("Tạm biệt");
        assertThat(api.get(path("/captions/vi/srt")).text()).contains("Tạm biệt");
        JsonNode imported = api.file("PUT", path("/captions/vi"), "text/vtt", edited.getBytes(StandardCharsets.UTF_8))
                .json(200);
        assertThat(imported.get("changed").size()).isEqualTo(1);
        assertThat(imported.get("unchanged").asInt()).isEqualTo(1);
        assertThat(api.get(path("/captions/vi/srt")).text()).contains("Hẹn gặp lại");
        theLanguagesThatAreHeardSayHowLongASceneLasts();
        api.file("PUT", path("/captions/vi"), "text/vtt", "no captions".getBytes(StandardCharsets.UTF_8))
                .problem(400, "invalid-input");
        api.file("PUT", path("/captions/vi"), "text/vtt", new byte[] {(byte) 0xC3, 0x28})
                .problem(400, "invalid-input");
        api.file("PUT", path("/captions/vi"), "image/png", new byte[] {1}).problem(415, "unsupported-media-type");
    }

    /** The second scene starts when the audio that is heard has ended, which is longer than its video. */
    private void theLanguagesThatAreHeardSayHowLongASceneLasts() {
        api.file(
                        "POST",
                        "/api/v1/audios?projectId=" + project + "&provider=tts&language=en&sceneId=s1",
                        "audio/wav",
                        Samples.NARRATION_VI_WAV.bytes())
                .json(201);
        api.file(
                        "POST",
                        "/api/v1/audios?projectId=" + project + "&provider=tts&language=vi&sceneId=s2",
                        "audio/wav",
                        Samples.NARRATION_VI_WAV.bytes())
                .json(201);
        String own = api.get(path("/captions/vi/vtt")).text();
        String heard = api.get(path("/captions/vi/vtt?heard=en")).text();
        assertThat(heard).isNotEqualTo(own).contains("Chào");
        assertThat(api.get(path("/captions/vi/srt?heard=en,fr")).text()).isNotEqualTo(own);
        assertThat(api.file("PUT", path("/captions/vi?heard=en"), "text/vtt", heard.getBytes(StandardCharsets.UTF_8))
                        .json(200)
                        .get("unplaced"))
                .isEmpty();
        api.get(path("/captions/vi/vtt?heard=x_y")).problem(400, "invalid-input");
    }

    @Test
    void projectsOfOtherProfilesDoNotExist() {
        scene("s1");
        line("s1", "vi", "Chào");
        String take = video("s1");
        ApiClient other = api.with("Reelstore-Profile", "other");
        for (String path : List.of(
                "/scenes",
                "/scenes/s1",
                "/scenes/s1/lines",
                "/settings",
                "/scenes/s1/takes/video",
                "/scenes/s1/takes/video/standing",
                "/scenes/s1/takes/video/choices",
                "/storyboard",
                "/plan",
                "/captions/vi/vtt",
                "/captions/vi/srt")) {
            other.get(path(path)).problem(404, "not-found");
        }
        other.delete(path("/scenes/s1")).problem(404, "not-found");
        other.delete(path("/scenes/s1/lines/vi")).problem(404, "not-found");
        other.delete(path("/settings/audio")).problem(404, "not-found");
        other.json("PATCH", path("/scenes/s1"), "{\"title\": \"t\"}").problem(404, "not-found");
        other.json("PUT", path("/scenes/s1/lines/vi"), "{\"text\": \"t\"}").problem(404, "not-found");
        other.json("PUT", path("/settings/audio"), "{\"voice\": \"v\"}").problem(404, "not-found");
        other.json("POST", path("/scenes"), "{}").problem(404, "not-found");
        other.json("POST", path("/scenes/s1/move"), "{\"place\": \"first\"}").problem(404, "not-found");
        other.json("POST", path("/plan"), "{}").problem(404, "not-found");
        other.json("POST", path("/scenes/s1/takes/video/choose"), "{\"take\": \"" + take + "\"}")
                .problem(404, "not-found");
        other.json("POST", path("/takes/video/" + take + "/reject"), "{}").problem(404, "not-found");
        for (String path : List.of("/scenes/s1/restore", "/scenes/s1/takes/video/undo")) {
            other.file("POST", path(path), "application/octet-stream", new byte[0])
                    .problem(404, "not-found");
        }
        other.file(
                        "PUT",
                        path("/captions/vi"),
                        "text/vtt",
                        "WEBVTT\n\ns1\n00:00.000 --> 00:01.000\nt\n".getBytes(StandardCharsets.UTF_8))
                .problem(404, "not-found");

        // a take of another profile cannot be chosen in a project of one's own
        ProjectId theirs = server.store()
                .withProfile(new io.github.reelstore.domain.model.ProfileId("other"))
                .projects()
                .create("Theirs")
                .id();
        other.json(
                        "POST",
                        "/api/v1/projects/" + theirs + "/scenes/s1/takes/video/choose",
                        "{\"take\": \"" + take + "\"}")
                .problem(404, "not-found");
    }
}
