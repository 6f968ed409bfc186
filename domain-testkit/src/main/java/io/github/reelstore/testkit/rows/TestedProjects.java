package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class TestedProjects extends TestedRows<ProjectId, VideoProject> {

    TestedProjects() {
        super(ProjectField.class);
    }

    @Override
    ProjectId id(String text) {
        return new ProjectId(text);
    }

    @Override
    VideoProject minimal(String id) {
        return SampleRows.project(id).build();
    }

    @Override
    VideoProject full(int number) {
        return SampleRows.project("project-" + number)
                .channelId(new ChannelId("channel " + number))
                .title("title " + number)
                .description("description " + number)
                .status(List.of(ProjectStatus.ARCHIVED, ProjectStatus.IN_PROGRESS)
                        .get(number % 2))
                .defaultLanguage(LanguageTag.of(List.of("pt-BR", "vi").get(number % 2)))
                .aspectRatio(number + ":9")
                .script("script " + number)
                .tags(new JsonText("[\"tag " + number + "\"]"))
                .meta(new JsonText("{\"meta\": " + number + "}"))
                .mediaInfo(MediaInfo.NONE.withAbsent(List.of("column " + number)))
                .mediaInfo(MediaInfo.NONE.withAbsent(List.of("column " + number)))
                .providerProjectId("provider's id " + number)
                .videoPath(new BlobKey("full/project-" + number + "/video.mp4"))
                .thumbPath(new BlobKey("full/project-" + number + "/thumb.jpg"))
                .durationMs(60_000L + number)
                .contentHash(SampleRows.hash(100 + number))
                .version(40L + number)
                .createdAt(SampleRows.micros(10 + number))
                .updatedAt(SampleRows.micros(20 + number))
                .build();
    }

    @Override
    void insertParents(Tx tx, int number) {
        // A project has no parents.
    }

    @Override
    Set<String> required() {
        return Set.of("title", "status");
    }

    @Override
    Patch<VideoProject> invalid() {
        return Patch.<VideoProject>empty().set(ProjectField.TITLE, " ");
    }

    @Override
    void insert(Tx tx, VideoProject row) {
        tx.projects().insert(row);
    }

    @Override
    Optional<VideoProject> find(Tx tx, ProjectId id) {
        return tx.projects().find(id);
    }

    @Override
    Page<VideoProject> list(Tx tx, TimeRange created, PageRequest page) {
        return tx.projects().list(new ProjectFilter(Optional.empty(), Optional.empty(), created), page);
    }

    @Override
    VideoProject update(Tx tx, ProjectId id, Patch<VideoProject> patch) {
        return tx.projects().update(id, patch);
    }

    @Override
    Deletion delete(Tx tx, ProjectId id) {
        return tx.projects().delete(id);
    }

    @Override
    VideoProject touched(VideoProject row, Instant now) {
        return super.touched(row, now).toBuilder().version(row.version() + 1).build();
    }

    @Override
    VideoProject withNumbers(VideoProject row, long wide, int narrow) {
        return super.withNumbers(row, wide, narrow).toBuilder().version(wide).build();
    }
}
