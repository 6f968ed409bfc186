package io.github.reelstore.server.internal.api;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.server.internal.http.Schema;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a person has found out about a job, as a client sends it. */
public final class ResolutionDraft {

    private static final String ACCEPTED = "accepted";
    private static final List<String> DECISIONS = List.of(ACCEPTED, "send_again", "give_up", "lost");

    static final Inputs<ResolutionDraft> INPUTS = Inputs.of(
            Input.value(
                    "decision",
                    "accepted: the provider has accepted it as operationName, which is polled from now on; send_again: it has not, and"
                            + " the request is sent again; give_up: it has not, and the job fails and costs nothing; lost: it"
                            + " was charged, but its results that are not stored yet cannot be downloaded.",
                    Schema.oneOf(DECISIONS),
                    text -> text,
                    (draft, value) -> draft.decision = value),
            Input.text(
                    "operationName",
                    "The provider's name of the operation, if it was accepted.",
                    (draft, value) -> draft.operation = value),
            Input.text(
                    "operationEndpoint",
                    "Where the operation is polled, if not where the request was sent.",
                    (draft, value) -> draft.endpoint = value));

    private Optional<String> decision = Optional.empty();
    private Optional<String> operation = Optional.empty();
    private Optional<String> endpoint = Optional.empty();

    private ResolutionDraft() {}

    /**
     * Reads a decision.
     *
     * @throws StorageException.InvalidInput if it is not one, or has an operation without being {@code accepted}
     */
    static Resolution read(ObjectNode body) {
        ResolutionDraft draft = new ResolutionDraft();
        INPUTS.apply(body, draft);
        return of(draft.decision.orElse(""), draft.operation, draft.endpoint);
    }

    /**
     * A decision.
     *
     * @param operation the provider's operation, if it was accepted
     * @param endpoint where the operation is polled, if not where the request was sent
     * @throws StorageException.InvalidInput if it is not a decision, or has an operation without being {@code accepted}
     */
    public static Resolution of(String decision, Optional<String> operation, Optional<String> endpoint) {
        if (!decision.equals(ACCEPTED) && (operation.isPresent() || endpoint.isPresent())) {
            throw new StorageException.InvalidInput(
                    "operationName", "Only an accepted request has an operation; leave it out, or send \"accepted\".");
        }
        return switch (decision) {
            case ACCEPTED ->
                new Resolution.Accepted(new Operation(
                        operation
                                .filter(name -> !name.isBlank())
                                .orElseThrow(() -> new StorageException.InvalidInput(
                                        "operationName",
                                        "An accepted request has an operation: send its name as \"operationName\".")),
                        endpoint));
            case "send_again" -> new Resolution.SendAgain();
            case "give_up" -> new Resolution.GiveUp();
            case "lost" -> new Resolution.Lost();
            default ->
                throw new StorageException.InvalidInput(
                        "decision",
                        "The decision is one of " + String.join(", ", DECISIONS) + "; not " + Messages.quoted(decision)
                                + ".");
        };
    }
}
