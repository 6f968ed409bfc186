package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.List;
import java.util.Optional;

final class TestedAudio extends TestedMedia<AudioId, AudioGeneration> {

    TestedAudio() {
        super(AudioField.class);
    }

    @Override
    AudioId id(String text) {
        return new AudioId(text);
    }

    @Override
    AudioGeneration minimal(String id) {
        return SampleRows.audio(id).build();
    }

    @Override
    AudioGeneration full(int number) {
        return SampleRows.audio("audio-" + number, "project-" + number)
                .provider("provider " + number)
                .providerAudioId("provider's id " + number)
                .ttsJobId("job " + number)
                .language(LanguageTag.of(List.of("zh-Hant-TW", "vi").get(number % 2)))
                .voice("voice " + number)
                .text("text " + number)
                .model("model " + number)
                .filePath(new BlobKey("full/audio-" + number + ".mp3"))
                .byteSize(6_000_000_000L + number)
                .durationSeconds(80 + number)
                .durationMs(80_500L + number)
                .sampleRate(44_100 + number)
                .channels(4 + number)
                .format("format " + number)
                .bitrate(128_000 + number)
                .contentHash(SampleRows.hash(400 + number))
                .meta(new JsonText("{\"meta\": " + number + "}"))
                .sceneId("scene " + number)
                .madeFrom(MadeFrom.NOTHING.with(Ingredient.TEXT, "made from " + number))
                .mediaInfo(MediaInfo.NONE.withAbsent(List.of("column " + number)))
                .rawResponse("{\"raw\":" + number)
                .status(new GenerationStatus("status " + number))
                .createdAt(SampleRows.micros(10 + number))
                .updatedAt(SampleRows.micros(20 + number))
                .build();
    }

    @Override
    Patch<AudioGeneration> invalid() {
        return Patch.<AudioGeneration>empty().set(AudioField.TEXT, "a NUL: \0");
    }

    @Override
    Field<AudioGeneration, ProjectId> projectField() {
        return AudioField.PROJECT_ID;
    }

    @Override
    VideoGeneration referTo(AudioId id, VideoGeneration generation) {
        return generation.toBuilder().audioGenerationId(id).build();
    }

    @Override
    void link(Tx tx, VideoGeneration generation, int number, AudioId id) {
        String language = List.of("en", "vi", "pt-BR").get(number);
        tx.generations().link(SampleRows.tracks(SampleRows.track(generation.id().value(), language, id.value())));
    }

    @Override
    List<AudioGeneration> usedByProject(Tx tx, ProjectId project) {
        return tx.audio().usedByProject(project);
    }

    @Override
    List<AudioGeneration> usedBy(Tx tx, List<GenerationId> videos) {
        return tx.audio().usedBy(videos);
    }

    @Override
    Page<AudioGeneration> withoutVideo(Tx tx, ProjectId project, PageRequest page) {
        return tx.audio().withoutVideo(project, page);
    }

    @Override
    void insert(Tx tx, AudioGeneration row) {
        tx.audio().insert(row);
    }

    @Override
    Optional<AudioGeneration> find(Tx tx, AudioId id) {
        return tx.audio().find(id);
    }

    @Override
    Page<AudioGeneration> list(Tx tx, GenerationFilter filter, PageRequest page) {
        return tx.audio().list(filter, page);
    }

    @Override
    AudioGeneration update(Tx tx, AudioId id, Patch<AudioGeneration> patch) {
        return tx.audio().update(id, patch);
    }

    @Override
    Deletion delete(Tx tx, AudioId id) {
        return tx.audio().delete(id);
    }

    @Override
    Field<AudioGeneration, GenerationStatus> statusField() {
        return AudioField.STATUS;
    }
}
