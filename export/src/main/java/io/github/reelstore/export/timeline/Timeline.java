package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * A film as the editors see it, in whole frames.
 *
 * @param project the project
 * @param name the title
 * @param rate frames per second
 * @param size the size of the picture
 * @param frames how long it lasts, at least 1
 * @param video the video track
 * @param audio the audio tracks, one for each language; the first one is heard
 */
record Timeline(
        ProjectId project,
        String name,
        FrameRate rate,
        FrameSize size,
        long frames,
        TimelineTrack video,
        List<TimelineTrack> audio) {

    Timeline {
        audio = List.copyOf(audio);
    }

    /** All tracks, the video first. */
    List<TimelineTrack> tracks() {
        return Stream.concat(Stream.of(video), audio.stream()).toList();
    }

    /** The files, each once, in the order of the tracks. */
    Collection<TimelineMedia> files() {
        Map<String, TimelineMedia> files = new LinkedHashMap<>();
        tracks().stream()
                .flatMap(track -> track.items().stream())
                .flatMap(item -> item.media().stream())
                .forEach(media -> files.merge(
                        media.name(), media, BinaryOperator.maxBy(Comparator.comparingLong(TimelineMedia::frames))));
        return files.values();
    }
}
