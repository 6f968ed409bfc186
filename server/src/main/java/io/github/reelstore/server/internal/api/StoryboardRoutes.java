package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.board.ImportedCaptions;
import io.github.reelstore.domain.storyboard.board.PlanScope;
import io.github.reelstore.domain.storyboard.board.RequestedPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.captions.Caption;
import io.github.reelstore.domain.storyboard.captions.CaptionFormat;
import io.github.reelstore.json.StoryboardJson;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.RouteHandler;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The operations on the storyboard of a project, its plan and its captions. */
final class StoryboardRoutes {

    private static final String PLAN = StoryboardPaths.PROJECT + "/plan";
    private static final String CAPTIONS = StoryboardPaths.PROJECT + "/captions/{language}";

    private static final String SRT = "application/x-subrip";
    private static final String VTT = "text/vtt";
    private static final Set<String> CAPTION_TYPES = Set.of(SRT, VTT, "text/plain", "application/octet-stream");

    /** What a client says about the cells of a plan. */
    private static final class ScopeDraft {
        private List<LanguageTag> languages = List.of();
        private Set<MediaKind> tracks = EnumSet.allOf(MediaKind.class);
        private List<String> scenes = List.of();
        private Optional<String> digest = Optional.empty();
    }

    private static final Inputs<ScopeDraft> SCOPE = Inputs.of(
            limit(
                    "languages",
                    "The languages; those that the project speaks if it is not given.",
                    Schema.STRING,
                    node -> LanguageTag.of(Input.textOf("languages", node)),
                    (scope, languages) -> scope.languages = languages),
            limit(
                    "tracks",
                    "The tracks; all if it is not given.",
                    StoryboardSchemas.TRACK,
                    node -> StoryboardPaths.track(Input.textOf("tracks", node)),
                    (scope, tracks) -> scope.tracks = EnumSet.copyOf(tracks)),
            limit(
                    "scenes",
                    "The ids of the scenes; all if it is not given.",
                    Schema.STRING,
                    node -> Input.textOf("scenes", node),
                    (scope, scenes) -> scope.scenes = scenes),
            Input.<ScopeDraft>text(
                    "digest",
                    "That of the plan that was shown: if the plan is another one by now, nothing is requested.",
                    (scope, value) -> scope.digest = value));

    /** An empty list is refused: if it were taken for all, all would be paid. */
    private static <T> Input<ScopeDraft> limit(
            String name,
            String description,
            Schema items,
            Function<JsonNode, T> parse,
            BiConsumer<ScopeDraft, List<T>> setter) {
        return Input.list(
                name,
                description,
                items,
                parse,
                (scope, value) -> value.ifPresent(some -> {
                    if (some.isEmpty()) {
                        throw new StorageException.InvalidInput(
                                name,
                                "Name at least one " + name.substring(0, name.length() - 1) + ", or leave " + name
                                        + " out for all.");
                    }
                    setter.accept(scope, some);
                }));
    }

    private final PriceTable prices;

    /**
     * @param prices the prices of plans
     */
    StoryboardRoutes(PriceTable prices) {
        this.prices = prices;
    }

    List<Route> all(RecordSchemas schemas, StoryboardSchemas board) {
        return List.of(
                StoryboardPaths.ofProject(
                                "GET",
                                StoryboardPaths.PROJECT + "/storyboard",
                                "getStoryboard",
                                "Returns the scenes of a project in order, with the state of each cell and the take that stands.",
                                this::storyboard)
                        .query(
                                "languages",
                                "The languages of audio, separated by commas; those that the project speaks if it is not given.",
                                Schema.STRING)
                        .answers(200, "The storyboard.", board.storyboard()),
                StoryboardPaths.ofProject(
                                "GET",
                                PLAN,
                                "planStoryboard",
                                "Returns the least set of requests that makes the cells present, with their price. Nothing is requested.",
                                this::plan)
                        .query("languages", "The languages, separated by commas.", Schema.STRING)
                        .query("tracks", "The tracks, separated by commas: image, audio, video.", Schema.STRING)
                        .query("scene", "A scene; it may be given more than once.", Schema.listOf(Schema.STRING))
                        .answers(200, "The plan.", board.plan()),
                StoryboardPaths.ofProject(
                                "POST",
                                PLAN,
                                "requestPlan",
                                "Plans, and hands the requests to the ledger as one batch, all or none.",
                                this::request)
                        .takes("application/json", schemas.named("PlanScope", SCOPE.schema()))
                        .answers(
                                200,
                                "The plan with the answers of the ledger; a worker sends what it planned.",
                                board.requestedPlan())
                        .mayFail(ProblemType.NOT_FOUND, ProblemType.BUDGET_EXCEEDED, ProblemType.WRONG_STATE),
                captions(
                                "GET",
                                CAPTIONS + "/srt",
                                "getSrtCaptions",
                                "Returns the captions of a language as SubRip (SRT).",
                                exchange -> captions(exchange, CaptionFormat.SRT, SRT))
                        .answers(200, "The captions.", SRT, Schema.STRING),
                captions(
                                "GET",
                                CAPTIONS + "/vtt",
                                "getVttCaptions",
                                "Returns the captions of a language as WebVTT.",
                                exchange -> captions(exchange, CaptionFormat.WEBVTT, VTT))
                        .answers(200, "The captions.", VTT, Schema.STRING),
                captions(
                                "PUT",
                                CAPTIONS,
                                "importCaptions",
                                "Sets the lines of a language from captions, SRT or WebVTT. Lines of scenes without a caption stay.",
                                this::importCaptions)
                        .query("dryRun", "Whether lines are only compared, and none is set.", Schema.BOOLEAN)
                        .takes(VTT, Schema.STRING)
                        .takes(SRT, Schema.STRING)
                        .takes("text/plain", Schema.STRING)
                        .answers(
                                200,
                                "The lines that were set, with the texts that they replaced; or those that would be set.",
                                board.importedCaptions()));
    }

    private static Route captions(String method, String path, String id, String summary, Route.Action action) {
        return StoryboardPaths.ofProject(method, path, id, summary, action)
                .path("language", "The language, a BCP 47 tag.")
                .query(
                        "heard",
                        "The languages that are heard in the film, separated by commas; that of the captions if it is not given.",
                        Schema.STRING);
    }

    private StoryboardService boards(Exchange exchange) {
        return exchange.store().storyboard(prices);
    }

    private static Set<MediaKind> tracks(List<MediaKind> named) {
        return named.isEmpty() ? EnumSet.allOf(MediaKind.class) : EnumSet.copyOf(named);
    }

    /** The parts of a parameter between commas. */
    private static Stream<String> parts(Exchange exchange, String name) {
        return exchange.query(name).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty());
    }

    private static List<LanguageTag> languages(Exchange exchange, String name) {
        return parts(exchange, name).map(LanguageTag::of).distinct().toList();
    }

    private Answer storyboard(Exchange exchange) {
        return Answer.json(
                200,
                StoryboardJson.storyboard(boards(exchange)
                        .getStoryboard(StoryboardPaths.project(exchange), languages(exchange, "languages"))));
    }

    private Answer plan(Exchange exchange) {
        PlanScope scope = new PlanScope(
                languages(exchange, "languages"),
                tracks(parts(exchange, "tracks").map(StoryboardPaths::track).collect(Collectors.toList())),
                exchange.queryAll("scene"));
        return Answer.json(200, StoryboardJson.plan(boards(exchange).plan(StoryboardPaths.project(exchange), scope)));
    }

    private Answer request(Exchange exchange) throws IOException {
        ScopeDraft draft = new ScopeDraft();
        SCOPE.apply(Uploads.json(exchange), draft);
        PlanScope scope = new PlanScope(draft.languages, draft.tracks, draft.scenes);
        try {
            return exchange.commit(
                    RequestedPlan.class, requested -> Answer.json(200, StoryboardJson.requested(requested)), () -> {
                        StoryboardPlan plan = boards(exchange).plan(StoryboardPaths.project(exchange), scope);
                        return boards(exchange).request(plan.ifShown(draft.digest));
                    });
        } catch (StorageException.Conflict e) {
            throw HttpProblem.wrongState(e);
        }
    }

    private static LanguageTag language(Exchange exchange) {
        return LanguageTag.of(exchange.path("language"));
    }

    private Answer captions(Exchange exchange, CaptionFormat format, String type) {
        List<Caption> captions = boards(exchange)
                .captions(StoryboardPaths.project(exchange), language(exchange), languages(exchange, "heard"));
        if (captions.isEmpty()) {
            throw StoryboardService.noCaptions(language(exchange));
        }
        return Answer.text(200, type + ";charset=utf-8", format.write(captions));
    }

    private Answer importCaptions(Exchange exchange) throws IOException {
        Optional<String> type = exchange.mediaType();
        if (type.filter(one -> !CAPTION_TYPES.contains(one)).isPresent()) {
            throw new HttpProblem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send captions as text/vtt, application/x-subrip or text/plain.");
        }
        String text = text(exchange);
        List<Caption> captions = CaptionFormat.of(text).read(text);
        ProjectId project = StoryboardPaths.project(exchange);
        List<LanguageTag> heard = languages(exchange, "heard");
        boolean dryRun = exchange.flag("dryRun");
        ImportedCaptions imported = dryRun
                ? boards(exchange).previewImport(project, language(exchange), captions, heard)
                : boards(exchange).importCaptions(project, language(exchange), captions, heard);
        return Answer.json(200, StoryboardJson.imported(imported).with("dryRun", dryRun));
    }

    private static String text(Exchange exchange) throws IOException {
        byte[] bytes = exchange.body().readNBytes(RouteHandler.MOST_JSON_BYTES + 1);
        if (bytes.length > RouteHandler.MOST_JSON_BYTES) {
            throw new HttpProblem(
                    ProblemType.TOO_LARGE, "Captions have at most " + RouteHandler.MOST_JSON_BYTES + " bytes.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StorageException.InvalidInput("captions", "The captions are not UTF-8; convert them first.", e);
        }
    }
}
