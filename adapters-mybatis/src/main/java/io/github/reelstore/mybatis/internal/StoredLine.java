package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.SceneLine;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code scene_lines}. */
record StoredLine(
        ProjectId projectId,
        String sceneId,
        LanguageTag language,
        String text,
        Optional<LanguageTag> sourceLanguage,
        Optional<InputDigest> sourceDigest,
        Instant updatedAt) {

    /**
     * Checks what a line checks, so that a row without a text is left out.
     *
     * @throws StorageException.InvalidInput if the text is blank
     */
    StoredLine {
        Validate.notBlank("text", text);
    }

    SceneLine toLine() {
        return new SceneLine(
                projectId,
                sceneId,
                language,
                text,
                sourceLanguage.flatMap(from -> sourceDigest.map(digest -> new SceneLine.Source(from, digest))),
                updatedAt);
    }
}
