package io.github.reelstore.domain.format;

/** What a media file is for: to be looked at, listened to, or watched. */
public enum MediaKind {
    IMAGE("an image"),
    AUDIO("audio"),
    VIDEO("a video");

    private final String noun;

    MediaKind(String noun) {
        this.noun = noun;
    }

    /**
     * The kind as it reads in a sentence, with its article where it takes one: {@code "an image"},
     * {@code "audio"}, {@code "a video"}.
     */
    public String noun() {
        return noun;
    }
}
