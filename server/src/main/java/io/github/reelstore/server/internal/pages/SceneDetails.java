package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.Take;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known about a file of a scene, loaded when it is asked for. Values of providers that may contain tokens are left out.
 *
 * @param id the id of the row
 * @param heading the kind of file, or the language of audio
 * @param prompt the prompt, or the spoken text
 * @param facts the facts by name
 * @param download the address of the file
 * @param delete the address of the form that deletes it, if it is a video
 */
public record SceneDetails(
        String id,
        String heading,
        Optional<String> prompt,
        Map<String, String> facts,
        Optional<String> download,
        Optional<String> delete) {

    /**
     * @param language the language whose audio is shown, even if the video does not refer to it
     */
    static Map<String, Object> of(Reelstore store, ProjectId project, String scene, Optional<LanguageTag> language) {
        return store.readOnly(tx -> {
            Optional<Scene> stored = tx.scenes()
                    .find(project, scene)
                    .filter(found -> found.deletedAt().isEmpty());
            if (stored.isEmpty() && !tx.scenes().withoutScene(project).contains(scene)) {
                throw missing(project, scene);
            }
            Map<String, SceneDetails> files = new LinkedHashMap<>();
            standing(tx, project, CellKey.video(scene))
                    .flatMap(id -> tx.generations().find(new GenerationId(id)))
                    .ifPresent(row -> ofVideo(tx, project, row).forEach(file -> files.put(file.id(), file)));
            standing(tx, project, CellKey.image(scene))
                    .filter(id -> !files.containsKey(id))
                    .flatMap(id -> tx.images().find(new ImageId(id)))
                    .ifPresent(row -> files.put(row.id().value(), of("Image", row)));
            language.flatMap(tag -> standing(tx, project, CellKey.audio(scene, tag)))
                    .filter(id -> !files.containsKey(id))
                    .flatMap(id -> tx.audio().find(new AudioId(id)))
                    .ifPresent(row -> files.put(row.id().value(), ofAudio(row)));
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("files", List.copyOf(files.values()));
            values.put("scene", scene);
            values.put("version", stored.map(Scene::version).orElse(0L));
            values.put("title", stored.flatMap(Scene::title));
            values.put("prompt", stored.flatMap(Scene::prompt));
            values.put("link", Links.project(project, Links.scene(scene)));
            values.put("cost", Links.part(project, Links.scene(scene) + "/cost"));
            return values;
        });
    }

    private static StorageException.NotFound missing(ProjectId project, String scene) {
        return new StorageException.NotFound(scene, "There is no scene " + scene + " in the project " + project + ".");
    }

    private static Optional<String> standing(Tx tx, ProjectId project, CellKey cell) {
        return tx.takes().standing(project, cell).take().map(Take::id);
    }

    /** A video with the images and the audio that it refers to. */
    private static List<SceneDetails> ofVideo(Tx tx, ProjectId project, VideoGeneration row) {
        GenerationLinks links = tx.generations().linksOf(row.id());
        List<SceneDetails> files = new ArrayList<>();
        files.add(of(row, project));
        files.addAll(images(tx, row, links));
        files.addAll(audio(tx, row, links));
        return files;
    }

    private static SceneDetails ofAudio(AudioGeneration row) {
        return of("Audio: " + row.language().map(LanguageNames::of).orElse("unknown language"), row);
    }

    private static List<SceneDetails> images(Tx tx, VideoGeneration video, GenerationLinks links) {
        List<SceneDetails> details = new ArrayList<>();
        Map<ImageId, ImageGeneration> images = tx.images().usedBy(List.of(video.id())).stream()
                .collect(Collectors.toMap(ImageGeneration::id, Function.identity()));
        video.imageGenerationId()
                .flatMap(id -> Optional.ofNullable(images.get(id)))
                .ifPresent(image -> details.add(of("Image", image)));
        links.inputs()
                .forEach(input -> Optional.ofNullable(images.get(input.imageGenerationId()))
                        .ifPresent(image ->
                                details.add(of("Input: " + input.role().value().replace('_', ' '), image))));
        return details;
    }

    private static List<SceneDetails> audio(Tx tx, VideoGeneration video, GenerationLinks links) {
        List<SceneDetails> details = new ArrayList<>();
        Map<AudioId, AudioGeneration> audio = tx.audio().usedBy(List.of(video.id())).stream()
                .collect(Collectors.toMap(AudioGeneration::id, Function.identity()));
        video.audioGenerationId()
                .flatMap(id -> Optional.ofNullable(audio.get(id)))
                .ifPresent(row -> details.add(ofAudio(row)));
        links.audioTracks()
                .forEach(track -> Optional.ofNullable(audio.get(track.audioGenerationId()))
                        .ifPresent(row -> details.add(of("Audio: " + LanguageNames.of(track.language()), row))));
        return details;
    }

    private static SceneDetails of(VideoGeneration row, ProjectId project) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Provider", row.provider());
        put(facts, "Model", row.model());
        put(facts, "Status", Optional.of(row.status().value()));
        put(facts, "Error", row.errorMessage());
        put(facts, "Seed", row.seed().map(Seed::toString));
        put(facts, "Duration", row.durationMs().map(Lengths::text));
        put(facts, "Size", size(row.width(), row.height()));
        put(facts, "Frame rate", row.frameRate().map(Display::perSecond));
        file(facts, row.byteSize(), row.filePath(), row.contentHash(), row.mediaInfo());
        put(facts, "Created", Optional.of(Display.time(row.createdAt())));
        return new SceneDetails(
                row.id().value(),
                "Video",
                row.prompt(),
                facts,
                row.filePath().map(Links::media),
                Optional.of(Links.project(
                        project, "videos/" + Links.encoded(row.id().value()) + "/delete")));
    }

    private static SceneDetails of(String heading, ImageGeneration row) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Provider", Optional.of(row.provider()));
        put(facts, "Model", row.model());
        put(facts, "Seed", row.seed());
        put(facts, "Size", size(row.width(), row.height()));
        file(facts, row.byteSize(), Optional.of(row.filePath()), row.contentHash(), row.mediaInfo());
        put(facts, "Created", Optional.of(Display.time(row.createdAt())));
        return new SceneDetails(
                row.id().value(),
                heading,
                row.prompt(),
                facts,
                Optional.of(Links.media(row.filePath())),
                Optional.empty());
    }

    private static SceneDetails of(String heading, AudioGeneration row) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Provider", Optional.of(row.provider()));
        put(facts, "Model", row.model());
        put(facts, "Voice", row.voice());
        put(facts, "Duration", row.durationMs().map(Lengths::text));
        put(facts, "Format", row.format());
        put(facts, "Sample rate", row.sampleRate().map(rate -> rate + " Hz"));
        file(facts, row.byteSize(), Optional.of(row.filePath()), row.contentHash(), row.mediaInfo());
        put(facts, "Created", Optional.of(Display.time(row.createdAt())));
        return new SceneDetails(
                row.id().value(),
                heading,
                row.text(),
                facts,
                Optional.of(Links.media(row.filePath())),
                Optional.empty());
    }

    private static void file(
            Map<String, String> facts,
            Optional<Long> bytes,
            Optional<BlobKey> key,
            Optional<ContentHash> hash,
            Optional<MediaInfo> info) {
        put(facts, "File size", bytes.map(Display::bytes));
        put(
                facts,
                "Codecs",
                info.map(MediaInfo::codecs).filter(codecs -> !codecs.isEmpty()).map(SceneDetails::joined));
        put(
                facts,
                "Provenance",
                info.map(MediaInfo::provenance)
                        .filter(marks -> !marks.isEmpty())
                        .map(SceneDetails::joined));
        put(
                facts,
                "Note",
                info.map(MediaInfo::warnings).filter(notes -> !notes.isEmpty()).map(SceneDetails::joined));
        put(facts, "Key", key.map(BlobKey::value));
        put(facts, "SHA-256", hash.map(ContentHash::value));
    }

    private static String joined(List<String> texts) {
        return String.join(", ", texts);
    }

    private static Optional<String> size(Optional<Integer> width, Optional<Integer> height) {
        return width.flatMap(w -> height.map(h -> w + " × " + h + " px"));
    }

    private static void put(Map<String, String> facts, String name, Optional<String> value) {
        value.filter(text -> !text.isBlank()).ifPresent(text -> facts.put(name, text));
    }
}
