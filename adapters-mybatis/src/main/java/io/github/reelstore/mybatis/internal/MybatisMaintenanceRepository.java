package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.MaintenanceRepository;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.SharedFiles;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.WriteTrial;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class MybatisMaintenanceRepository implements MaintenanceRepository {

    private static final String IDENTITY = "store identity";

    private final MybatisTx tx;
    private final MaintenanceMapper mapper;

    MybatisMaintenanceRepository(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(MaintenanceMapper.class);
    }

    @Override
    public long rows(long most) {
        return tx.run("rows", () -> mapper.rows(tx.profile(), most));
    }

    @Override
    public Optional<Instant> newestRow() {
        return tx.run("rows", () -> mapper.newestRow(tx.now())).createdAt();
    }

    @Override
    public Set<ProjectId> ofOtherProfiles(Collection<ProjectId> projects) {
        return projects.isEmpty()
                ? Set.of()
                : tx.run("rows", () -> mapper.projectsOfOthers(tx.profile(), projects)).stream()
                        .map(ProjectId::new)
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean hasOtherProfiles() {
        return tx.run("rows", () -> mapper.otherProfiles(tx.profile())) > 0;
    }

    @Override
    public SharedFiles sharedFiles() {
        return tx.run("rows", () -> mapper.sharedFiles(tx.profile()));
    }

    @Override
    public List<MissingRow> missingRows(EntityType kind, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return tx.run("rows", () -> switch (kind) {
            // a project refers to no row
            case PROJECT -> List.of();
            case GENERATION -> mapper.missingOfGenerations(tx.profile(), ids);
            case IMAGE -> mapper.missingOfImages(tx.profile(), ids);
            case AUDIO -> mapper.missingOfAudio(tx.profile(), ids);
        });
    }

    @Override
    public List<RowMark> marks(EntityType kind, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : RowRepository.valid(tx.run("marks", () -> mapper.marks(tx.profile(), kind, ids)));
    }

    @Override
    public List<InvalidValue> hiddenValues(EntityType kind, Collection<String> ids) {
        if (ids.isEmpty() || kind != EntityType.GENERATION) {
            return List.of();
        }
        return tx.run("rows", () -> mapper.hiddenValues(tx.profile(), ids)).stream()
                .flatMap(HiddenValues::values)
                .toList();
    }

    @Override
    public void mark(RowMark mark) {
        MappedTable table = tableOf(mark.row());
        int rows = tx.run(mark.rowId(), () -> RowRepository.rows(tx, table, idOf(mark)));
        if (rows == 0) {
            throw new StorageException.NotFound(
                    mark.rowId(),
                    "There is no " + table.noun() + " " + Messages.quoted(mark.rowId()) + " in profile " + tx.profile()
                            + ".");
        }
        tx.write(mark.rowId(), () -> mapper.mark(tx.profile(), mark, tx.now()));
    }

    private static MappedTable tableOf(EntityType kind) {
        return switch (kind) {
            case PROJECT -> MappedTable.PROJECTS;
            case GENERATION -> MappedTable.GENERATIONS;
            case IMAGE -> MappedTable.IMAGES;
            case AUDIO -> MappedTable.AUDIO;
        };
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
        return tx.write(mark.rowId(), () -> mapper.unmark(tx.profile(), mark)) > 0;
    }

    @Override
    public int pruneMarks() {
        return tx.write("marks", () -> mapper.pruneMarks(tx.profile()));
    }

    @Override
    public Optional<StoreIdentity> identity() {
        return tx.find(IDENTITY, mapper::identity).map(StoredIdentity::toIdentity);
    }

    @Override
    public StoreIdentity identify(StoreId id) {
        tx.write(IDENTITY, () -> mapper.identify(id));
        return identity().orElseThrow();
    }

    @Override
    public boolean replaceIdentity(StoreId id) {
        tx.write(IDENTITY, () -> mapper.replaceIdentity(id));
        return identity().filter(known -> known.id().equals(id)).isPresent();
    }

    @Override
    public void noteBound() {
        tx.write(IDENTITY, () -> mapper.noteBound(tx.now()));
    }

    @Override
    public Optional<WriteTrial> writeTrial(String server) {
        return Optional.ofNullable(
                        tx.<@Nullable StoredWriteTrial>run(server, () -> mapper.writeTrial(tx.profile(), server)))
                .flatMap(StoredWriteTrial::toTrial);
    }

    @Override
    public void noteWriteTrial(String server, ExclusiveWrites result) {
        tx.write(server, () -> mapper.deleteWriteTrial(tx.profile(), server));
        tx.write(server, () -> mapper.insertWriteTrial(tx.profile(), server, result.value(), tx.now()));
    }
}
