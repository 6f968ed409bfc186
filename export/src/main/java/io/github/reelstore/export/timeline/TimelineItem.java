package io.github.reelstore.export.timeline;

import java.util.Optional;

/**
 * A part of a track: of a file its first frames, or nothing.
 *
 * @param sceneId the scene
 * @param name the name for people
 * @param frames how long it lasts, at least 1
 * @param media the file; empty for a gap
 */
record TimelineItem(String sceneId, String name, long frames, Optional<TimelineMedia> media) {}
