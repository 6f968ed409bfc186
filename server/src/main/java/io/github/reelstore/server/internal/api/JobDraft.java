package io.github.reelstore.server.internal.api;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Force;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobRequestBuilder;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.server.internal.http.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A paid request as a client asks for it. */
final class JobDraft {

    static final Inputs<JobDraft> INPUTS = Inputs.of(
            Input.value(
                    "projectId",
                    "The project that the results belong to.",
                    Schema.STRING,
                    ProjectId::new,
                    (draft, value) -> draft.project = value),
            Input.text("sceneId", "The scene that the results belong to.", (draft, value) -> draft.scene = value),
            Input.text(
                    "provider",
                    "The provider, as the worker's configuration has it.",
                    (draft, value) -> draft.provider = value),
            Input.text(
                    "endpoint",
                    "The part of the provider that is asked, if it has several, such as a region.",
                    (draft, value) -> draft.request.endpoint(value)),
            Input.value(
                    "kind",
                    "What to generate: image, audio or video.",
                    Schema.oneOf(List.of("image", "audio", "video")),
                    JobRequest::kindOf,
                    (draft, value) -> draft.request.kind(value.orElseThrow(() -> missing("kind")))),
            Input.text("model", "The provider's model.", (draft, value) -> draft.request.model(value)),
            Input.text("prompt", "The prompt.", (draft, value) -> draft.request.prompt(value)),
            Input.text("text", "The text to speak.", (draft, value) -> draft.request.text(value)),
            Input.text("voice", "The voice that speaks it.", (draft, value) -> draft.request.voice(value)),
            Input.value(
                    "language",
                    "The language that is spoken, a BCP 47 tag.",
                    Schema.STRING,
                    LanguageTag::of,
                    (draft, value) -> draft.request.language(value)),
            Input.seed("The seed.", (draft, value) -> draft.request.seed(value)),
            new Input<>(
                    "parameters",
                    "Further parameters, which only the provider knows.",
                    Schema.of("object"),
                    true,
                    (draft, value) -> value.ifPresent(draft::parameters)),
            Input.<JobDraft, NewGeneration.Input>list(
                    "inputs",
                    "The images that are sent along, ordered within each role.",
                    MediaDraft.INPUT,
                    MediaDraft::input,
                    (draft, value) -> draft.inputs = value.orElse(List.of())),
            new Input<>(
                    "newTake",
                    "True to ask for another take, and to pay for it, even if there is a result already.",
                    Schema.BOOLEAN,
                    true,
                    (draft, value) -> draft.force = force(value)),
            MoneyInput.of(
                    "price",
                    "The price; that of the server's price table if it is not given.",
                    (draft, value) -> draft.price = value));

    private final JobRequestBuilder request = JobRequest.builder();
    private Optional<ProjectId> project = Optional.empty();
    private Optional<String> scene = Optional.empty();
    private Optional<String> provider = Optional.empty();
    private List<NewGeneration.Input> inputs = List.of();
    private Force force = Force.REUSE;
    private Optional<Money> price = Optional.empty();

    /**
     * Reads a request.
     *
     * @throws StorageException.InvalidInput if a value is missing or not valid
     * @throws StorageException.NotFound if an image does not exist in the profile
     */
    static NewJob read(ObjectNode body, Reelstore store) {
        JobDraft draft = new JobDraft();
        INPUTS.apply(body, draft);
        if (!body.has("kind")) {
            throw missing("kind");
        }
        return draft.in(store);
    }

    private void parameters(JsonNode value) {
        if (!value.isObject()) {
            throw Input.invalid("parameters", "must be an object");
        }
        request.parameters(new JsonText(value.toString()));
    }

    private static Force force(Optional<JsonNode> value) {
        boolean newTake = value.map(one -> {
                    if (!one.isBoolean()) {
                        throw Input.invalid("newTake", "must be true or false");
                    }
                    return one.booleanValue();
                })
                .orElse(false);
        return newTake ? Force.NEW_TAKE : Force.REUSE;
    }

    private NewJob in(Reelstore store) {
        ProjectId in = project.orElseThrow(() -> missing("projectId"));
        request.provider(provider.filter(name -> !name.isBlank()).orElseThrow(() -> missing("provider")));
        JobRequest asked = request.inputs(hashed(store)).build();
        if (!asked.asksForSomething()) {
            throw new StorageException.InvalidInput(
                    "prompt",
                    "A request asks for something: give it a \"prompt\", a \"text\", \"parameters\" or \"inputs\".");
        }
        return new NewJob(asked, in, scene, force, price);
    }

    /** What identifies an image is its content. */
    private List<JobInput> hashed(Reelstore store) {
        Map<InputRole, Integer> positions = new HashMap<>();
        List<JobInput> hashed = new ArrayList<>();
        for (NewGeneration.Input image : inputs) {
            int position = positions.merge(image.role(), 1, Integer::sum) - 1;
            hashed.add(new JobInput(image.role(), position, hashOf(store, image), Optional.of(image.image())));
        }
        return hashed;
    }

    private static ContentHash hashOf(Reelstore store, NewGeneration.Input image) {
        return store.generations()
                .getImage(image.image())
                .contentHash()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "inputs",
                        "The image " + image.image()
                                + " has no hash yet; run \"reelstore media refresh --missing\" first."));
    }

    private static StorageException.InvalidInput missing(String name) {
        return new StorageException.InvalidInput(name, "A request needs the member \"" + name + "\".");
    }
}
