package io.github.reelstore.json;

import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.model.EntityType;
import java.util.Map;
import java.util.TreeMap;

/** The results of maintenance as JSON. */
public final class MaintenanceJson {

    private MaintenanceJson() {}

    /** A problem that a verification found. Only a file without a row has an origin. */
    public static JsonObject problem(Verification.Problem problem) {
        return new JsonObject()
                .with("kind", problem.kind().value())
                .with("key", problem.key())
                .with("row", problem.row().map(Verification.RowRef::id))
                .with("rowKind", problem.row().map(Verification.RowRef::kind).map(EntityType::value))
                .with("origin", problem.origin().map(Verification.Origin::value))
                .with("detail", problem.detail());
    }

    /** What a collection removed, or would remove. */
    public static JsonObject collection(CollectionService.Mode mode, CollectionResult result) {
        Map<String, String> failed = new TreeMap<>();
        result.failed().forEach((key, reason) -> failed.put(key.value(), reason));
        return new JsonObject()
                .with("dryRun", mode == CollectionService.Mode.PREVIEW)
                .with("tombstones", result.tombstones())
                .with("orphans", result.orphans())
                .with("orphanBytes", result.orphanBytes())
                .with("kept", result.kept())
                .with("young", result.young())
                .with("leftovers", result.leftovers())
                .with("failed", failed)
                .with("waiting", result.waiting());
    }
}
