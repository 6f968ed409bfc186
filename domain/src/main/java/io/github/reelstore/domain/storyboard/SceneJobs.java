package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import java.time.Instant;
import java.util.Optional;

/**
 * The jobs of the ledger that generate takes of one kind for a scene.
 *
 * @param sceneId the scene
 * @param kind the medium
 * @param language the language that was asked for
 * @param active the number of jobs that are not finished
 * @param undecided how many of them have an unknown outcome, and wait for an answer or a person's decision
 * @param lastFailure why the last finished job failed, if it did; empty text without a reason
 * @param lastFailureAt when it failed, UTC
 */
public record SceneJobs(
        String sceneId,
        MediaKind kind,
        Optional<LanguageTag> language,
        int active,
        int undecided,
        Optional<String> lastFailure,
        Optional<Instant> lastFailureAt) {}
