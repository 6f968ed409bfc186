package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.ledger.CanonicalJson;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import io.github.reelstore.domain.transfer.ExportedFile;
import io.github.reelstore.domain.transfer.ProjectSink;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.domain.transfer.TransferService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All rows and files of a project, to compare stores: JSON in its canonical form, since databases write it in different ways. */
final class ProjectState implements ProjectSink {

    private final Set<Object> rows = new HashSet<>();
    private final Map<BlobKey, ContentHash> files = new TreeMap<>();

    static ProjectState of(Transactions transactions, BlobStore blobs, ProfileId profile, ProjectId project) {
        return of(new TransferService(transactions, blobs, profile), project);
    }

    static ProjectState of(TransferService transfers, ProjectId project) {
        ProjectState state = new ProjectState();
        try {
            transfers.exportProject(project, state, TransferProgress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }

    private static Optional<JsonText> canonical(Optional<JsonText> json) {
        return json.map(value -> new JsonText(CanonicalJson.of(value)));
    }

    @Override
    public void begin(VideoProject project) {
        rows.clear();
        rows.add(project.toBuilder()
                .tags(canonical(project.tags()))
                .meta(canonical(project.meta()))
                .build());
    }

    @Override
    public void videos(List<VideoGeneration> videos, GenerationLinks links) {
        videos.forEach(
                row -> rows.add(row.toBuilder().meta(canonical(row.meta())).build()));
        rows.addAll(links.inputs());
        rows.addAll(links.audioTracks());
    }

    /** Which project owns a row of another one is not known to the store that imports it. */
    @Override
    public void images(List<ImageGeneration> images) {
        images.forEach(row -> rows.add(row.toBuilder()
                .meta(canonical(row.meta()))
                .projectId(own(row.projectId()))
                .build()));
    }

    @Override
    public void audio(List<AudioGeneration> audio) {
        audio.forEach(row -> rows.add(row.toBuilder()
                .meta(canonical(row.meta()))
                .projectId(own(row.projectId()))
                .build()));
    }

    private static Optional<ProjectId> own(Optional<ProjectId> project) {
        return project.filter(id -> !id.equals(RandomProject.OTHER));
    }

    @Override
    public void storyboard(ProjectStoryboard storyboard) {
        storyboard
                .scenes()
                .forEach(scene ->
                        rows.add(scene.toBuilder().meta(canonical(scene.meta())).build()));
        rows.addAll(storyboard.lines());
        storyboard.settings().forEach(dated -> rows.add(canonical(dated)));
        rows.addAll(storyboard.selections());
        rows.addAll(storyboard.rejected());
    }

    private static DatedSettings canonical(DatedSettings dated) {
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
                                canonical(settings.parameters()),
                                settings.imageRole(),
                                settings.references())),
                dated.updatedAt());
    }

    @Override
    public void endOfRows(int count) {
        // files follow
    }

    @Override
    public StoredBlob file(ExportedFile file, BlobContent content) throws IOException {
        byte[] bytes = content.stream().readAllBytes();
        MessageDigest digest = ContentHash.newDigest();
        digest.update(bytes);
        ContentHash hash = ContentHash.of(digest);
        files.put(file.key(), hash);
        return new StoredBlob(file.key(), Optional.of(hash), Optional.of((long) bytes.length));
    }

    Set<Object> rows() {
        return rows;
    }

    Map<BlobKey, ContentHash> files() {
        return files;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProjectState state && state.rows.equals(rows) && state.files.equals(files);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    /** Each row and file, in an order that does not depend on the store. */
    List<String> lines() {
        return Stream.concat(
                        rows.stream().map(Object::toString),
                        files.entrySet().stream().map(Object::toString))
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
