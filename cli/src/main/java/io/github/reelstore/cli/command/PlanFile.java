package io.github.reelstore.cli.command;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.maintenance.RepairPlan;
import io.github.reelstore.domain.maintenance.RepairPlan.Action;
import io.github.reelstore.domain.maintenance.RepairPlan.ActionType;
import io.github.reelstore.domain.maintenance.Verification.Kind;
import io.github.reelstore.domain.maintenance.Verification.RowRef;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.StoreId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes a {@link RepairPlan} as a JSON file that users review and edit. */
final class PlanFile {

    private static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PlanFile() {}

    private record Document(
            int version,
            @Nullable String store,
            @Nullable String profile,
            @Nullable String madeAt,
            long rows,
            long files,
            @Nullable List<Step> actions) {}

    private record Step(
            @Nullable String action,
            @Nullable String problem,
            @Nullable String row,
            @Nullable String id,
            @Nullable String subject,
            @Nullable String detail) {}

    /** Rejects an existing file before the verification starts. */
    static void requireNew(Path file) {
        if (Files.exists(file)) {
            throw alreadyExists(file);
        }
    }

    private static StorageException.AlreadyExists alreadyExists(Path file) {
        return new StorageException.AlreadyExists(
                "plan",
                "The file " + Messages.quoted(file.toString()) + " already exists; choose another file for the plan.");
    }

    static void write(RepairPlan plan, Path file) {
        Document document = new Document(
                VERSION,
                plan.store().value(),
                plan.profile().value(),
                plan.madeAt().toString(),
                plan.rows(),
                plan.files(),
                plan.actions().stream().map(PlanFile::step).toList());
        String text = MAPPER.writeValueAsString(document) + "\n";
        try {
            Files.writeString(
                    file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw alreadyExists(file);
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    "plan",
                    "Cannot write the plan to " + Messages.quoted(file.toString()) + " (" + e.getMessage() + ").",
                    e);
        }
    }

    private static Step step(Action action) {
        return new Step(
                action.type().value(),
                action.problem().value(),
                action.row().map(row -> row.kind().value()).orElse(null),
                action.row().map(RowRef::id).orElse(null),
                action.subject(),
                action.detail());
    }

    static RepairPlan read(Path file) {
        String name = Messages.quoted(file.toString());
        try {
            return plan(MAPPER.readValue(Files.readString(file), Document.class));
        } catch (NoSuchFileException e) {
            throw new StorageException.InvalidInput(
                    "plan", "The plan " + name + " does not exist; create it with \"repair --plan\".", e);
        } catch (IOException e) {
            throw new StorageException.InvalidInput(
                    "plan", "Cannot read the plan " + name + " (" + e.getMessage() + ").", e);
        } catch (JacksonException e) {
            throw new StorageException.InvalidInput(
                    "plan",
                    "The plan " + name + " was not written by \"repair --plan\": " + e.getOriginalMessage() + ".",
                    e);
        } catch (StorageException.InvalidInput | DateTimeException e) {
            throw new StorageException.InvalidInput("plan", "The plan " + name + " is invalid: " + e.getMessage(), e);
        }
    }

    private static RepairPlan plan(@Nullable Document document) {
        if (document == null || document.version() != VERSION) {
            throw new StorageException.InvalidInput("version", "Its version is not " + VERSION + ".");
        }
        return new RepairPlan(
                new StoreId(required("store", document.store())),
                new ProfileId(required("profile", document.profile())),
                Instant.parse(required("madeAt", document.madeAt())),
                document.rows(),
                document.files(),
                required("actions", document.actions()).stream()
                        .map(step -> action(required("action", step)))
                        .toList());
    }

    private static Action action(Step step) {
        Optional<RowRef> row = step.row() == null && step.id() == null
                ? Optional.empty()
                : Optional.of(new RowRef(EntityType.of(required("row", step.row())), required("id", step.id())));
        return new Action(
                ActionType.of(required("action", step.action())),
                Kind.of(required("problem", step.problem())),
                row,
                required("subject", step.subject()),
                Optional.ofNullable(step.detail()).orElse(""));
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new StorageException.InvalidInput(name, "\"" + name + "\" is missing.");
        }
        return value;
    }
}
