package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.internal.Validate;
import java.time.Instant;

/**
 * Settings as they are stored, with their time.
 *
 * @param stored the settings, with what they apply to
 * @param updatedAt when they were last changed, UTC, with a precision of microseconds
 */
public record DatedSettings(StoredSettings stored, Instant updatedAt) {

    public DatedSettings {
        Validate.micros("updatedAt", updatedAt);
    }
}
