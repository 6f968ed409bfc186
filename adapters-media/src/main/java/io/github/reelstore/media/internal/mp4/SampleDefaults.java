package io.github.reelstore.media.internal.mp4;

/** The duration (in the track's time units) and size of a sample where a fragment does not say (ISO/IEC 14496-12, 8.8.3). */
record SampleDefaults(long duration, long bytes) {

    static final SampleDefaults NONE = new SampleDefaults(0, 0);
}
