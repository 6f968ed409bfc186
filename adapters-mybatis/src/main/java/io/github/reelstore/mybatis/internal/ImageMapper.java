package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.ImageGeneration;

/** Statements on {@code image_generations}. */
interface ImageMapper extends ReferencedRowMapper<ImageGeneration> {}
