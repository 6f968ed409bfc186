package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.Seed;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is asked of a provider. It is frozen when the job is planned: what is sent later is what was asked. Blank texts count as absent.
 *
 * <pre>{@code
 * JobRequest request = JobRequest.builder()
 *         .provider("veo")
 *         .model("veo-3.1")
 *         .kind(MediaKind.VIDEO)
 *         .prompt("The lamp turns on")
 *         .parameters(new JsonText("{\"durationSeconds\": 8}"))
 *         .build();
 * }</pre>
 *
 * @param provider the name of the provider, as the worker's configuration has it
 * @param endpoint the part of the provider that is asked, if it has several, such as a region; not a secret
 * @param kind the medium to generate
 * @param model the provider's model
 * @param parameters the parameters that only the provider knows, a JSON object
 * @param prompt the prompt
 * @param text the text to speak
 * @param voice the voice that speaks it
 * @param language the language that is spoken
 * @param seed the seed
 * @param inputs the images that are sent along, in the order of their roles and positions
 */
@RecordBuilder
public record JobRequest(
        String provider,
        Optional<String> endpoint,
        MediaKind kind,
        Optional<String> model,
        JsonText parameters,
        Optional<String> prompt,
        Optional<String> text,
        Optional<String> voice,
        Optional<LanguageTag> language,
        Optional<Seed> seed,
        List<JobInput> inputs) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if provider or kind is missing, the parameters are not a JSON object, two inputs
     *     have the same role and position, or a text contains a NUL or half a surrogate pair
     */
    public JobRequest {
        Validate.required("provider", provider);
        Validate.notBlank("provider", provider);
        endpoint = notEmpty(endpoint);
        model = notEmpty(model);
        prompt = notEmpty(prompt);
        text = notEmpty(text);
        voice = notEmpty(voice);
        Validate.text("endpoint", endpoint);
        Validate.required("kind", kind);
        Validate.text("model", model);
        Validate.required("parameters", parameters);
        if (!parameters.value().strip().startsWith("{")) {
            throw new StorageException.InvalidInput(
                    "parameters",
                    "The parameters must be a JSON object, such as {\"durationSeconds\": 8}; not "
                            + Messages.quoted(parameters.value()) + ".");
        }
        Validate.text("prompt", prompt);
        Validate.text("text", text);
        Validate.text("voice", voice);
        inputs = inputs.stream()
                .sorted(Comparator.comparing((JobInput input) -> input.role().value())
                        .thenComparing(JobInput::position))
                .toList();
        long places = inputs.stream()
                .map(input -> input.role() + " " + input.position())
                .distinct()
                .count();
        if (places < inputs.size()) {
            throw new StorageException.InvalidInput(
                    "inputs", "Two inputs of a request have the same role and position; number them from 0.");
        }
    }

    /** An empty value, such as that of a variable that is not set, asks for the same as none. */
    private static Optional<String> notEmpty(Optional<String> value) {
        return value.filter(present -> !present.isBlank());
    }

    /** Whether it has something to generate from. */
    public boolean asksForSomething() {
        return prompt.isPresent()
                || text.isPresent()
                || !inputs.isEmpty()
                || !parameters.members().isEmpty();
    }

    /** A builder without parameters and inputs. */
    public static JobRequestBuilder builder() {
        return JobRequestBuilder.builder().parameters(new JsonText("{}")).inputs(List.of());
    }

    /** What it has in common with every request for the same. */
    public Fingerprint fingerprint() {
        JobRequest withoutRows = JobRequestBuilder.builder(this)
                .inputs(inputs.stream()
                        .map(input -> new JobInput(input.role(), input.position(), input.hash()))
                        .toList())
                .build();
        return Fingerprint.of(CanonicalJson.of(withoutRows.toJson()));
    }

    /** What its results are made from: every ingredient is known, and those that it does not have are known to be absent. */
    public MadeFrom madeFrom() {
        return MadeFrom.NOTHING
                .with(Ingredient.PROVIDER, provider)
                .with(Ingredient.MODEL, model.orElse(""))
                .with(Ingredient.PARAMETERS, parameters.members().isEmpty() ? "" : CanonicalJson.of(parameters))
                .with(Ingredient.PROMPT, prompt.orElse(""))
                .with(Ingredient.TEXT, text.orElse(""))
                .with(Ingredient.VOICE, voice.orElse(""))
                .withImages(inputs.stream().map(JobInput::asSent).toList());
    }

    /** The request as JSON, with its members in the order of their names; {@link #parse} reads it. Absent values have no member. */
    public JsonText toJson() {
        Map<String, String> members = new TreeMap<>();
        put(members, "provider", Optional.of(provider));
        put(members, "endpoint", endpoint);
        put(members, "kind", Optional.of(nameOf(kind)));
        put(members, "model", model);
        put(members, "prompt", prompt);
        put(members, "text", text);
        put(members, "voice", voice);
        put(members, "language", language);
        put(members, "seed", seed);
        if (!parameters.members().isEmpty()) {
            members.put("parameters", parameters.value().strip());
        }
        if (!inputs.isEmpty()) {
            members.put("inputs", inputs.stream().map(JobRequest::toJson).collect(Collectors.joining(",", "[", "]")));
        }
        return object(members);
    }

    private static String toJson(JobInput input) {
        Map<String, String> members = new TreeMap<>();
        put(members, "role", Optional.of(input.role()));
        members.put("position", String.valueOf(input.position()));
        put(members, "sha256", Optional.of(input.hash()));
        put(members, "image", input.image());
        return object(members).value();
    }

    private static void put(Map<String, String> members, String name, Optional<?> value) {
        value.ifPresent(
                one -> members.put(name, JsonText.ofString(one.toString()).value()));
    }

    private static JsonText object(Map<String, String> members) {
        return new JsonText(members.entrySet().stream()
                .map(member -> JsonText.ofString(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}")));
    }

    /**
     * Reads the result of {@link #toJson}.
     *
     * @throws StorageException.InvalidInput if it is not a request
     */
    public static JobRequest parse(JsonText json) {
        Map<String, JsonText> members = json.members();
        return builder()
                .provider(text(members, "provider").orElseThrow(() -> missing("provider")))
                .endpoint(text(members, "endpoint"))
                .kind(kindOf(text(members, "kind").orElseThrow(() -> missing("kind"))))
                .model(text(members, "model"))
                .parameters(members.getOrDefault("parameters", new JsonText("{}")))
                .prompt(text(members, "prompt"))
                .text(text(members, "text"))
                .voice(text(members, "voice"))
                .language(text(members, "language").map(LanguageTag::of))
                .seed(text(members, "seed").map(Seed::of))
                .inputs(Optional.ofNullable(members.get("inputs")).map(JsonText::elements).orElse(List.of()).stream()
                        .map(JobRequest::inputOf)
                        .toList())
                .build();
    }

    private static JobInput inputOf(JsonText json) {
        Map<String, JsonText> members = json.members();
        return new JobInput(
                new InputRole(text(members, "role").orElseThrow(() -> missing("role"))),
                Optional.ofNullable(members.get("position"))
                        .filter(position -> position.value().matches("[0-9]{1,9}"))
                        .map(position -> Integer.parseInt(position.value()))
                        .orElseThrow(() -> missing("position")),
                new ContentHash(text(members, "sha256").orElseThrow(() -> missing("sha256"))),
                text(members, "image").map(ImageId::new));
    }

    private static Optional<String> text(Map<String, JsonText> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(JsonText::string);
    }

    private static StorageException.InvalidInput missing(String name) {
        return new StorageException.InvalidInput(name, "A request needs the member " + name + ".");
    }

    /** A medium as the database and JSON have it: {@code image}, {@code audio} or {@code video}. */
    public static String nameOf(MediaKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses the result of {@link #nameOf}.
     *
     * @throws StorageException.InvalidInput if it is not a medium
     */
    public static MediaKind kindOf(String name) {
        return Arrays.stream(MediaKind.values())
                .filter(kind -> nameOf(kind).equals(name))
                .findFirst()
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "kind", "A request is for an image, audio or a video; not " + Messages.quoted(name) + "."));
    }
}
