package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.SharedFiles;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.WriteTrial;
import io.github.reelstore.testkit.fake.InMemoryDatabase.OwnedMark;
import io.github.reelstore.testkit.fake.InMemoryDatabase.OwnedServer;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryMaintenance implements MaintenanceRepository {

    private final InMemoryTx tx;
    private final InMemoryDatabase database;

    InMemoryMaintenance(InMemoryTx tx, InMemoryDatabase database) {
        this.tx = tx;
        this.database = database;
    }

    @Override
    public long rows(long limit) {
        return Math.min(limit, tx.reading().rows(tx.profile()));
    }

    @Override
    public Optional<Instant> newestRow() {
        return tx.reading().newestRow(tx.now());
    }

    @Override
    public Set<ProjectId> ofOtherProfiles(Collection<ProjectId> projects) {
        return tx.reading()
                .projects()
                .all()
                .filter(row -> !row.profileId().equals(tx.profile()))
                .map(VideoProject::id)
                .filter(projects::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean hasOtherProfiles() {
        return tx.reading().projects().all().anyMatch(row -> !row.profileId().equals(tx.profile()));
    }

    @Override
    public SharedFiles sharedFiles() {
        InMemoryDatabase rows = tx.reading();
        Map<BlobKey, List<Long>> sizes = Stream.of(
                        rows.images()
                                .all(tx.profile())
                                .map(row -> new StoredBlob(row.filePath(), row.contentHash(), row.byteSize())),
                        rows.audio()
                                .all(tx.profile())
                                .map(row -> new StoredBlob(row.filePath(), row.contentHash(), row.byteSize())),
                        rows.generations()
                                .all(tx.profile())
                                .flatMap(row -> row
                                        .filePath()
                                        .map(key -> new StoredBlob(key, row.contentHash(), row.byteSize()))
                                        .stream()))
                .flatMap(files -> files)
                .collect(Collectors.groupingBy(
                        StoredBlob::key, Collectors.mapping(file -> file.size().orElse(0L), Collectors.toList())));
        List<List<Long>> shared =
                sizes.values().stream().filter(uses -> uses.size() > 1).toList();
        return new SharedFiles(
                shared.stream().mapToLong(List::size).sum(),
                shared.size(),
                shared.stream()
                        .mapToLong(uses -> (uses.size() - 1) * Collections.max(uses))
                        .sum());
    }

    /** Always empty: only the repositories write here, and they refuse references to missing rows. */
    @Override
    public List<MissingRow> missingRows(EntityType kind, Collection<String> ids) {
        tx.reading();
        return List.of();
    }

    @Override
    public List<InvalidValue> hiddenValues(EntityType kind, Collection<String> ids) {
        return List.of();
    }

    @Override
    public List<RowMark> marks(EntityType kind, Collection<String> ids) {
        return tx.reading().marks().keySet().stream()
                .filter(owned -> owned.profile().equals(tx.profile()))
                .map(OwnedMark::mark)
                .filter(mark -> mark.row() == kind && ids.contains(mark.rowId()))
                .toList();
    }

    @Override
    public void mark(RowMark mark) {
        if (!tx.reading().exists(tx.profile(), idOf(mark))) {
            throw new StorageException.NotFound(
                    mark.rowId(),
                    "There is no " + mark.row() + " " + mark.rowId() + " in profile " + tx.profile() + ".");
        }
        tx.writing().marks().putIfAbsent(owned(mark), tx.now());
    }

    private OwnedMark owned(RowMark mark) {
        return new OwnedMark(tx.profile(), mark);
    }

    private static Id idOf(RowMark mark) {
        return switch (mark.row()) {
            case PROJECT -> new ProjectId(mark.rowId());
            case GENERATION -> new GenerationId(mark.rowId());
            case IMAGE -> new ImageId(mark.rowId());
            case AUDIO -> new AudioId(mark.rowId());
        };
    }

    @Override
    public boolean unmark(RowMark mark) {
        return tx.writing().marks().remove(owned(mark)) != null;
    }

    @Override
    public int pruneMarks() {
        var marks = tx.writing().marks().keySet();
        int before = marks.size();
        marks.removeIf(
                owned -> owned.profile().equals(tx.profile()) && !database.exists(tx.profile(), idOf(owned.mark())));
        return before - marks.size();
    }

    @Override
    public Optional<StoreIdentity> identity() {
        return tx.reading().identity();
    }

    @Override
    public StoreIdentity identify(StoreId id) {
        if (tx.writing().identity().isEmpty()) {
            database.identify(new StoreIdentity(id, Optional.empty()));
        }
        return database.identity().orElseThrow();
    }

    @Override
    public boolean replaceIdentity(StoreId id) {
        if (tx.writing().identity().flatMap(StoreIdentity::boundAt).isEmpty()) {
            database.identify(new StoreIdentity(id, Optional.empty()));
        }
        return database.identity().filter(known -> known.id().equals(id)).isPresent();
    }

    @Override
    public void noteBound() {
        tx.writing()
                .identity()
                .filter(known -> known.boundAt().isEmpty())
                .ifPresent(known -> database.identify(new StoreIdentity(known.id(), Optional.of(tx.now()))));
    }

    @Override
    public Optional<WriteTrial> writeTrial(String server) {
        return Optional.ofNullable(tx.reading().writeTrials().get(new OwnedServer(tx.profile(), server)));
    }

    @Override
    public void noteWriteTrial(String server, ExclusiveWrites result) {
        tx.writing().writeTrials().put(new OwnedServer(tx.profile(), server), new WriteTrial(server, result, tx.now()));
    }
}
