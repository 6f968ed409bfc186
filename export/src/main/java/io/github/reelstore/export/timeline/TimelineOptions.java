package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.FrameRate;
import java.util.Optional;

/**
 * How a timeline is written.
 *
 * @param format the format
 * @param languages the languages of its audio tracks and captions
 * @param rate its frames per second, one of {@link TimelineRates#ALLOWED}; empty for the most common one of the videos
 * @param existing what happens to files that exist
 */
public record TimelineOptions(
        TimelineFormat format, TimelineLanguages languages, Optional<FrameRate> rate, Existing existing) {

    /** What happens to files that exist. */
    public enum Existing {
        /** They stay as they are, and nothing is written. */
        REFUSE,
        /** They are replaced. */
        REPLACE
    }
}
