package io.github.reelstore.domain.storyboard.internal;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audio of a video by language: the first, which its row refers to, and further tracks. Changes are written together. */
final class VideoTracks {

    private final Tx tx;
    private final VideoGeneration video;
    private final List<GenerationAudioTrack> stored;

    private Optional<AudioId> first;
    private Optional<LanguageTag> firstLanguage;
    private final Map<LanguageTag, AudioId> further = new LinkedHashMap<>();

    private final Set<LanguageTag> changedFurther = new HashSet<>();
    private final List<GenerationAudioTrack> replaced = new ArrayList<>();

    /**
     * Reads the tracks.
     *
     * @param unknown the language of a first audio that has none
     */
    VideoTracks(Tx tx, VideoGeneration video, LanguageTag unknown) {
        this.tx = tx;
        this.video = video;
        this.stored = tx.generations().linksOf(video.id()).audioTracks();
        stored.forEach(track -> further.putIfAbsent(track.language(), track.audioGenerationId()));
        this.first = video.audioGenerationId();
        this.firstLanguage = first.map(
                id -> tx.audio().find(id).flatMap(AudioGeneration::language).orElse(unknown));
    }

    /** The audio in a language. An adopted video may have two: its first audio, which readers prefer, and a track. */
    List<AudioId> in(LanguageTag language) {
        return Stream.concat(
                        first.filter(id -> firstLanguage.equals(Optional.of(language))).stream(),
                        Optional.ofNullable(further.get(language)).stream())
                .distinct()
                .toList();
    }

    /** Sets the audio in a language, in place of all that the video has in it. */
    void put(LanguageTag language, AudioId audio) {
        List<AudioId> before = in(language);
        if (before.equals(List.of(audio))) {
            return;
        }
        before.stream().filter(id -> !id.equals(audio)).forEach(id -> replace(language, id));
        if (firstLanguage.equals(Optional.of(language)) || (first.isEmpty() && before.isEmpty())) {
            first = Optional.of(audio);
            firstLanguage = Optional.of(language);
            if (further.remove(language) != null) {
                changedFurther.add(language);
            }
        } else {
            further.put(language, audio);
            changedFurther.add(language);
        }
    }

    private void replace(LanguageTag language, AudioId audio) {
        replaced.add(new GenerationAudioTrack(video.id(), language, audio));
    }

    /** Removes audio in all its languages. */
    void remove(AudioId audio) {
        for (LanguageTag language : List.copyOf(further.keySet())) {
            if (further.remove(language, audio)) {
                changedFurther.add(language);
                replace(language, audio);
            }
        }
        if (first.equals(Optional.of(audio))) {
            firstLanguage.ifPresent(language -> replace(language, audio));
            first = Optional.empty();
            firstLanguage = Optional.empty();
        }
    }

    /**
     * Writes the changes.
     *
     * @return the audio that the video has no more in a language
     */
    List<GenerationAudioTrack> write() {
        if (!first.equals(video.audioGenerationId())) {
            Patch<VideoGeneration> patch = Patch.empty();
            tx.generations()
                    .update(
                            video.id(),
                            first.map(id -> patch.set(GenerationField.AUDIO_GENERATION_ID, id))
                                    .orElseGet(() -> patch.clear(GenerationField.AUDIO_GENERATION_ID)));
        }
        // unlinking audio takes it out of all its languages
        Set<AudioId> unlinked = stored.stream()
                .filter(track -> changedFurther.contains(track.language()))
                .map(GenerationAudioTrack::audioGenerationId)
                .collect(Collectors.toSet());
        unlinked.forEach(id -> tx.generations().unlinkAudio(video.id(), id));
        List<GenerationAudioTrack> linked = further.entrySet().stream()
                .filter(track -> changedFurther.contains(track.getKey()) || unlinked.contains(track.getValue()))
                .map(track -> new GenerationAudioTrack(video.id(), track.getKey(), track.getValue()))
                .toList();
        if (!linked.isEmpty()) {
            tx.generations().link(new GenerationLinks(List.of(), linked));
        }
        return replaced;
    }
}
