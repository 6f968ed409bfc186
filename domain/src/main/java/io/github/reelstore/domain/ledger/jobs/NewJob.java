package io.github.reelstore.domain.ledger.jobs;

import io.github.reelstore.domain.ledger.Force;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/**
 * A request for a paid result.
 *
 * @param request what is asked of the provider
 * @param projectId the project that the result belongs to
 * @param sceneId the scene that it belongs to
 * @param force what to do with earlier requests for the same
 * @param price the price; empty for that of the price table
 */
public record NewJob(
        JobRequest request, ProjectId projectId, Optional<String> sceneId, Force force, Optional<Money> price) {

    /** A request that is answered with earlier results, if there are any, at the price of the price table. */
    public NewJob(JobRequest request, ProjectId projectId) {
        this(request, projectId, Optional.empty(), Force.REUSE, Optional.empty());
    }

    /** A copy for a scene. */
    public NewJob withScene(String scene) {
        return new NewJob(request, projectId, Optional.of(scene), force, price);
    }

    /** A copy that asks for another take. */
    public NewJob asNewTake() {
        return new NewJob(request, projectId, sceneId, Force.NEW_TAKE, price);
    }

    /** A copy with a price. */
    public NewJob withPrice(Money stated) {
        return new NewJob(request, projectId, sceneId, force, Optional.of(stated));
    }
}
