package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.EntityType;

/** The tables whose rows have an id and belong to a profile. */
enum MappedTable {
    PROJECTS(EntityType.PROJECT, "video_projects", "project"),
    GENERATIONS(EntityType.GENERATION, "veo3_video_generations", "generation"),
    IMAGES(EntityType.IMAGE, "image_generations", "image"),
    AUDIO(EntityType.AUDIO, "audio_generations", "audio");

    private final EntityType type;
    private final String tableName;
    private final String noun;

    MappedTable(EntityType type, String tableName, String noun) {
        this.type = type;
        this.tableName = tableName;
        this.noun = noun;
    }

    /** The command for its rows. */
    String command() {
        return this == GENERATIONS ? "video" : noun;
    }

    EntityType type() {
        return type;
    }

    String tableName() {
        return tableName;
    }

    /** What one row is called in messages. */
    String noun() {
        return noun;
    }
}
