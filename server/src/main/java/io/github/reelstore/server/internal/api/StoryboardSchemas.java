package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.json.StoryboardJson;
import io.github.reelstore.server.internal.http.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The schemas of scenes, takes, storyboards and plans: what {@link StoryboardJson} writes. */
final class StoryboardSchemas {

    static final Schema TRACK = Schema.oneOf(
            Arrays.stream(MediaKind.values()).map(JobRequest::nameOf).toList());

    private static final Schema NULLABLE_TEXT = Schema.STRING.nullable();
    private static final Schema NULLABLE_NUMBER = Schema.INTEGER.nullable();
    private static final Schema TIME = Schema.STRING.with("format", "date-time");
    private static final Schema STATE =
            Schema.oneOf(Arrays.stream(CellState.values()).map(CellState::value).toList());
    private static final Schema INGREDIENTS = Schema.listOf(Schema.oneOf(
            Arrays.stream(Ingredient.values()).map(Ingredient::value).toList()));

    private final RecordSchemas schemas;
    private final LedgerSchemas ledger;

    StoryboardSchemas(RecordSchemas schemas, LedgerSchemas ledger) {
        this.schemas = schemas;
        this.ledger = ledger;
    }

    private static Schema object(Map<String, Schema> members) {
        return Schema.object(members, members.keySet());
    }

    private static Map<String, Schema> sceneMembers() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("projectId", Schema.STRING);
        members.put("sceneId", Schema.STRING);
        members.put("position", Schema.STRING);
        members.put("title", NULLABLE_TEXT);
        members.put("prompt", NULLABLE_TEXT);
        members.put("lengthMs", NULLABLE_NUMBER);
        members.put("meta", Schema.ANY);
        members.put("version", Schema.INTEGER);
        members.put("deletedAt", TIME.nullable());
        members.put("createdAt", TIME);
        members.put("updatedAt", TIME);
        return members;
    }

    Schema scene() {
        return schemas.named("Scene", object(sceneMembers()));
    }

    Schema scenes() {
        return list("Scenes", scene());
    }

    Schema scenePage() {
        return page("ScenePage", scene());
    }

    private Schema page(String name, Schema item) {
        return schemas.named(name, object(Map.of("items", Schema.listOf(item), "nextCursor", NULLABLE_TEXT)));
    }

    private Schema list(String name, Schema item) {
        return schemas.named(name, object(Map.of("items", Schema.listOf(item))));
    }

    private static Map<String, Schema> lineMembers() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("sceneId", Schema.STRING);
        members.put("language", Schema.STRING);
        members.put("text", Schema.STRING);
        members.put("translatedFrom", NULLABLE_TEXT);
        members.put("updatedAt", TIME);
        return members;
    }

    Schema line() {
        return schemas.named("SceneLine", object(lineMembers()));
    }

    Schema lines() {
        return list("SceneLines", line());
    }

    Schema deletedLine() {
        return schemas.named("DeletedLine", object(Map.of("sceneId", Schema.STRING, "language", Schema.STRING)));
    }

    Schema settings() {
        Map<String, Schema> members = settingsOf();
        members.put("provider", NULLABLE_TEXT);
        members.put("endpoint", NULLABLE_TEXT);
        members.put("model", NULLABLE_TEXT);
        members.put("voice", NULLABLE_TEXT);
        members.put("prompt", NULLABLE_TEXT);
        members.put("parameters", Schema.ANY);
        members.put("imageRole", NULLABLE_TEXT);
        members.put("references", Schema.listOf(Schema.STRING));
        return schemas.named("TrackSettings", object(members));
    }

    private static Map<String, Schema> settingsOf() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("scene", NULLABLE_TEXT);
        members.put("track", TRACK);
        members.put("language", NULLABLE_TEXT);
        return members;
    }

    Schema settingsList() {
        return list("TrackSettingsList", settings());
    }

    Schema deletedSettings() {
        return schemas.named("DeletedTrackSettings", object(settingsOf()));
    }

    private static Map<String, Schema> cellKey() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("scene", Schema.STRING);
        members.put("track", TRACK);
        members.put("language", NULLABLE_TEXT);
        return members;
    }

    private Schema take() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("id", Schema.STRING);
        members.putAll(cellKey());
        members.put("status", Schema.STRING);
        members.put("filePath", NULLABLE_TEXT);
        members.put("thumbPath", NULLABLE_TEXT);
        members.put("contentHash", NULLABLE_TEXT);
        members.put("durationMs", NULLABLE_NUMBER);
        members.put("madeFrom", Schema.ANY);
        members.put("rejected", NULLABLE_TEXT);
        members.put("createdAt", TIME);
        return schemas.named("Take", object(members));
    }

    Schema takePage() {
        return page("TakePage", take());
    }

    private Schema choice() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("number", Schema.INTEGER);
        members.put("take", NULLABLE_TEXT);
        members.put("reason", NULLABLE_TEXT);
        members.put("previous", NULLABLE_NUMBER);
        members.put("chosenAt", TIME);
        return schemas.named("Choice", object(members));
    }

    Schema choicePage() {
        return page("ChoicePage", choice());
    }

    private Map<String, Schema> standingMembers() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("take", take().nullable());
        members.put("choice", choice().nullable());
        members.put("lostChoice", Schema.BOOLEAN);
        members.put("takes", Schema.INTEGER);
        return members;
    }

    Schema standing() {
        Map<String, Schema> members = cellKey();
        members.putAll(standingMembers());
        return schemas.named("StandingTake", object(members));
    }

    /** A row that was deleted, with what stands now where it was chosen. */
    Schema deletedTake() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("id", Schema.STRING);
        members.put("rows", Schema.INTEGER);
        members.put("tombstones", Schema.INTEGER);
        members.put("chosenIn", Schema.listOf(standing()));
        return schemas.named("DeletedTake", object(members));
    }

    private Schema cell() {
        Map<String, Schema> members = cellKey();
        members.put("state", STATE);
        members.put("changed", INGREDIENTS);
        members.put("overrunMs", NULLABLE_NUMBER);
        members.put("jobs", Schema.INTEGER);
        members.put("undecided", Schema.BOOLEAN);
        members.put("error", NULLABLE_TEXT);
        members.putAll(standingMembers());
        return schemas.named("StoryboardCell", object(members));
    }

    Schema storyboard() {
        Map<String, Schema> line = lineMembers();
        line.put("outdated", Schema.BOOLEAN);
        Map<String, Schema> scene = sceneMembers();
        scene.put("lines", Schema.listOf(schemas.named("StoryboardLine", object(line))));
        scene.put("cells", Schema.listOf(cell()));
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("project", schemas.of(VideoProject.class));
        members.put("languages", Schema.listOf(Schema.STRING));
        members.put("scenes", Schema.listOf(schemas.named("StoryboardScene", object(scene))));
        return schemas.named("Storyboard", object(members));
    }

    /** Which of the last five there are depends on the step. */
    private Schema plannedCell() {
        Map<String, Schema> members = cellKey();
        members.put("state", STATE);
        members.put("changed", INGREDIENTS);
        members.put("step", Schema.oneOf(List.of("request", "reuse", "choose", "join", "wait")));
        Set<String> required = new TreeSet<>(members.keySet());
        members.put("request", Schema.of("object"));
        members.put("price", ledger.money().nullable());
        members.put("job", NULLABLE_TEXT);
        members.put("take", Schema.STRING);
        members.put("why", Schema.STRING);
        return schemas.named("PlannedCell", Schema.object(members, required));
    }

    private Map<String, Schema> planMembers() {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("projectId", Schema.STRING);
        members.put("languages", Schema.listOf(Schema.STRING));
        members.put("cells", Schema.listOf(plannedCell()));
        members.put("requests", Schema.INTEGER);
        members.put("total", Schema.listOf(ledger.money()));
        members.put("laterTotal", Schema.listOf(ledger.money()));
        members.put("unpriced", Schema.INTEGER);
        members.put("digest", Schema.STRING);
        return members;
    }

    Schema plan() {
        return schemas.named("StoryboardPlan", object(planMembers()));
    }

    Schema requestedPlan() {
        Map<String, Schema> answer = new LinkedHashMap<>();
        answer.put("id", Schema.STRING);
        answer.put("outcome", Schema.oneOf(List.of("planned", "joined", "reused")));
        answer.put("scene", NULLABLE_TEXT);
        answer.put("kind", TRACK);
        answer.put("language", NULLABLE_TEXT);
        answer.put("price", ledger.money().nullable());
        Map<String, Schema> members = planMembers();
        members.put("answers", Schema.listOf(schemas.named("PlanAnswer", object(answer))));
        return schemas.named("RequestedPlan", object(members));
    }

    Schema importedCaptions() {
        Map<String, Schema> caption = new LinkedHashMap<>();
        caption.put("id", NULLABLE_TEXT);
        caption.put("startMs", Schema.INTEGER);
        caption.put("endMs", Schema.INTEGER);
        caption.put("text", Schema.STRING);
        Map<String, Schema> line = lineMembers();
        line.put("before", NULLABLE_TEXT);
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("dryRun", Schema.BOOLEAN);
        members.put("changed", Schema.listOf(schemas.named("ImportedLine", object(line))));
        members.put("unchanged", Schema.INTEGER);
        members.put("unplaced", Schema.listOf(schemas.named("Caption", object(caption))));
        return schemas.named("ImportedCaptions", object(members));
    }
}
