package io.github.reelstore.mybatis;

import io.github.reelstore.domain.model.ImageGeneration;

/** Statements on {@code image_generations}. */
interface ImageMapper extends UsedRowMapper<ImageGeneration> {}
