package io.github.reelstore.mybatis.internal;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

final class MybatisProjectRepository extends RowRepository<VideoProject, ProjectId, ProjectFilter>
        implements ProjectRepository {

    private final ProjectMapper mapper;

    MybatisProjectRepository(MybatisTx tx) {
        super(
                tx,
                MappedTable.PROJECTS,
                ProjectMapper.class,
                new Identity<>(VideoProject::id, VideoProject::profileId, VideoProject::createdAt, ProjectId::of));
        this.mapper = tx.mapper(ProjectMapper.class);
    }

    @Override
    Set<BlobKey> keysOf(VideoProject row) {
        return Stream.of(row.videoPath(), row.thumbPath())
                .flatMap(Optional::stream)
                .collect(toUnmodifiableSet());
    }

    @Override
    Set<Parent> parentsOf(VideoProject row) {
        return Set.of();
    }

    @Override
    public VideoProject update(ProjectId id, long expectedVersion, Patch<VideoProject> patch) {
        VideoProject before = get(id);
        if (before.version() != expectedVersion) {
            throw changed(id, expectedVersion);
        }
        return update(id, before, expectedVersion, patch);
    }

    @Override
    public Deletion delete(ProjectId id) {
        get(id);
        requireNoActiveJobs(id);
        return tx.write(id.value(), () -> {
            ProfileId profile = tx.profile();
            ReferenceMapper references = tx.mapper(ReferenceMapper.class);
            mapper.detachImages(profile, id, tx.now());
            mapper.detachAudio(profile, id, tx.now());
            int tombstones = references.insertTombstonesOfProject(profile, id, tx.now());
            mapper.deleteInputs(profile, id);
            mapper.deleteAudioTracks(profile, id);
            ProjectContents contents = new ProjectContents(
                    mapper.deleteGenerations(profile, id),
                    mapper.deleteImages(profile, id),
                    mapper.deleteAudio(profile, id));
            int rows = contents.videos() + contents.images() + contents.audio() + mapper.delete(profile, id);
            return new Deletion(
                    rows, tombstones - references.deleteTombstonesOfReferenced(profile, tx.now()), contents);
        });
    }

    private void requireNoActiveJobs(ProjectId id) {
        int jobs = tx.run(id.value(), () -> mapper.activeJobs(tx.profile(), id));
        if (jobs > 0) {
            String which = jobs == 1 ? " has a job that is" : " has " + jobs + " jobs that are";
            String what = jobs == 1 ? "it" : "them";
            throw new StorageException.Integrity(
                    id.value(),
                    "The project " + Messages.quoted(id.value()) + which + " not finished; wait for " + what
                            + ", cancel " + what + " or resolve " + what + " (\"reelstore job list\").");
        }
    }

    @Override
    public ProjectContents contents(ProjectId id) {
        get(id);
        return tx.run(id.value(), () -> mapper.contents(tx.profile(), id));
    }
}
