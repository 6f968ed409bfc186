package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The pages of a project: its film, its languages, and its files that are in no scene. */
final class ProjectPage {

    private static final String ONE = "/projects/{project}";
    private static final String PARTS = "/parts" + ONE;
    private static final String FILES = "files";

    private static final int FILES_AT_ONCE = 48;

    private final Pages pages;
    private final UndoBin bin;

    ProjectPage(Pages pages, UndoBin bin) {
        this.pages = pages;
        this.bin = bin;
    }

    List<Route> routes() {
        return List.of(
                Pages.page("GET", ONE, exchange -> page(exchange, Showing.FILM))
                        .query("language", "", Schema.STRING)
                        .query("undo", "", Schema.STRING),
                Pages.page("GET", ONE + "/languages", exchange -> page(exchange, Showing.LANGUAGES))
                        .query("language", "", Schema.STRING),
                windowed(Pages.page("GET", PARTS + "/film", exchange -> part(exchange, Showing.FILM))),
                windowed(Pages.page("GET", PARTS + "/languages", exchange -> part(exchange, Showing.LANGUAGES))),
                Pages.page("GET", ONE + "/files", this::files),
                Pages.page("GET", ONE + "/thumbnail", ProjectPage::thumbnail),
                Pages.page("GET", PARTS + "/scenes/{scene}", this::details).query("language", "", Schema.STRING),
                Pages.page("GET", PARTS + "/scenes/{scene}/cost", this::cost));
    }

    private static Route windowed(Route route) {
        return route.query("language", "", Schema.STRING)
                .query("after", "", Schema.STRING)
                .query("count", "", Schema.INTEGER);
    }

    /** An open page asks for all its scenes at once, since each answer needs the whole storyboard. */
    private static int count(String text) {
        try {
            return Math.max(1, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new StorageException.InvalidInput(
                    "count", "The count must be a number, not " + Messages.quoted(text) + ".");
        }
    }

    private static ProjectId id(Exchange exchange) {
        return new ProjectId(exchange.path("project"));
    }

    private static BoardView board(Exchange exchange, String tab) {
        Optional<LanguageTag> language =
                exchange.query("language").filter(text -> !text.isEmpty()).map(LanguageTag::of);
        return BoardView.of(exchange.store(), new Showing(id(exchange), tab, language));
    }

    private Answer page(Exchange exchange, String tab) {
        ProjectContents contents = exchange.store().projects().contents(id(exchange));
        Map<String, Object> values = about(exchange, contents, tab);
        BoardView board = board(exchange, tab);
        values.putAll(board.window(Optional.empty(), BoardView.SCENES_AT_ONCE));
        values.put("loose", withoutScene(loose(exchange, contents, board)));
        Optional<UndoBin.Notice> undo = tab.equals(Showing.FILM)
                ? exchange.query("undo").flatMap(id -> bin.find(exchange.store().profile(), id))
                : Optional.empty();
        return pages.full(
                200, "project-" + tab, pages.frame(title(values), "projects", exchange.store(), undo), values);
    }

    /** The videos that are in no scene of the film; they are read only if there are some. */
    private static List<VideoGeneration> loose(Exchange exchange, ProjectContents contents, BoardView board) {
        if (contents.videos() <= board.videos()) {
            return List.of();
        }
        List<VideoGeneration> all =
                exchange.store().readOnly(tx -> tx.generations().ofProject(id(exchange)));
        return all.stream().filter(row -> isLoose(row.sceneId(), board)).toList();
    }

    /** The number of those that never had a scene. */
    private static long withoutScene(List<VideoGeneration> videos) {
        return videos.stream().filter(row -> row.sceneId().isEmpty()).count();
    }

    private static String title(Map<String, Object> values) {
        return values.get("project") instanceof ProjectCard card ? card.title() : "Project";
    }

    private Answer part(Exchange exchange, String tab) {
        BoardView board = board(exchange, tab);
        int count = exchange.query("count").map(ProjectPage::count).orElse(BoardView.SCENES_AT_ONCE);
        return pages.part("parts/" + tab, board.window(exchange.query("after"), count));
    }

    private static Map<String, Object> about(Exchange exchange, ProjectContents contents, String tab) {
        VideoProject project = exchange.store().projects().get(id(exchange));
        Map<String, Object> values = new HashMap<>();
        values.put("project", ProjectCard.of(project));
        values.put("id", project.id().value());
        values.put("contents", contents);
        values.put("tab", tab);
        values.put("statuses", statuses());
        return values;
    }

    private Answer files(Exchange exchange) {
        ProjectContents contents = exchange.store().projects().contents(id(exchange));
        Map<String, Object> values = about(exchange, contents, FILES);
        BoardView board = board(exchange, FILES);
        ProjectService projects = exchange.store().projects();
        Files<ImageGeneration> images =
                Files.of(page -> projects.imagesWithoutVideo(id(exchange), page), row -> isLoose(row.sceneId(), board));
        Files<AudioGeneration> audio =
                Files.of(page -> projects.audioWithoutVideo(id(exchange), page), row -> isLoose(row.sceneId(), board));
        List<VideoGeneration> videos = loose(exchange, contents, board);
        values.put("images", images.rows().stream().map(FileCard::of).toList());
        values.put("audio", audio.rows().stream().map(FileCard::of).toList());
        values.put(
                "videos", videos.stream().limit(FILES_AT_ONCE).map(FileCard::of).toList());
        values.put("more", images.more() || audio.more() || videos.size() > FILES_AT_ONCE);
        values.put("atOnce", FILES_AT_ONCE);
        values.put(
                "withoutScene",
                videos.stream().filter(row -> row.sceneId().isEmpty()).count());
        values.put("link", Links.project(id(exchange), ""));
        values.put("languages", Map.of());
        return pages.full("project-files", title(values), "projects", exchange.store(), values);
    }

    /** Files of deleted scenes are in no scene. */
    private static boolean isLoose(Optional<String> scene, BoardView board) {
        return scene.filter(board::has).isEmpty();
    }

    /**
     * The newest rows of a list that are in no scene.
     *
     * @param more whether there are older ones
     */
    private record Files<R>(List<R> rows, boolean more) {

        /** Of so many rows, those in no scene are shown. */
        private static final int MOST_PAGES = 5;

        static <R> Files<R> of(Function<PageRequest, Page<R>> list, Predicate<R> loose) {
            List<R> rows = new ArrayList<>();
            Page<R> page = list.apply(PageRequest.first(PageRequest.MAX_LIMIT));
            page.items().stream().filter(loose).forEach(rows::add);
            for (int pages = 1;
                    page.next().isPresent() && rows.size() <= FILES_AT_ONCE && pages < MOST_PAGES;
                    pages++) {
                page = list.apply(PageRequest.first(PageRequest.MAX_LIMIT)
                        .after(page.next().get()));
                page.items().stream().filter(loose).forEach(rows::add);
            }
            boolean more = rows.size() > FILES_AT_ONCE || page.next().isPresent();
            return new Files<>(rows.subList(0, Math.min(rows.size(), FILES_AT_ONCE)), more);
        }
    }

    /** The picture of a project without a final cut: that of its first video, or of an image. */
    private static Answer thumbnail(Exchange exchange) {
        ProjectService projects = exchange.store().projects();
        Page<GenerationView> first = projects.listGenerations(id(exchange), PageRequest.first(1));
        Optional<String> picture = first.items().stream()
                .flatMap(view -> picture(view).stream())
                .findFirst()
                .or(() -> projects.imagesWithoutVideo(id(exchange), PageRequest.first(1)).items().stream()
                        .map(image -> FileCard.of(image).picture())
                        .flatMap(Optional::stream)
                        .findFirst());
        return picture.isPresent()
                ? Html.redirect(picture.get()).with("Cache-Control", "private, max-age=10")
                : new Answer(200, Map.of("Cache-Control", "private, max-age=10"), Optional.of(Leader.BODY));
    }

    private static Optional<String> picture(GenerationView view) {
        return view.generation()
                .thumbPath()
                .or(() -> view.image().flatMap(ImageGeneration::thumbPath))
                .or(() -> view.image().map(ImageGeneration::filePath))
                .map(Links::media);
    }

    private Answer details(Exchange exchange) {
        Optional<LanguageTag> language = exchange.query("language").map(LanguageTag::of);
        return pages.part(
                "parts/details", SceneDetails.of(exchange.store(), id(exchange), exchange.path("scene"), language));
    }

    private Answer cost(Exchange exchange) {
        return pages.part("parts/cost", SceneCost.of(exchange.store(), id(exchange), exchange.path("scene")));
    }

    /** The statuses of a project, by value. */
    static Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        Stream.of(ProjectStatus.values()).forEach(status -> statuses.put(status.value(), ProjectCard.text(status)));
        return statuses;
    }
}
