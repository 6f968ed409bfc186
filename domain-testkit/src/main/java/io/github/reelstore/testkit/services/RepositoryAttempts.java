package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.PAGE;
import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.CrossProfileAttempts.ofChannel;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.HARMLESS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.READS;
import static io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome.REFUSED;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.some;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.testkit.rows.SampleRows;
import java.util.List;
import java.util.Optional;

/** Bob's calls of the repositories. */
final class RepositoryAttempts {

    private final CrossProfileAttempts attempts;

    RepositoryAttempts(CrossProfileAttempts attempts) {
        this.attempts = attempts;
    }

    void addAll() {
        projectRepository();
        generationRepository();
        imageRepository();
        audioRepository();
        blobReferences();
    }

    private void projectRepository() {
        Patch<VideoProject> steal = Patch.<VideoProject>empty().set(ProjectField.TITLE, "stolen");
        String type = "ProjectRepository.";
        attempts.in(type + "insert(VideoProject)", REFUSED, tx -> {
            tx.projects()
                    .insert(SampleRows.project(attempts.project.id().value())
                            .profileId(tx.profile())
                            .build());
            return "inserted";
        });
        attempts.in(type + "insert(VideoProject)", REFUSED, tx -> {
            tx.projects()
                    .insert(SampleRows.project("planted")
                            .profileId(SampleRows.ALICE)
                            .title("planted")
                            .build());
            return "inserted";
        });
        attempts.in(type + "find(ProjectId)", READS, tx -> tx.projects().find(attempts.project.id()));
        attempts.in(
                type + "list(ProjectFilter, PageRequest)",
                READS,
                tx -> tx.projects().list(ofChannel(), PAGE));
        attempts.in(
                type + "update(ProjectId, Patch)", REFUSED, tx -> tx.projects().update(attempts.project.id(), steal));
        attempts.in(
                type + "update(ProjectId, long, Patch)",
                REFUSED,
                tx -> tx.projects().update(attempts.project.id(), attempts.project.version(), steal));
        attempts.in(type + "delete(ProjectId)", REFUSED, tx -> tx.projects().delete(attempts.project.id()));
        attempts.in(type + "contents(ProjectId)", REFUSED, tx -> tx.projects().contents(attempts.project.id()));
    }

    private void generationRepository() {
        String type = "VideoGenerationRepository.";
        attempts.in(type + "insert(VideoGeneration)", REFUSED, tx -> {
            tx.generations().insert(attempts.videoInAlicesProject(tx));
            return "inserted";
        });
        attempts.in(type + "insert(VideoGeneration)", REFUSED, tx -> {
            tx.generations()
                    .insert(SampleRows.generation("g")
                            .profileId(tx.profile())
                            .imageGenerationId(attempts.imageRow().id())
                            .build());
            return "inserted";
        });
        attempts.in(type + "insertAll(List)", REFUSED, tx -> {
            tx.generations().insertAll(List.of(attempts.videoInAlicesProject(tx)));
            return "inserted";
        });
        attempts.in(
                type + "find(GenerationId)",
                READS,
                tx -> tx.generations().find(attempts.pair.generation().id()));
        attempts.in(
                type + "list(GenerationFilter, PageRequest)",
                READS,
                tx -> tx.generations().list(GenerationFilter.of(attempts.project.id()), PAGE));
        attempts.in(
                type + "list(GenerationFilter, PageRequest)",
                READS,
                tx -> tx.generations().list(ofTheChannel(), PAGE));
        attempts.in(type + "ofProject(ProjectId)", READS, tx -> tx.generations().ofProject(attempts.project.id()));
        attempts.in(
                type + "ofProject(ProjectId, PageRequest)",
                READS,
                tx -> tx.generations().ofProject(attempts.project.id(), PAGE));
        attempts.in(
                type + "update(GenerationId, Patch)",
                REFUSED,
                tx -> tx.generations()
                        .update(
                                attempts.pair.generation().id(),
                                Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "stolen")));
        attempts.in(
                type + "update(GenerationId, Patch)",
                REFUSED,
                tx -> tx.generations()
                        .update(
                                attempts.videoOfBob.id(),
                                Patch.<VideoGeneration>empty()
                                        .set(
                                                GenerationField.AUDIO_GENERATION_ID,
                                                attempts.audioRow().id())));
        attempts.in(
                type + "update(GenerationId, Patch)",
                REFUSED,
                tx -> tx.generations()
                        .update(
                                attempts.videoOfBob.id(),
                                Patch.<VideoGeneration>empty().set(GenerationField.PROJECT_ID, attempts.project.id())));
        attempts.in(
                type + "delete(GenerationId)",
                REFUSED,
                tx -> tx.generations().delete(attempts.pair.generation().id()));
        attempts.in(type + "link(GenerationLinks)", REFUSED, tx -> {
            tx.generations()
                    .link(SampleRows.inputs(SampleRows.input(
                            attempts.videoOfBob.id().value(),
                            InputRole.REFERENCE,
                            0,
                            attempts.imageRow().id().value())));
            return "linked";
        });
        attempts.in(type + "link(GenerationLinks)", REFUSED, tx -> {
            tx.generations()
                    .link(SampleRows.tracks(SampleRows.track(
                            attempts.videoOfBob.id().value(),
                            "de",
                            attempts.further.id().value())));
            return "linked";
        });
        attempts.in(
                type + "unlinkAudio(GenerationId, AudioId)",
                HARMLESS,
                tx -> tx.generations().unlinkAudio(attempts.pair.generation().id(), attempts.further.id())
                        ? SECRET
                        : "nothing");
        // links have ids and no texts, so a result with an id of alice counts as the secret
        attempts.in(
                type + "linksOf(GenerationId)",
                HARMLESS,
                tx -> secretIfItHasAnIdOfAlice(tx.generations()
                        .linksOf(attempts.pair.generation().id())
                        .toString()));
        attempts.in(
                type + "linksOf(Collection)",
                HARMLESS,
                tx -> secretIfItHasAnIdOfAlice(tx.generations()
                        .linksOf(List.of(attempts.pair.generation().id()))
                        .toString()));
        attempts.in(
                type + "linksOfProject(ProjectId)",
                HARMLESS,
                tx -> secretIfItHasAnIdOfAlice(
                        tx.generations().linksOfProject(attempts.project.id()).toString()));
    }

    private String secretIfItHasAnIdOfAlice(String links) {
        return attempts.idsOfAlice().stream().anyMatch(links::contains) ? SECRET : links;
    }

    private static GenerationFilter ofTheChannel() {
        return new GenerationFilter(none(), some(new ChannelId("channel")), none(), TimeRange.ALWAYS);
    }

    private void imageRepository() {
        String type = "ImageRepository.";
        attempts.in(type + "insert(ImageGeneration)", REFUSED, tx -> {
            tx.images().insert(attempts.imageWithAlicesFile(tx));
            return "inserted";
        });
        attempts.in(type + "insertAll(List)", REFUSED, tx -> {
            tx.images().insertAll(List.of(attempts.imageWithAlicesFile(tx)));
            return "inserted";
        });
        attempts.in(type + "insert(ImageGeneration)", REFUSED, tx -> {
            tx.images()
                    .insert(SampleRows.image("thief")
                            .profileId(tx.profile())
                            .filePath(attempts.deleted)
                            .build());
            return "inserted";
        });
        attempts.in(
                type + "find(ImageId)",
                READS,
                tx -> tx.images().find(attempts.imageRow().id()));
        attempts.in(
                type + "list(GenerationFilter, PageRequest)",
                READS,
                tx -> tx.images().list(GenerationFilter.ALL, PAGE));
        attempts.in(type + "usedByProject(ProjectId)", READS, tx -> tx.images().usedByProject(attempts.project.id()));
        attempts.in(
                type + "usedBy(Collection)",
                READS,
                tx -> tx.images().usedBy(List.of(attempts.pair.generation().id())));
        attempts.in(
                type + "withoutVideo(ProjectId, PageRequest)",
                READS,
                tx -> tx.images().withoutVideo(attempts.project.id(), PAGE));
        attempts.in(
                type + "update(ImageId, Patch)",
                REFUSED,
                tx -> tx.images()
                        .update(
                                attempts.imageRow().id(),
                                Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "stolen")));
        attempts.in(
                type + "delete(ImageId)",
                REFUSED,
                tx -> tx.images().delete(attempts.imageRow().id()));
    }

    private void audioRepository() {
        String type = "AudioRepository.";
        attempts.in(type + "insert(AudioGeneration)", REFUSED, tx -> {
            tx.audio()
                    .insert(SampleRows.audio("thief")
                            .profileId(tx.profile())
                            .filePath(attempts.audioRow().filePath())
                            .build());
            return "inserted";
        });
        attempts.in(type + "insertAll(List)", REFUSED, tx -> {
            tx.audio()
                    .insertAll(List.of(SampleRows.audio("thief")
                            .profileId(tx.profile())
                            .filePath(attempts.audioRow().filePath())
                            .build()));
            return "inserted";
        });
        attempts.in(
                type + "find(AudioId)",
                READS,
                tx -> tx.audio().find(attempts.audioRow().id()));
        attempts.in(
                type + "list(GenerationFilter, PageRequest)",
                READS,
                tx -> tx.audio().list(ofTheChannel(), PAGE));
        attempts.in(type + "usedByProject(ProjectId)", READS, tx -> tx.audio().usedByProject(attempts.project.id()));
        attempts.in(
                type + "usedBy(Collection)",
                READS,
                tx -> tx.audio().usedBy(List.of(attempts.pair.generation().id())));
        attempts.in(
                type + "videosOf(AudioId)",
                READS,
                tx -> tx.audio().videosOf(attempts.audioRow().id()).isEmpty() ? "nothing" : SECRET);
        attempts.in(
                type + "withoutVideo(ProjectId, PageRequest)",
                READS,
                tx -> tx.audio().withoutVideo(attempts.project.id(), PAGE));
        attempts.in(
                type + "update(AudioId, Patch)",
                REFUSED,
                tx -> tx.audio()
                        .update(
                                attempts.audioRow().id(),
                                Patch.<AudioGeneration>empty().set(AudioField.TEXT, "stolen")));
        attempts.in(
                type + "delete(AudioId)",
                REFUSED,
                tx -> tx.audio().delete(attempts.audioRow().id()));
    }

    /** Files have no text, so any result counts as the secret. */
    private void blobReferences() {
        String type = "BlobReferences.";
        attempts.in(
                type + "find(BlobKey)",
                READS,
                tx -> secretIfPresent(tx.references().find(attempts.finalCut)));
        attempts.in(
                type + "findByHash(MediaKind, ContentHash)",
                READS,
                tx -> secretIfPresent(tx.references()
                        .findByHash(
                                MediaKind.VIDEO,
                                attempts.pair.generation().contentHash().orElseThrow())
                        .filter(blob -> blob.key()
                                .equals(attempts.pair.generation().filePath().orElseThrow()))));
        attempts.in(
                type + "tombstone(BlobKey)",
                READS,
                tx -> secretIfPresent(tx.references().tombstone(attempts.deleted)));
        attempts.in(
                type + "expired(Instant, Optional, int)",
                READS,
                tx -> secretIfPresent(tx.references().expired(tx.now().plusSeconds(1), none(), 100).stream()
                        .filter(tombstone -> tombstone.key().equals(attempts.deleted))
                        .findFirst()));
        for (BlobKey key : List.of(attempts.finalCut, attempts.deleted)) {
            attempts.in(type + "reserve(BlobKey)", REFUSED, tx -> {
                tx.references().reserve(key);
                return "reserved";
            });
            attempts.in(type + "expect(BlobKey, Instant)", HARMLESS, tx -> {
                tx.references().expect(key, tx.now());
                return "expected";
            });
        }
        List<BlobKey> keys = List.of(attempts.finalCut, attempts.deleted);
        attempts.in(
                type + "release(Collection)",
                HARMLESS,
                tx -> secretIfPresent(tx.references().release(keys).stream().findFirst()));
        attempts.in(
                type + "unknown(Collection)",
                HARMLESS,
                tx -> secretIfPresent(tx.references().unknown(keys).stream().findFirst()));
        attempts.in(
                type + "releaseUnknown(Collection)",
                HARMLESS,
                tx -> secretIfPresent(
                        tx.references().releaseUnknown(keys).stream().findFirst()));
        attempts.in(
                type + "tombstones(PageRequest)",
                READS,
                tx -> secretIfPresent(tx.references().tombstones(PAGE).items().stream()
                        .filter(tombstone -> tombstone.key().equals(attempts.deleted))
                        .findFirst()));
    }

    private static String secretIfPresent(Optional<?> result) {
        return result.isPresent() ? SECRET + result.get() : "nothing";
    }
}
