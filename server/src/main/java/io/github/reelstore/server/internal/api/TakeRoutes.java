package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.board.TakeService;
import io.github.reelstore.json.StoryboardJson;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.ProblemType;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The operations on the takes of scenes. */
final class TakeRoutes {

    /** What a client says about a take. */
    private static final class TakeDraft {
        private Optional<String> take = Optional.empty();
        private Optional<String> reason = Optional.empty();
    }

    private static final Inputs<TakeDraft> REASON =
            Inputs.of(Input.text("reason", "Why, in words.", (draft, value) -> draft.reason = value));

    private static final Inputs<TakeDraft> CHOICE = Inputs.<TakeDraft>of(Input.text(
                    "take",
                    "The id of the row, which may be a take of another scene of the project.",
                    (draft, value) -> draft.take = value))
            .and(REASON);

    private TakeRoutes() {}

    static List<Route> all(RecordSchemas schemas, StoryboardSchemas board) {
        return List.of(
                Lists.paged(cell("GET", "", "listTakes", "Lists the takes of a cell, newest first.", TakeRoutes::list)
                        .answers(200, "A page of takes.", board.takePage())),
                cell(
                                "GET",
                                "/standing",
                                "getStandingTake",
                                "Returns the take that stands for a cell: the chosen one, or else the newest usable one.",
                                TakeRoutes::standing)
                        .answers(200, "What stands.", board.standing()),
                cell("POST", "/choose", "chooseTake", "Chooses a take.", TakeRoutes::choose)
                        .takes("application/json", schemas.named("NewChoice", CHOICE.schema("take")))
                        .answers(200, "What stands now.", board.standing())
                        .mayFail(ProblemType.NOT_FOUND),
                cell(
                                "POST",
                                "/undo",
                                "undoChoice",
                                "Undoes the last choice or rejection of a cell: the choice before it counts again.",
                                TakeRoutes::undo)
                        .answers(200, "What stands now.", board.standing())
                        .mayFail(ProblemType.NOT_FOUND, ProblemType.WRONG_STATE),
                Lists.paged(cell(
                                "GET",
                                "/choices",
                                "listChoices",
                                "Lists the choices of a cell, the last one first.",
                                TakeRoutes::choices)
                        .answers(200, "A page of choices.", board.choicePage())),
                StoryboardPaths.ofProject(
                                "POST",
                                StoryboardPaths.PROJECT + "/takes/{track}/{take}/reject",
                                "rejectTake",
                                "Rejects a take: it does not stand unless it is chosen again.",
                                TakeRoutes::reject)
                        .path("track", "The track: image, audio or video.")
                        .path("take", "The id of the row.")
                        .takes("application/json", schemas.named("NewRejection", REASON.schema()))
                        .answers(200, "What stands in its cell now.", board.standing())
                        .mayFail(ProblemType.NOT_FOUND));
    }

    private static Route cell(String method, String path, String id, String summary, Route.Action action) {
        return StoryboardPaths.withTrack(
                StoryboardPaths.ofScene(method, StoryboardPaths.TAKES + path, id, summary, action));
    }

    private static TakeService takes(Exchange exchange) {
        return exchange.store().takes();
    }

    private static TakeDraft draft(Exchange exchange, Inputs<TakeDraft> inputs) throws IOException {
        TakeDraft draft = new TakeDraft();
        inputs.apply(Uploads.json(exchange), draft);
        return draft;
    }

    private static Answer answer(StandingTake standing) {
        return Answer.json(200, StoryboardJson.standing(standing));
    }

    private static Answer committed(Exchange exchange, Supplier<StandingTake> work) {
        return exchange.commit(StandingTake.class, TakeRoutes::answer, work);
    }

    private static Answer list(Exchange exchange) {
        Page<Take> page = takes(exchange)
                .list(StoryboardPaths.project(exchange), StoryboardPaths.cell(exchange), Lists.page(exchange));
        return Answer.json(
                200,
                new JsonPage<>(page.items().stream().map(StoryboardJson::take).toList(), page.next()));
    }

    private static Answer standing(Exchange exchange) {
        return answer(takes(exchange).standing(StoryboardPaths.project(exchange), StoryboardPaths.cell(exchange)));
    }

    private static Answer choose(Exchange exchange) throws IOException {
        TakeDraft draft = draft(exchange, CHOICE);
        String take = draft.take.orElseThrow(() ->
                new StorageException.InvalidInput("take", "A choice needs the member \"take\": the id of a row."));
        return committed(
                exchange,
                () -> takes(exchange)
                        .choose(StoryboardPaths.project(exchange), StoryboardPaths.cell(exchange), take, draft.reason));
    }

    private static Answer undo(Exchange exchange) {
        try {
            return committed(
                    exchange,
                    () -> takes(exchange).undo(StoryboardPaths.project(exchange), StoryboardPaths.cell(exchange)));
        } catch (StorageException.Conflict e) {
            throw HttpProblem.wrongState(e);
        }
    }

    private static Answer choices(Exchange exchange) {
        Page<Selection> page = takes(exchange)
                .history(StoryboardPaths.project(exchange), StoryboardPaths.cell(exchange), Lists.page(exchange));
        return Answer.json(
                200,
                new JsonPage<>(
                        page.items().stream().map(StoryboardJson::selection).toList(), page.next()));
    }

    private static Answer reject(Exchange exchange) throws IOException {
        TakeDraft draft = draft(exchange, REASON);
        return committed(
                exchange,
                () -> takes(exchange)
                        .reject(
                                StoryboardPaths.project(exchange),
                                StoryboardPaths.track(exchange),
                                exchange.path("take"),
                                draft.reason.orElse("")));
    }
}
