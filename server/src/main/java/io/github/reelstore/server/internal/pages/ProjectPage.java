package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pages of a project: its film, its languages, and its files that no scene uses. */
final class ProjectPage {

    private static final String ONE = "/projects/{project}";
    private static final String PARTS = "/parts" + ONE;

    /** Two screens; the next ones are loaded when they come into view. */
    private static final int SCENES_AT_ONCE = 16;

    private static final int FILES_AT_ONCE = 48;

    private final Pages pages;
    private final MediaOrigin media;
    private final UndoBin bin;

    ProjectPage(Pages pages, MediaOrigin media, UndoBin bin) {
        this.pages = pages;
        this.media = media;
        this.bin = bin;
    }

    List<Route> routes() {
        return List.of(
                Pages.page("GET", ONE, exchange -> page(exchange, "film"))
                        .query("language", "", Schema.STRING)
                        .query("undo", "", Schema.STRING),
                Pages.page("GET", ONE + "/languages", exchange -> page(exchange, "languages")),
                windowed(Pages.page("GET", PARTS + "/film", exchange -> part(exchange, "film"))),
                windowed(Pages.page("GET", PARTS + "/languages", exchange -> part(exchange, "languages"))),
                Pages.page("GET", ONE + "/files", this::files),
                Pages.page("GET", ONE + "/thumbnail", ProjectPage::thumbnail),
                Pages.page("GET", PARTS + "/scenes/{video}", this::details),
                Pages.page("GET", PARTS + "/scenes/{video}/cost", this::cost));
    }

    private static Route windowed(Route route) {
        return Stream.of("language", "after", "number", "columns")
                .reduce(route, (one, name) -> one.query(name, "", Schema.STRING), (one, other) -> other);
    }

    private static ProjectId id(Exchange exchange) {
        return new ProjectId(exchange.path("project"));
    }

    private Answer page(Exchange exchange, String tab) {
        Map<String, Object> values = about(exchange, tab);
        values.putAll(window(exchange, tab, Optional.empty()));
        Optional<UndoBin.Notice> undo = tab.equals("film")
                ? exchange.query("undo").flatMap(id -> bin.find(exchange.store().profile(), id))
                : Optional.empty();
        return pages.full(
                200, "project-" + tab, pages.frame(title(values), "projects", exchange.store(), undo), values);
    }

    private static String title(Map<String, Object> values) {
        return values.get("project") instanceof ProjectCard card ? card.title() : "Project";
    }

    private Answer part(Exchange exchange, String tab) {
        Map<String, Object> values =
                window(exchange, tab, exchange.query("after").map(Cursor::parse));
        return pages.part("parts/" + tab, values);
    }

    private static Map<String, Object> about(Exchange exchange, String tab) {
        ProjectService projects = exchange.store().projects();
        VideoProject project = projects.get(id(exchange));
        ProjectContents contents = projects.contents(project.id());
        Map<String, Object> values = new HashMap<>();
        values.put("project", ProjectCard.of(project));
        values.put("id", project.id().value());
        values.put("contents", contents);
        values.put("tab", tab);
        values.put("statuses", statuses());
        return values;
    }

    /** Some of the scenes, and where the next ones are. */
    private Map<String, Object> window(Exchange exchange, String tab, Optional<Cursor> after) {
        ProjectId id = id(exchange);
        PageRequest first = PageRequest.first(SCENES_AT_ONCE);
        Page<GenerationView> found = exchange.store()
                .projects()
                .listGenerations(id, after.map(first::after).orElse(first));
        media.learn(exchange.store(), found.items().stream().flatMap(view -> SceneCard.anyFile(view).stream()));
        Optional<LanguageTag> language =
                exchange.query("language").filter(text -> !text.isEmpty()).map(LanguageTag::of);
        int number = exchange.query("number").map(ProjectPage::number).orElse(0);
        List<SceneCard> scenes = new ArrayList<>();
        for (GenerationView view : found.items()) {
            number++;
            scenes.add(SceneCard.of(view, number, language));
        }
        Map<String, String> languages = languages(exchange, scenes, language);
        int last = number;
        Map<String, Object> values = new HashMap<>();
        values.put("base", Links.part(id, ""));
        values.put("link", Links.project(id, ""));
        values.put("scenes", scenes);
        values.put("languages", languages);
        values.put("language", language.map(LanguageTag::value));
        values.put(
                "next",
                found.next()
                        .map(cursor -> Links.part(id, tab) + "?after=" + cursor.encode() + "&number=" + last
                                + Links.parameter("language", language.map(LanguageTag::value))
                                + Links.parameter("columns", Optional.of(String.join(",", languages.keySet())))));
        return values;
    }

    /** The languages of the scenes that are loaded, by tag; in later windows, those of the first. */
    private static Map<String, String> languages(
            Exchange exchange, List<SceneCard> scenes, Optional<LanguageTag> chosen) {
        Map<String, String> names = new TreeMap<>();
        Optional<String> columns = exchange.query("columns");
        if (columns.isPresent()) {
            Stream.of(columns.get().split(",", -1))
                    .filter(tag -> !tag.isEmpty())
                    .map(LanguageTag::of)
                    .forEach(tag -> names.put(tag.value(), SceneCard.nameOf(tag)));
            return names;
        }
        scenes.stream()
                .flatMap(scene -> scene.voices().stream())
                .forEach(voice -> voice.language().ifPresent(tag -> names.put(tag, voice.name())));
        chosen.ifPresent(tag -> names.put(tag.value(), SceneCard.nameOf(tag)));
        return names;
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new StorageException.InvalidInput("number", "The parameter number must be a number.", e);
        }
    }

    private Answer files(Exchange exchange) {
        Map<String, Object> values = about(exchange, "files");
        PageRequest first = PageRequest.first(FILES_AT_ONCE);
        ProjectService projects = exchange.store().projects();
        var images = projects.imagesWithoutVideo(id(exchange), first);
        var audio = projects.audioWithoutVideo(id(exchange), first);
        media.learn(
                exchange.store(),
                Stream.concat(
                        images.items().stream().map(ImageGeneration::filePath),
                        audio.items().stream().map(AudioGeneration::filePath)));
        values.put("images", images.items().stream().map(FileCard::of).toList());
        values.put("audio", audio.items().stream().map(FileCard::of).toList());
        values.put("more", images.next().isPresent() || audio.next().isPresent());
        values.put("atOnce", FILES_AT_ONCE);
        values.put("link", Links.project(id(exchange), ""));
        values.put("languages", Map.of());
        return pages.full("project-files", title(values), "projects", exchange.store(), values);
    }

    /** The picture of a project without a final cut: that of its first scene, or of an image. */
    private static Answer thumbnail(Exchange exchange) {
        ProjectService projects = exchange.store().projects();
        Page<GenerationView> first = projects.listGenerations(id(exchange), PageRequest.first(1));
        Optional<String> picture = first.items().stream()
                .map(view -> SceneCard.of(view, 1, Optional.empty()))
                .flatMap(scene -> scene.picture().stream())
                .findFirst()
                .or(() -> projects.imagesWithoutVideo(id(exchange), PageRequest.first(1)).items().stream()
                        .map(image -> FileCard.of(image).picture())
                        .flatMap(Optional::stream)
                        .findFirst());
        return picture.isPresent()
                ? Html.redirect(picture.get()).with("Cache-Control", "private, max-age=10")
                : new Answer(200, Map.of("Cache-Control", "private, max-age=10"), Optional.of(Leader.BODY));
    }

    private Answer details(Exchange exchange) {
        return pages.part("parts/details", SceneDetails.of(exchange.store(), id(exchange), exchange.path("video")));
    }

    private Answer cost(Exchange exchange) {
        return pages.part("parts/cost", SceneCost.of(exchange.store(), id(exchange), exchange.path("video")));
    }

    /** The statuses of a project, by value. */
    static Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        Stream.of(ProjectStatus.values()).forEach(status -> statuses.put(status.value(), ProjectCard.text(status)));
        return statuses;
    }
}
