package io.github.reelstore.domain.format;

/** The medium of a file: image, audio or video. */
public enum MediaKind {
    IMAGE("an image"),
    AUDIO("audio"),
    VIDEO("a video");

    private final String noun;

    MediaKind(String noun) {
        this.noun = noun;
    }

    /**
     * The name for use in a sentence, with its article if it has one: {@code "an image"}, {@code "audio"},
     * {@code "a video"}.
     */
    public String noun() {
        return noun;
    }
}
