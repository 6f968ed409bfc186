package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.AudioGeneration;

/** Statements on {@code audio_generations}. */
interface AudioMapper extends ReferencedRowMapper<AudioGeneration> {}
