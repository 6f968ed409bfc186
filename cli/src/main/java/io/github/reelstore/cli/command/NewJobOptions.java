package io.github.reelstore.cli.command;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.Force;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.service.NewGeneration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code job request} that say what is asked; in a list, each line has fields of the same names. */
final class NewJobOptions {

    static final List<String> FIELDS = List.of(
            "project",
            "provider",
            "kind",
            "model",
            "prompt",
            "text",
            "voice",
            "language",
            "seed",
            "parameters",
            "endpoint",
            "input",
            "scene",
            "newTake",
            "price");

    @Option(names = "--project", paramLabel = "ID", description = "the project (required without --list)")
    private @Nullable ProjectId project;

    @Option(
            names = "--provider",
            paramLabel = "P",
            converter = Conversions.NotBlank.class,
            description = "the provider to ask (required without --list)")
    private @Nullable String provider;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "what to generate: image, audio or video (required without --list)")
    private @Nullable MediaKind kind;

    @Option(names = "--model", paramLabel = "M", description = "the provider's model")
    private @Nullable String model;

    @Mixin
    private final TextOptions.Prompt prompt = new TextOptions.Prompt();

    @Mixin
    private final TextOptions.SpokenText text = new TextOptions.SpokenText();

    @Option(names = "--voice", paramLabel = "V", description = "the voice that speaks the text")
    private @Nullable String voice;

    @Option(names = "--language", paramLabel = "TAG", description = "the language that is spoken, such as en or pt-BR")
    private @Nullable LanguageTag language;

    @Option(names = "--seed", paramLabel = "N", description = "the seed")
    private @Nullable Seed seed;

    @Mixin
    private final TextOptions.Parameters parameters = new TextOptions.Parameters();

    @Option(
            names = "--endpoint",
            paramLabel = "E",
            description = "the part of the provider to ask, if it has several, such as a region")
    private @Nullable String endpoint;

    @Option(
            names = "--input",
            paramLabel = "ROLE=ID",
            description = "an image to send along, as reference, first_frame or last_frame; may be repeated")
    private @Nullable List<NewGeneration.Input> inputs;

    @Option(
            names = "--scene",
            paramLabel = "S",
            description = "the scene that the result belongs to: one of the project's, if it has stored scenes")
    private @Nullable String scene;

    @Option(
            names = "--new-take",
            description = "ask for another take, and pay for it, even if there is a result already")
    private boolean newTake;

    @Option(names = "--price", paramLabel = "MONEY", description = "the price of each request, such as \"0.35 USD\"")
    private @Nullable Money price;

    /** Refuses missing options of a single request. */
    void requireSingle() {
        require("--project=<ID>", project);
        require("--provider=<P>", provider);
        require("--kind=<KIND>", kind);
        if (!prompt.isGiven() && !text.isGiven() && !parameters.isGiven() && inputs == null) {
            throw WrongUsage.missing(
                    "Missing required option: '--prompt=<T>', '--text=<T>', '--parameters=<JSON>' or '--input=<ROLE=ID>'.");
        }
    }

    private static void require(String option, @Nullable Object value) {
        if (value == null) {
            throw WrongUsage.missing("Missing required option: '" + option + "'.");
        }
    }

    /** Reads the texts of the options, once for all lines of a list. */
    Requests in(CliContext context, ProvidersOption providers) {
        String promptText = prompt.in(context);
        String spokenText = text.in(context);
        Optional<JsonText> given = Optional.ofNullable(parameters.in(context));
        // before the store is opened, and perhaps created
        providers.prices();
        return new Requests(context.storeToWrite(), providers, promptText, spokenText, given);
    }

    /** Builds requests. */
    final class Requests {

        private final Reelstore store;
        private final ProvidersOption providers;
        private final @Nullable String promptText;
        private final @Nullable String spokenText;
        private final Optional<JsonText> given;

        private Requests(
                Reelstore store,
                ProvidersOption providers,
                @Nullable String promptText,
                @Nullable String spokenText,
                Optional<JsonText> given) {
            this.store = store;
            this.providers = providers;
            this.promptText = promptText;
            this.spokenText = spokenText;
            this.given = given;
        }

        /**
         * The request of a line, or that of the options alone, whose line is empty.
         *
         * @throws StorageException.InvalidInput if a value is not valid
         * @throws StorageException.NotFound if an image does not exist
         */
        NewJob of(LineFields line) {
            String asked = line.requiredText("provider", provider);
            providers.requireProvider(asked);
            JobRequest request = JobRequest.builder()
                    .provider(asked)
                    .endpoint(line.text("endpoint", endpoint))
                    .kind(line.required("kind", JobRequest::kindOf, kind))
                    .model(line.text("model", model))
                    .parameters(Optional.ofNullable(line.json("parameters", given.orElse(null)))
                            .orElseGet(() -> new JsonText("{}")))
                    .prompt(line.text("prompt", promptText))
                    .text(line.text("text", spokenText))
                    .voice(line.text("voice", voice))
                    .language(line.value("language", LanguageTag::of, language))
                    .seed(line.number("seed", Seed::of, seed))
                    .inputs(hashed(line.list("input", Conversions::input, inputs == null ? List.of() : inputs)))
                    .build();
            return new NewJob(
                    request,
                    line.required("project", ProjectId::new, project),
                    Optional.ofNullable(line.text("scene", scene)),
                    line.flag("newTake", newTake) ? Force.NEW_TAKE : Force.REUSE,
                    Optional.ofNullable(line.value("price", Conversions::price, price)));
        }

        private List<JobInput> hashed(List<NewGeneration.Input> images) {
            Map<InputRole, Integer> positions = new HashMap<>();
            List<JobInput> hashed = new ArrayList<>();
            for (NewGeneration.Input image : images) {
                int position = positions.merge(image.role(), 1, Integer::sum) - 1;
                hashed.add(new JobInput(image.role(), position, hashOf(image), Optional.of(image.image())));
            }
            return hashed;
        }

        private ContentHash hashOf(NewGeneration.Input input) {
            return store.generations()
                    .getImage(input.image())
                    .contentHash()
                    .orElseThrow(() -> new StorageException.InvalidInput(
                            "input",
                            "The image " + input.image()
                                    + " has no hash yet; run \"reelstore media refresh --missing\" first."));
        }
    }
}
