package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.model.LanguageTag;
import java.util.List;
import java.util.Optional;

/**
 * A track. Its items follow each other, and all tracks of a timeline last equally long.
 *
 * @param name the name for people
 * @param language the language of an audio track; empty for the video track
 * @param items the items, in order
 */
record TimelineTrack(String name, Optional<LanguageTag> language, List<TimelineItem> items) {

    TimelineTrack {
        items = List.copyOf(items);
    }
}
