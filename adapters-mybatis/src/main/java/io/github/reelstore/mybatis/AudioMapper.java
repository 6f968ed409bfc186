package io.github.reelstore.mybatis;

import io.github.reelstore.domain.model.AudioGeneration;

/** Statements on {@code audio_generations}. */
interface AudioMapper extends UsedRowMapper<AudioGeneration> {}
