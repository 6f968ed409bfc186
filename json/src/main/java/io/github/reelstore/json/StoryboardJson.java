package io.github.reelstore.json;

import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.board.ImportedCaptions;
import io.github.reelstore.domain.storyboard.board.PlannedCell;
import io.github.reelstore.domain.storyboard.board.RequestedPlan;
import io.github.reelstore.domain.storyboard.board.StoryboardPlan;
import io.github.reelstore.domain.storyboard.captions.Caption;
import java.util.List;
import java.util.Set;

/**
 * Scenes, takes, storyboards and their plans as JSON. A cell has the members {@code scene}, {@code track} and {@code language} (null but for
 * audio).
 */
public final class StoryboardJson {

    private StoryboardJson() {}

    /** A scene, without its lines. */
    public static JsonObject scene(Scene scene) {
        return new JsonObject()
                .with("projectId", scene.projectId())
                .with("sceneId", scene.sceneId())
                .with("position", scene.position().value())
                .with("title", scene.title())
                .with("prompt", scene.prompt())
                .with("lengthMs", scene.lengthMs())
                .with("meta", scene.meta())
                .with("version", scene.version())
                .with("deletedAt", scene.deletedAt())
                .with("createdAt", scene.createdAt())
                .with("updatedAt", scene.updatedAt());
    }

    /** A line. */
    public static JsonObject line(SceneLine line) {
        return new JsonObject()
                .with("sceneId", line.sceneId())
                .with("language", line.language())
                .with("text", line.text())
                .with("translatedFrom", line.translatedFrom().map(SceneLine.Source::language))
                .with("updatedAt", line.updatedAt());
    }

    private static JsonObject cell(CellKey key) {
        return new JsonObject()
                .with("scene", key.sceneId())
                .with("track", JobRequest.nameOf(key.track()))
                .with("language", key.language());
    }

    /** A take. */
    public static JsonObject take(Take take) {
        return new JsonObject()
                .with("id", take.id())
                .with("scene", take.cell().sceneId())
                .with("track", JobRequest.nameOf(take.cell().track()))
                .with("language", take.cell().language())
                .with("status", take.status())
                .with("filePath", take.filePath())
                .with("thumbPath", take.thumbPath())
                .with("contentHash", take.contentHash())
                .with("durationMs", take.durationMs())
                .with("madeFrom", take.madeFrom().map(MadeFrom::toJson))
                .with("rejected", take.rejected())
                .with("createdAt", take.createdAt());
    }

    private static List<String> names(Set<Ingredient> ingredients) {
        return ingredients.stream().sorted().map(Ingredient::value).toList();
    }

    /** A choice. */
    public static JsonObject selection(Selection choice) {
        return new JsonObject()
                .with("number", choice.number())
                .with("take", choice.takeId())
                .with("reason", choice.reason())
                .with("previous", choice.previous())
                .with("chosenAt", choice.chosenAt());
    }

    /** What stands for a cell. */
    public static JsonObject standing(StandingTake standing) {
        return standing(cell(standing.cell()), standing);
    }

    private static JsonObject standing(JsonObject cell, StandingTake standing) {
        return cell.with("take", standing.take().map(StoryboardJson::take))
                .with("choice", standing.choice().map(StoryboardJson::selection))
                .with("lostChoice", standing.lostChoice())
                .with("takes", standing.takes());
    }

    /** A cell with its state and the take that stands. */
    public static JsonObject cell(Cell cell) {
        JsonObject object = cell(cell.key())
                .with("state", cell.state().value())
                .with("changed", names(cell.changed()))
                .with("overrunMs", cell.overrunMs())
                .with("jobs", cell.jobs())
                .with("undecided", cell.undecided())
                .with("error", cell.error());
        return standing(object, cell.standing());
    }

    /** A scene of a storyboard, with its lines and cells. */
    public static JsonObject scene(StoryboardScene scene) {
        return scene(scene.scene())
                .with("lines", lines(scene))
                .with("cells", scene.cells().stream().map(StoryboardJson::cell).toList());
    }

    private static List<JsonObject> lines(StoryboardScene scene) {
        return scene.lines().stream().map(line -> line(scene, line)).toList();
    }

    /** A line of a scene, with {@code outdated}: whether the line that it was translated from has changed since. */
    public static JsonObject line(StoryboardScene scene, SceneLine line) {
        return line(line).with("outdated", scene.outdated().contains(line.language()));
    }

    /** A storyboard. */
    public static JsonObject storyboard(Storyboard storyboard) {
        return new JsonObject()
                .with("project", storyboard.project())
                .with("languages", storyboard.languages())
                .with(
                        "scenes",
                        storyboard.scenes().stream().map(StoryboardJson::scene).toList());
    }

    /** Settings, with what they apply to. */
    public static JsonObject settings(StoredSettings stored) {
        return new JsonObject()
                .with("scene", stored.sceneId())
                .with("track", JobRequest.nameOf(stored.track()))
                .with("language", stored.language())
                .with("provider", stored.settings().provider())
                .with("endpoint", stored.settings().endpoint())
                .with("model", stored.settings().model())
                .with("voice", stored.settings().voice())
                .with("prompt", stored.settings().prompt())
                .with("parameters", stored.settings().parameters())
                .with("imageRole", stored.settings().imageRole())
                .with("references", stored.settings().references());
    }

    /**
     * What a plan does about a cell: {@code step} is {@code request} (with {@code price}), {@code reuse} (with {@code job}), {@code choose} (with
     * {@code take}), {@code join} (with {@code job}, null if this plan sends it) or {@code wait} (with {@code why}, and for
     * a video that waits for its image {@code price}, which is null if it is not known).
     */
    public static JsonObject planned(PlannedCell planned) {
        Cell cell = planned.cell();
        JsonObject object = cell(cell.key())
                .with("state", cell.state().value())
                .with("changed", names(cell.changed()))
                .with("step", stepOf(planned.step()));
        if (planned.step() instanceof PlannedCell.Step.Request request) {
            return requested(object, request.job())
                    .with("price", request.price().map(LedgerJson::money));
        } else if (planned.step() instanceof PlannedCell.Step.Reuse reuse) {
            return requested(object, reuse.job()).with("job", reuse.from());
        } else if (planned.step() instanceof PlannedCell.Step.Choose choose) {
            return object.with("take", choose.take());
        } else if (planned.step() instanceof PlannedCell.Step.Join join) {
            return object.with("job", join.job());
        }
        PlannedCell.Step.Wait wait = (PlannedCell.Step.Wait) planned.step();
        object.with("why", wait.why());
        return wait.next().isPresent() ? object.with("price", wait.price().map(LedgerJson::money)) : object;
    }

    private static JsonObject requested(JsonObject object, NewJob job) {
        return object.with("request", job.request().toJson());
    }

    /** What a plan does about a cell, in one word: {@code request}, {@code reuse}, {@code choose}, {@code join} or {@code wait}. */
    public static String stepOf(PlannedCell.Step step) {
        if (step instanceof PlannedCell.Step.Request) {
            return "request";
        } else if (step instanceof PlannedCell.Step.Reuse) {
            return "reuse";
        } else if (step instanceof PlannedCell.Step.Choose) {
            return "choose";
        }
        return step instanceof PlannedCell.Step.Join ? "join" : "wait";
    }

    /**
     * A plan: {@code cells}, the number of {@code requests}, what they cost ({@code total}), what the videos cost that wait for their images
     * ({@code laterTotal}), how many requests have no known price, and the {@code digest} to compare it with a later one.
     */
    public static JsonObject plan(StoryboardPlan plan) {
        return new JsonObject()
                .with("projectId", plan.storyboard().project().id())
                .with("languages", plan.storyboard().languages())
                .with(
                        "cells",
                        plan.cells().stream().map(StoryboardJson::planned).toList())
                .with("requests", plan.requests().size())
                .with("total", plan.total().stream().map(LedgerJson::money).toList())
                .with(
                        "laterTotal",
                        plan.laterTotal().stream().map(LedgerJson::money).toList())
                .with("unpriced", plan.unpriced())
                .with("digest", plan.digest());
    }

    /** A plan that was requested, with the jobs that answer it. */
    public static JsonObject requested(RequestedPlan requested) {
        return plan(requested.plan())
                .with(
                        "answers",
                        requested.answers().stream().map(StoryboardJson::answer).toList());
    }

    private static JsonObject answer(RequestedJob answer) {
        return new JsonObject()
                .with("id", answer.job().id())
                .with("outcome", LedgerJson.outcomeOf(answer))
                .with("scene", answer.job().sceneId())
                .with("kind", JobRequest.nameOf(answer.job().kind()))
                .with("language", answer.job().language())
                .with("price", answer.job().price().map(LedgerJson::money));
    }

    /** A caption. */
    public static JsonObject caption(Caption caption) {
        return new JsonObject()
                .with("id", caption.id())
                .with("startMs", caption.startMs())
                .with("endMs", caption.endMs())
                .with("text", caption.text());
    }

    /** What was imported from captions. */
    public static JsonObject imported(ImportedCaptions imported) {
        return new JsonObject()
                .with(
                        "changed",
                        imported.changes().stream()
                                .map(change -> line(change.line()).with("before", change.before()))
                                .toList())
                .with("unchanged", imported.unchanged())
                .with(
                        "unplaced",
                        imported.unplaced().stream()
                                .map(StoryboardJson::caption)
                                .toList());
    }
}
