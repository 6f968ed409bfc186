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
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known about a scene, loaded when it is asked for. Values of providers that may contain tokens are left out.
 *
 * @param heading the kind of file, or the language of audio
 * @param prompt the prompt, or the spoken text
 * @param facts the facts by name
 * @param download the address of the file
 */
public record SceneDetails(
        String heading, Optional<String> prompt, Map<String, String> facts, Optional<String> download) {

    static Map<String, Object> of(Reelstore store, ProjectId project, String video) {
        return store.readOnly(tx -> {
            GenerationId id = new GenerationId(video);
            VideoGeneration row = tx.generations()
                    .find(id)
                    .filter(found -> found.projectId().equals(Optional.of(project)))
                    .orElseThrow(() -> new StorageException.NotFound(video, "The project has no scene " + id + "."));
            List<SceneDetails> files = new ArrayList<>();
            files.add(of(row));
            GenerationLinks links = tx.generations().linksOf(id);
            files.addAll(images(tx, row, links));
            files.addAll(audio(tx, row, links));
            return Map.of(
                    "files",
                    files,
                    "title",
                    row.sceneId().map(scene -> "Scene " + scene).orElse("Scene"),
                    "id",
                    row.id().value(),
                    "link",
                    Links.project(project, Links.scene(id)),
                    "cost",
                    Links.part(project, Links.scene(id) + "/cost"),
                    "hasFile",
                    row.filePath().isPresent());
        });
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
                .ifPresent(row -> details.add(
                        of("Audio: " + row.language().map(SceneCard::nameOf).orElse("unknown language"), row)));
        links.audioTracks()
                .forEach(track -> Optional.ofNullable(audio.get(track.audioGenerationId()))
                        .ifPresent(row -> details.add(of("Audio: " + SceneCard.nameOf(track.language()), row))));
        return details;
    }

    private static SceneDetails of(VideoGeneration row) {
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
        return new SceneDetails("Video", row.prompt(), facts, row.filePath().map(Links::media));
    }

    private static SceneDetails of(String heading, ImageGeneration row) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Provider", Optional.of(row.provider()));
        put(facts, "Model", row.model());
        put(facts, "Seed", row.seed());
        put(facts, "Size", size(row.width(), row.height()));
        file(facts, row.byteSize(), Optional.of(row.filePath()), row.contentHash(), row.mediaInfo());
        put(facts, "Created", Optional.of(Display.time(row.createdAt())));
        return new SceneDetails(heading, row.prompt(), facts, Optional.of(Links.media(row.filePath())));
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
        return new SceneDetails(heading, row.text(), facts, Optional.of(Links.media(row.filePath())));
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
