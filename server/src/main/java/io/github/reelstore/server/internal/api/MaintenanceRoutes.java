package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.maintenance.CollectionResult;
import io.github.reelstore.domain.maintenance.CollectionService;
import io.github.reelstore.domain.maintenance.CollectionService.Mode;
import io.github.reelstore.domain.maintenance.CollectionService.Scope;
import io.github.reelstore.domain.maintenance.Quarantine;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.maintenance.VerificationRequest;
import io.github.reelstore.domain.maintenance.VerificationRequest.Depth;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.SharedFiles;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.MaintenanceJson;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import io.github.reelstore.server.internal.http.StoreChecks;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The operations that check a store. They change nothing. */
final class MaintenanceRoutes {

    /** More problems are counted only. */
    private static final int MOST_PROBLEMS = 1_000;

    private static final int MOST_FILES = 1_000;

    private final StoreChecks checks = new StoreChecks();

    List<Route> all(RecordSchemas schemas) {
        return List.of(
                Route.of(
                                "GET",
                                Paths.API + "/maintenance/verification",
                                "verify",
                                "Checks rows against files, and returns the first " + MOST_PROBLEMS + " problems.",
                                checks.alone(MaintenanceRoutes::verify))
                        .query("projectId", "Only the rows and files of this project.", Schema.STRING)
                        .query(
                                "depth",
                                "What is compared: sizes (the default), hashes that the blob store knows, or the content.",
                                Schema.oneOf(List.of("sizes", "hashes", "content")))
                        .answers(200, "The problems.", verification(schemas)),
                Route.of(
                                "GET",
                                Paths.API + "/maintenance/collection",
                                "previewCollection",
                                "Returns what a collection would remove. It removes nothing.",
                                checks.alone(MaintenanceRoutes::collection))
                        .query(
                                "grace",
                                "The minimum time to keep files, in ISO 8601; PT24H if it is not given.",
                                Schema.STRING)
                        .query("orphans", "Whether files that no row has ever referred to count too.", Schema.BOOLEAN)
                        .answers(200, "What would be removed.", preview(schemas)),
                Route.of(
                                "GET",
                                Paths.API + "/maintenance/shared-files",
                                "sharedFiles",
                                "Sums up the files to which more than one row refers, and the bytes that this saves.",
                                checks.alone(exchange -> Answer.json(
                                        200,
                                        exchange.store()
                                                .readOnly(tx -> tx.maintenance().sharedFiles()))))
                        .answers(200, "The sums.", schemas.of(SharedFiles.class)),
                Route.of(
                                "GET",
                                Paths.API + "/maintenance/quarantine",
                                "quarantine",
                                "Counts the files that repairs have moved to quarantine, and returns the first "
                                        + MOST_FILES + " by key.",
                                checks.alone(exchange -> Answer.json(
                                        200, exchange.store().maintenance().quarantine(MOST_FILES))))
                        .answers(
                                200,
                                "The number and total size in bytes, and the first files.",
                                schemas.of(Quarantine.class)));
    }

    private static Answer verify(Exchange exchange) {
        VerificationRequest all = VerificationRequest.ALL.with(
                exchange.query("depth").map(MaintenanceRoutes::depth).orElse(Depth.SIZES));
        VerificationRequest request =
                exchange.query("projectId").map(ProjectId::new).map(all::of).orElse(all);
        List<JsonObject> problems = Collections.synchronizedList(new ArrayList<>());
        Verification result = exchange.store().maintenance().verify(request, problem -> {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(MaintenanceJson.problem(problem));
            }
        });
        return Answer.json(
                200,
                new JsonObject()
                        .with("problems", problems)
                        .with("found", result.problems())
                        .with("checked", result.rows())
                        .with("files", result.files())
                        .with("marked", result.marked())
                        .with("afterBackup", result.afterBackup()));
    }

    private static Depth depth(String text) {
        for (Depth depth : Depth.values()) {
            if (depth.name().toLowerCase(Locale.ROOT).equals(text)) {
                return depth;
            }
        }
        throw new StorageException.InvalidInput(
                "depth", "The depth must be sizes, hashes or content, not " + Messages.quoted(text) + ".");
    }

    private static Answer collection(Exchange exchange) {
        Scope scope = exchange.flag("orphans") ? Scope.ALL_FILES : Scope.TOMBSTONES;
        Duration grace =
                exchange.query("grace").map(MaintenanceRoutes::duration).orElse(CollectionService.DEFAULT_GRACE);
        CollectionResult result = exchange.store()
                .maintenance()
                .collect(scope, grace, Mode.PREVIEW, CollectionService.USUAL_SHARE, files -> {});
        return Answer.json(200, MaintenanceJson.collection(Mode.PREVIEW, result));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new StorageException.InvalidInput(
                    "grace",
                    "The grace period must be a duration such as PT24H, not " + Messages.quoted(text) + ".",
                    e);
        }
    }

    private static Schema verification(RecordSchemas schemas) {
        Map<String, Schema> problem = new LinkedHashMap<>();
        problem.put("kind", Schema.STRING);
        problem.put("key", Schema.STRING.nullable());
        problem.put("row", Schema.STRING.nullable());
        problem.put("rowKind", Schema.STRING.nullable());
        problem.put("origin", Schema.STRING.nullable());
        problem.put("detail", Schema.STRING);
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("problems", Schema.listOf(Schema.object(problem, problem.keySet())));
        List.of("found", "checked", "files", "marked", "afterBackup")
                .forEach(name -> members.put(name, Schema.INTEGER));
        return schemas.named("Verification", Schema.object(members, members.keySet()));
    }

    private static Schema preview(RecordSchemas schemas) {
        Map<String, Schema> members = new LinkedHashMap<>();
        members.put("dryRun", Schema.BOOLEAN);
        List.of("tombstones", "orphans", "orphanBytes", "kept", "young", "leftovers")
                .forEach(name -> members.put(name, Schema.INTEGER));
        members.put("failed", Schema.of("object").with("additionalProperties", Schema.STRING.members()));
        members.put("waiting", schemas.of(CollectionResult.Waiting.class));
        return schemas.named("CollectionPreview", Schema.object(members, members.keySet()));
    }
}
