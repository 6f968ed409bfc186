/** Timelines: the chosen takes of a project in the order of its scenes, for video editors or as one film. */
@NullMarked
package io.github.reelstore.export.timeline;

import org.jspecify.annotations.NullMarked;
