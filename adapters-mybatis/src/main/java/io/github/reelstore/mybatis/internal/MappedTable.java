package io.github.reelstore.mybatis.internal;

/** The tables whose rows have an id and belong to a profile. */
enum MappedTable {
    PROJECTS("video_projects", "project"),
    GENERATIONS("veo3_video_generations", "generation"),
    IMAGES("image_generations", "image"),
    AUDIO("audio_generations", "audio");

    private final String tableName;
    private final String noun;

    MappedTable(String tableName, String noun) {
        this.tableName = tableName;
        this.noun = noun;
    }

    String tableName() {
        return tableName;
    }

    /** What one row is called in messages. */
    String noun() {
        return noun;
    }
}
