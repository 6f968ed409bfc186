package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.KeySegment;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which ids the rows of a source get. A row keeps its id where that is free, or where the row is there already, equal. If the
 * project is there but anything of it differs, the whole project gets other ids, so that nothing of two states is mixed.
 */
final class ImportPlanner {

    /** An id that is derived is in use only if the same source was imported and changed before. */
    private static final int MAX_ATTEMPTS = 1_000;

    private final Tx tx;
    private final ProjectSource source;
    private final VideoProject project;
    private final ReadSize reading = new ReadSize();

    ImportPlanner(Tx tx, ProjectSource source) {
        this.tx = tx;
        this.source = source;
        this.project = source.project();
    }

    ImportPlan plan() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<String> id = candidate(EntityType.PROJECT, project.id().value(), "", attempt);
            Optional<ImportPlan> plan = id.flatMap(value -> planWith(new ProjectId(value)));
            if (plan.isPresent()) {
                return plan.get();
            }
        }
        throw noFreeId(EntityType.PROJECT, project.id().value());
    }

    private static StorageException.Conflict noFreeId(EntityType type, String id) {
        return new StorageException.Conflict(
                id,
                "There is no free id for the " + type + " " + Messages.quoted(id) + "; delete earlier copies of it.");
    }

    /** The id for an attempt; empty if it is not valid for new rows. */
    private Optional<String> candidate(EntityType type, String id, String ofProject, int attempt) {
        if (attempt > 0) {
            return Optional.of(ImportPlan.derivedId(tx.profile(), type, id, ofProject, attempt));
        }
        try {
            KeySegment.checkId(type.value(), id);
            return Optional.of(id);
        } catch (StorageException.InvalidInput e) {
            // of an adopted database
            return Optional.empty();
        }
    }

    /** The plan with an id for the project; empty if the project of that id is another one, or another state of it. */
    private Optional<ImportPlan> planWith(ProjectId target) {
        Optional<VideoProject> existing = tx.projects().find(target);
        if (existing.isEmpty()
                && !tx.archive()
                        .usedIds(EntityType.PROJECT, List.of(target.value()))
                        .isEmpty()) {
            return Optional.empty();
        }
        ImportPlan plan = new ImportPlan(tx.profile(), project.id(), target, existing.isPresent());
        if (existing.isPresent()
                && !TransferTable.comparable(existing.get()).equals(TransferTable.comparable(plan.mapped(project)))) {
            return Optional.empty();
        }
        for (TransferTable<?> table : TransferTable.ALL) {
            if (!decide(table, plan)) {
                return Optional.empty();
            }
        }
        return !plan.isProjectPresent() || (hasLinks(plan) && hasStoryboard(plan))
                ? Optional.of(plan)
                : Optional.empty();
    }

    /** Whether no row of the project differs. */
    private <R extends Record> boolean decide(TransferTable<R> table, ImportPlan plan) {
        try (Stream<R> rows = table.rows(source)) {
            for (List<R> chunk : Chunks.ofRows(rows)) {
                if (!decide(table, chunk, plan)) {
                    return false;
                }
            }
        }
        return true;
    }

    private <R extends Record> boolean decide(TransferTable<R> table, List<R> rows, ImportPlan plan) {
        Map<String, R> undecided = new LinkedHashMap<>();
        for (R row : rows) {
            plan.requireNew(table.type(), table.idOf(row));
            if (undecided.put(table.idOf(row), row) != null) {
                throw ImportPlan.twice(table.type(), table.idOf(row));
            }
        }
        for (int attempt = 0; !undecided.isEmpty(); attempt++) {
            if (attempt == MAX_ATTEMPTS) {
                throw noFreeId(table.type(), undecided.keySet().iterator().next());
            }
            Map<String, String> candidates = new LinkedHashMap<>();
            for (String id : undecided.keySet()) {
                candidate(table.type(), id, plan.target().value(), attempt)
                        .ifPresent(candidate -> candidates.put(id, candidate));
            }
            Set<String> used = tx.archive().usedIds(table.type(), candidates.values());
            Map<String, String> taken = new LinkedHashMap<>();
            candidates.forEach((from, to) -> {
                if (used.contains(to)) {
                    taken.put(from, to);
                } else {
                    plan.put(table.type(), from, to, false);
                    undecided.remove(from);
                }
            });
            if (!compare(table, undecided, taken, plan)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks at rows that exist, and decides about those that are there already, equal.
     *
     * @param undecided the rows of the source by their ids; decided ones are removed
     * @param taken the id in this store, by that in the source
     * @return whether no row of the project differs
     */
    private <R extends Record> boolean compare(
            TransferTable<R> table, Map<String, R> undecided, Map<String, String> taken, ImportPlan plan) {
        List<Map.Entry<String, String>> entries = List.copyOf(taken.entrySet());
        for (int from = 0; from < entries.size(); ) {
            List<Map.Entry<String, String>> some =
                    entries.subList(from, Math.min(entries.size(), from + reading.rows()));
            from += some.size();
            List<R> rows = table.find(tx, some.stream().map(Map.Entry::getValue).toList());
            reading.read(rows);
            Map<String, R> found = rows.stream().collect(Collectors.toMap(table::idOf, Function.identity()));
            for (Map.Entry<String, String> entry : some) {
                R row = undecided.get(entry.getKey());
                R existing = found.get(entry.getValue());
                if (row == null || existing == null) {
                    continue;
                }
                if (isSame(table, row, existing, entry.getValue(), plan)) {
                    plan.put(table.type(), entry.getKey(), entry.getValue(), true);
                    undecided.remove(entry.getKey());
                } else if (plan.isOwn(table.projectOf(row))
                        && table.projectOf(existing).equals(Optional.of(plan.target()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private <R extends Record> boolean isSame(TransferTable<R> table, R row, R existing, String id, ImportPlan plan) {
        R expected = table.mapped(row, id, plan);
        boolean sameProject =
                !plan.isOwn(table.projectOf(row)) || table.projectOf(expected).equals(table.projectOf(existing));
        return sameProject
                && table.comparable(table.withoutProject(expected), source.hasResponses())
                        .equals(table.comparable(table.withoutProject(existing), source.hasResponses()));
    }

    /** Whether the videos that are there have all links of the source. */
    private boolean hasLinks(ImportPlan plan) {
        Map<GenerationId, GenerationLinks> wanted = new HashMap<>();
        plan.links(source.links()).forEach((video, links) -> {
            if (plan.isPresent(EntityType.GENERATION, video)) {
                wanted.put(new GenerationId(plan.idOf(EntityType.GENERATION, video)), links);
            }
        });
        for (List<GenerationId> videos : Chunks.of(wanted.keySet().stream())) {
            GenerationLinks existing = tx.generations().linksOf(videos);
            Set<Object> links = new HashSet<>(existing.inputs());
            links.addAll(existing.audioTracks());
            for (GenerationId video : videos) {
                GenerationLinks own = wanted.getOrDefault(video, GenerationLinks.NONE);
                if (!links.containsAll(own.inputs()) || !links.containsAll(own.audioTracks())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the project that is there has all rows of the source's storyboard. */
    private boolean hasStoryboard(ImportPlan plan) {
        ProjectStoryboard wanted = comparable(plan.mapped(source.storyboard()));
        ProjectStoryboard existing =
                comparable(plan.withoutOtherRows(tx.archive().storyboard(plan.target())));
        return has(existing.scenes(), wanted.scenes())
                && has(existing.lines(), wanted.lines())
                && has(existing.settings(), wanted.settings())
                && has(existing.selections(), wanted.selections())
                && has(existing.rejected(), wanted.rejected());
    }

    private static boolean has(Collection<?> existing, Collection<?> wanted) {
        return new HashSet<>(existing).containsAll(wanted);
    }

    private static ProjectStoryboard comparable(ProjectStoryboard storyboard) {
        return new ProjectStoryboard(
                storyboard.scenes().stream().map(ImportPlanner::comparable).toList(),
                storyboard.lines().stream()
                        .map(line -> new SceneLine(
                                line.projectId(),
                                line.sceneId(),
                                line.language(),
                                line.text(),
                                line.translatedFrom(),
                                Instant.EPOCH))
                        .toList(),
                storyboard.settings().stream().map(ImportPlanner::comparable).toList(),
                storyboard.selections(),
                storyboard.rejected());
    }

    private static Scene comparable(Scene scene) {
        return scene.toBuilder()
                .meta(TransferTable.comparable(scene.meta()))
                .version(1)
                .updatedAt(Instant.EPOCH)
                .build();
    }

    private static DatedSettings comparable(DatedSettings dated) {
        StoredSettings stored = dated.stored();
        TrackSettings settings = stored.settings();
        return new DatedSettings(
                new StoredSettings(
                        stored.projectId(),
                        stored.sceneId(),
                        stored.track(),
                        stored.language(),
                        new TrackSettings(
                                settings.provider(),
                                settings.endpoint(),
                                settings.model(),
                                settings.voice(),
                                settings.prompt(),
                                TransferTable.comparable(settings.parameters()),
                                settings.imageRole(),
                                settings.references())),
                Instant.EPOCH);
    }
}
