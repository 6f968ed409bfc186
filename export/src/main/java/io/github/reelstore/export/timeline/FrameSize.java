package io.github.reelstore.export.timeline;

/** The size of a picture in pixels, as displayed. */
record FrameSize(int width, int height) {}
