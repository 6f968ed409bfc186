package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.storyboard.TrackSettingsBuilder;
import io.github.reelstore.domain.storyboard.board.NewScene;
import io.github.reelstore.domain.storyboard.board.Place;
import io.github.reelstore.domain.storyboard.board.SceneService;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.StoryboardJson;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** The operations on the scenes of a project, their lines, and the settings with which takes are generated. */
final class SceneRoutes {

    private static final String ALL = StoryboardPaths.PROJECT + "/scenes";
    private static final String ONE = StoryboardPaths.SCENE;
    private static final String LINE = ONE + "/lines/{language}";
    private static final String SETTINGS = StoryboardPaths.PROJECT + "/settings";

    /** What a client sets of a line. */
    private static final class LineDraft {
        private Optional<String> text = Optional.empty();
        private Optional<LanguageTag> translatedFrom = Optional.empty();
    }

    private static final Inputs<LineDraft> LINE_INPUTS = Inputs.of(
            Input.text("text", "What is spoken.", (line, value) -> line.text = value),
            Input.value(
                    "translatedFrom",
                    "The language of the line that it was translated from, as that is now.",
                    Schema.STRING,
                    LanguageTag::of,
                    (line, value) -> line.translatedFrom = value));

    private static final Inputs<TrackSettingsBuilder> SETTINGS_INPUTS = Inputs.of(
            Input.text(
                    "provider",
                    "The provider; without one, nothing is requested.",
                    (settings, value) -> settings.provider(value)),
            Input.text(
                    "endpoint",
                    "The part of the provider that is asked, if it has several, such as a region.",
                    (settings, value) -> settings.endpoint(value)),
            Input.text("model", "The provider's model.", (settings, value) -> settings.model(value)),
            Input.text("voice", "The voice of audio.", (settings, value) -> settings.voice(value)),
            Input.text("prompt", "The prompt, in place of the scene's.", (settings, value) -> settings.prompt(value)),
            new Input<>(
                    "parameters",
                    "Further parameters, which only the provider knows.",
                    Schema.of("object"),
                    true,
                    (settings, value) -> settings.parameters(value.map(one -> new JsonText(one.toString())))),
            Input.value(
                    "imageRole",
                    "The role in which the image of the scene is sent along for its video: first_frame if it is not given,"
                            + " none to leave it out.",
                    Schema.STRING,
                    InputRole::new,
                    (settings, value) -> settings.imageRole(value)),
            Input.<TrackSettingsBuilder, ImageId>list(
                    "references",
                    "Further images to send along, in their order.",
                    Schema.STRING,
                    node -> new ImageId(Input.textOf("references", node)),
                    (settings, value) -> settings.references(value.orElse(List.of()))));

    private SceneRoutes() {}

    static List<Route> all(RecordSchemas schemas, StoryboardSchemas board) {
        Schema create = schemas.named("NewScene", SceneDraft.NEW.schema());
        Schema change = schemas.named("ScenePatch", SceneDraft.PATCH.schema());
        Schema place = schemas.named("ScenePlace", SceneDraft.PLACE.schema());
        Schema newLine = schemas.named("NewSceneLine", LINE_INPUTS.schema("text"));
        Schema newSettings = schemas.named("NewTrackSettings", SETTINGS_INPUTS.schema());
        return List.of(
                Lists.paged(StoryboardPaths.ofProject(
                                "GET",
                                ALL,
                                "listScenes",
                                "Lists the stored scenes of a project in their order.",
                                SceneRoutes::list)
                        .answers(200, "A page of scenes.", board.scenePage())),
                StoryboardPaths.ofProject("POST", ALL, "createScene", "Adds a scene.", SceneRoutes::create)
                        .takes("application/json", create)
                        .answers(201, "The scene.", board.scene())
                        .mayFail(ProblemType.NOT_FOUND, ProblemType.ALREADY_EXISTS),
                StoryboardPaths.ofProject(
                                "POST",
                                ALL + "-from-rows",
                                "createScenesFromRows",
                                "Stores the scenes that only rows name, after the others.",
                                SceneRoutes::fromRows)
                        .answers(200, "The scenes that were added.", board.scenes())
                        .mayFail(ProblemType.NOT_FOUND),
                StoryboardPaths.ofScene(
                                "GET",
                                ONE,
                                "getScene",
                                "Returns a scene. One that only rows name has the version 0.",
                                SceneRoutes::get)
                        .header("If-None-Match", "The ETag of an earlier answer.")
                        .answers(200, "The scene; its ETag is its version.", board.scene())
                        .answers(304, "The scene still has this version."),
                StoryboardPaths.ofScene(
                                "PATCH",
                                ONE,
                                "updateScene",
                                "Changes the members that are given, as a JSON Merge Patch (RFC 7396): meta is merged, null clears.",
                                SceneRoutes::update)
                        .header("If-Match", "Only if the scene has this version: the ETag of an earlier answer.")
                        .takes("application/merge-patch+json", change)
                        .takes("application/json", change)
                        .answers(200, "The changed scene.", board.scene())
                        .mayFail(ProblemType.VERSION_MISMATCH),
                StoryboardPaths.ofScene(
                                "DELETE",
                                ONE,
                                "deleteScene",
                                "Deletes a scene. Its images, audio and videos stay in the project; the scene can be restored.",
                                SceneRoutes::delete)
                        .answers(200, "The deleted scene.", board.scene()),
                StoryboardPaths.ofScene(
                                "POST",
                                ONE + "/restore",
                                "restoreScene",
                                "Brings a deleted scene back, at its old place, with its lines, settings and choices.",
                                SceneRoutes::restore)
                        .answers(200, "The scene.", board.scene())
                        .mayFail(ProblemType.NOT_FOUND),
                StoryboardPaths.ofScene(
                                "POST",
                                ONE + "/move",
                                "moveScene",
                                "Moves a scene to another place.",
                                SceneRoutes::move)
                        .takes("application/json", place)
                        .answers(200, "The scene.", board.scene())
                        .mayFail(ProblemType.NOT_FOUND),
                StoryboardPaths.ofScene(
                                "GET",
                                ONE + "/lines",
                                "listLines",
                                "Lists what is spoken in a scene, one line for each language.",
                                SceneRoutes::lines)
                        .answers(200, "The lines, ordered by language.", board.lines()),
                line("PUT", "putLine", "Sets what is spoken in a scene, in one language.", SceneRoutes::putLine)
                        .takes("application/json", newLine)
                        .answers(200, "The line.", board.line()),
                line("DELETE", "deleteLine", "Deletes a line.", SceneRoutes::deleteLine)
                        .answers(200, "What was deleted.", board.deletedLine()),
                StoryboardPaths.ofProject(
                                "GET",
                                SETTINGS,
                                "listSettings",
                                "Lists how takes are generated, for the project and for its scenes.",
                                SceneRoutes::settings)
                        .answers(200, "The settings.", board.settingsList()),
                settings(
                                "PUT",
                                "putSettings",
                                "Sets how takes are generated, in place of the settings for the same scene, track and language.",
                                SceneRoutes::putSettings)
                        .takes("application/json", newSettings)
                        .answers(200, "The settings.", board.settings()),
                settings("DELETE", "deleteSettings", "Deletes settings.", SceneRoutes::deleteSettings)
                        .answers(200, "What was deleted.", board.deletedSettings()));
    }

    private static Route line(String method, String id, String summary, Route.Action action) {
        return StoryboardPaths.ofScene(method, LINE, id, summary, action)
                .path("language", "The language, a BCP 47 tag.");
    }

    private static Route settings(String method, String id, String summary, Route.Action action) {
        return StoryboardPaths.ofProject(method, SETTINGS + "/{track}", id, summary, action)
                .path("track", "The track: image, audio or video.")
                .query("language", "The language of audio; all languages if it is not given.", Schema.STRING)
                .query("scene", "The scene; all scenes if it is not given.", Schema.STRING);
    }

    private static SceneService scenes(Exchange exchange) {
        return exchange.store().scenes();
    }

    private static ProjectId project(Exchange exchange) {
        return StoryboardPaths.project(exchange);
    }

    private static String id(Exchange exchange) {
        return StoryboardPaths.scene(exchange);
    }

    private static Answer answer(Scene scene) {
        return answer(200, scene);
    }

    private static Answer answer(int status, Scene scene) {
        return Answer.json(status, StoryboardJson.scene(scene)).with("ETag", Preconditions.tag(scene.version()));
    }

    private static Answer committed(Exchange exchange, Supplier<Scene> work) {
        return exchange.commit(Scene.class, SceneRoutes::answer, work);
    }

    @SuppressWarnings("unchecked") // there is no class of lists of scenes
    private static Answer committedAll(
            Exchange exchange, Function<List<Scene>, Answer> answer, Supplier<List<Scene>> work) {
        return exchange.commit((Class<List<Scene>>) (Class<?>) List.class, answer, work);
    }

    private static Answer list(Exchange exchange) {
        Page<Scene> page = scenes(exchange).list(project(exchange), Lists.page(exchange));
        return Answer.json(
                200,
                new JsonPage<>(page.items().stream().map(StoryboardJson::scene).toList(), page.next()));
    }

    private static Answer create(Exchange exchange) throws IOException {
        NewScene draft = SceneDraft.read(Uploads.json(exchange));
        ProjectId project = project(exchange);
        return committedAll(
                exchange,
                added -> answer(201, added.get(0))
                        .with(
                                "Location",
                                Paths.of("projects", project) + "/scenes/"
                                        + Paths.encoded(added.get(0).sceneId())),
                () -> scenes(exchange).addAll(project, List.of(draft)));
    }

    private static Answer fromRows(Exchange exchange) {
        return committedAll(
                exchange,
                added -> items(added.stream().map(StoryboardJson::scene).toList()),
                () -> scenes(exchange).addFromRows(project(exchange)));
    }

    private static Answer get(Exchange exchange) {
        Scene scene = scenes(exchange).get(project(exchange), id(exchange));
        String tag = Preconditions.tag(scene.version());
        return Preconditions.clientHas(exchange, tag) ? Answer.of(304).with("ETag", tag) : answer(scene);
    }

    private static Answer update(Exchange exchange) throws IOException {
        ObjectNode body = Uploads.json(exchange, "application/merge-patch+json");
        OptionalLong expected = Preconditions.expectedVersion(exchange);
        UnaryOperator<SceneBuilder> change = row -> {
            SceneDraft.PATCH.apply(MergePatch.withMergedMeta(body, row.build().meta()), row);
            return row;
        };
        SceneService scenes = scenes(exchange);
        return answer(
                expected.isPresent()
                        ? scenes.update(project(exchange), id(exchange), expected.getAsLong(), change)
                        : scenes.update(project(exchange), id(exchange), change));
    }

    private static Answer delete(Exchange exchange) {
        return answer(scenes(exchange).delete(project(exchange), id(exchange)));
    }

    private static Answer restore(Exchange exchange) {
        return committed(exchange, () -> scenes(exchange).restore(project(exchange), id(exchange)));
    }

    private static Answer move(Exchange exchange) throws IOException {
        Place place = SceneDraft.place(Uploads.json(exchange));
        return committed(exchange, () -> scenes(exchange).move(project(exchange), id(exchange), place));
    }

    private static Answer lines(Exchange exchange) {
        List<SceneLine> lines = scenes(exchange).lines(project(exchange), id(exchange));
        return items(lines.stream().map(StoryboardJson::line).toList());
    }

    static Answer items(List<JsonObject> items) {
        return Answer.json(200, new JsonObject().with("items", items));
    }

    private static LanguageTag language(Exchange exchange) {
        return LanguageTag.of(exchange.path("language"));
    }

    private static Answer putLine(Exchange exchange) throws IOException {
        LineDraft draft = new LineDraft();
        LINE_INPUTS.apply(Uploads.json(exchange), draft);
        String text = draft.text.orElseThrow(() ->
                new StorageException.InvalidInput("text", "A line needs the member \"text\"; DELETE deletes it."));
        return Answer.json(
                200,
                StoryboardJson.line(scenes(exchange)
                        .setLine(project(exchange), id(exchange), language(exchange), text, draft.translatedFrom)));
    }

    private static Answer deleteLine(Exchange exchange) {
        LanguageTag language = language(exchange);
        if (!scenes(exchange).deleteLine(project(exchange), id(exchange), language)) {
            throw new StorageException.NotFound(
                    id(exchange), "The scene " + id(exchange) + " has no line in " + language + ".");
        }
        return Answer.json(200, new JsonObject().with("sceneId", id(exchange)).with("language", language));
    }

    private static Answer settings(Exchange exchange) {
        return items(scenes(exchange).settings(project(exchange)).stream()
                .map(StoryboardJson::settings)
                .toList());
    }

    private static StoredSettings settings(Exchange exchange, TrackSettings settings) {
        return new StoredSettings(
                project(exchange),
                exchange.query("scene"),
                StoryboardPaths.track(exchange),
                StoryboardPaths.language(exchange),
                settings);
    }

    private static Answer putSettings(Exchange exchange) throws IOException {
        TrackSettingsBuilder draft = TrackSettings.builder();
        SETTINGS_INPUTS.apply(Uploads.json(exchange), draft);
        StoredSettings settings = settings(exchange, draft.build());
        scenes(exchange).setSettings(settings);
        return Answer.json(200, StoryboardJson.settings(settings));
    }

    private static Answer deleteSettings(Exchange exchange) {
        StoredSettings which = settings(exchange, TrackSettings.NONE);
        if (!scenes(exchange).deleteSettings(which.projectId(), which.sceneId(), which.track(), which.language())) {
            throw new StorageException.NotFound(
                    "settings", "There are no such settings; GET /settings of the project lists those that exist.");
        }
        return Answer.json(
                200,
                new JsonObject()
                        .with("scene", which.sceneId())
                        .with("track", exchange.path("track"))
                        .with("language", which.language()));
    }
}
