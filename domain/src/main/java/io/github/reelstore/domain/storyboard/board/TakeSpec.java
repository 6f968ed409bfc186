package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the take of a cell should be made from, as its scene says it now.
 *
 * @param cell the cell
 * @param applied the settings that apply to it
 * @param prompt the prompt of an image or a video; of audio, instructions for the speaker
 * @param text the line of audio
 * @param inputs the images that are sent along
 * @param missingInput why an image that is to be sent along is not there, as a sentence
 */
record TakeSpec(
        CellKey cell,
        AppliedSettings applied,
        Optional<String> prompt,
        Optional<String> text,
        List<JobInput> inputs,
        Optional<String> missingInput) {

    TrackSettings settings() {
        return applied.settings();
    }

    /** Whether the scene says what should be generated. */
    boolean saysSomething() {
        return cell.track() == MediaKind.AUDIO ? text.isPresent() : prompt.isPresent() || !inputs.isEmpty();
    }

    /** The ingredient without which nothing can be said of a take. */
    Ingredient essential() {
        return cell.track() == MediaKind.AUDIO ? Ingredient.TEXT : Ingredient.PROMPT;
    }

    /** The request for a take; empty if something is missing for it, see {@link #obstacle}. */
    Optional<JobRequest> request() {
        return missingInput.isPresent() ? Optional.empty() : requestSoFar();
    }

    /** The request with the images that are there. */
    private Optional<JobRequest> requestSoFar() {
        return saysSomething() ? settings().provider().map(this::request) : Optional.empty();
    }

    /** The request as a job, as {@link #request}. */
    Optional<NewJob> job(ProjectId project) {
        return request().map(request -> job(request, project));
    }

    private NewJob job(JobRequest request, ProjectId project) {
        return new NewJob(request, project).withScene(cell.sceneId());
    }

    /** The request for a video that waits for the image of its scene, without the image: its price is that of the whole request. */
    Optional<NewJob> jobAfterImage(ProjectId project) {
        return usesImageOfScene() ? requestSoFar().map(request -> job(request, project)) : Optional.empty();
    }

    /** Whether it is a video that is made from the image of its scene, if the scene has one. */
    boolean usesImageOfScene() {
        return cell.track() == MediaKind.VIDEO && !settings().leavesImageOut();
    }

    private boolean canBeSent() {
        return missingInput.isEmpty()
                && saysSomething()
                && settings().provider().isPresent();
    }

    private JobRequest request(String provider) {
        return JobRequest.builder()
                .provider(provider)
                .endpoint(settings().endpoint())
                .kind(cell.track())
                .model(settings().model())
                .parameters(settings().parameters().orElse(new JsonText("{}")))
                .prompt(prompt.map(InputDigest::normalized))
                .text(text.map(InputDigest::normalized))
                .voice(settings().voice())
                .language(cell.language())
                .inputs(inputs)
                .build();
    }

    /** Why nothing can be requested, as a sentence that says what to do; empty if there is a request. */
    Optional<String> obstacle() {
        if (!saysSomething()) {
            return Optional.of(
                    cell.track() == MediaKind.AUDIO
                            ? "The scene " + cell.sceneId() + " has no line in "
                                    + cell.language().orElseThrow() + "; set one."
                            : "The scene " + cell.sceneId() + " has no prompt; set one.");
        }
        if (settings().provider().isEmpty()) {
            return Optional.of("No provider is set for the " + JobRequest.nameOf(cell.track()) + " of the scene "
                    + cell.sceneId() + "; set one for the scene or the project.");
        }
        return missingInput;
    }

    /** What a take that is up to date is made from, as far as the scene says it; nothing if it does not say what to generate. */
    MadeFrom madeFrom() {
        if (!saysSomething()) {
            return MadeFrom.NOTHING;
        }
        boolean isSent = canBeSent();
        Map<Ingredient, String> texts = new EnumMap<>(Ingredient.class);
        // what a request does not have is known to be absent
        Optional<String> absent = isSent ? Optional.of("") : Optional.empty();
        prompt.or(() -> absent).ifPresent(said -> texts.put(Ingredient.PROMPT, said));
        text.or(() -> absent).ifPresent(said -> texts.put(Ingredient.TEXT, said));
        if (isSent || imagesAreSaid()) {
            texts.put(
                    Ingredient.IMAGES,
                    inputs.isEmpty()
                            ? ""
                            : MadeFrom.textOf(
                                    inputs.stream().map(JobInput::asSent).toList()));
        }
        return (isSent ? applied.sent() : applied.said()).with(texts);
    }

    /** What takes are compared with, with its digests, which are computed once. */
    Wanted wanted() {
        return new Wanted(madeFrom(), essential());
    }

    /**
     * What a take is made from if it is up to date.
     *
     * @param said what the scene says now
     * @param essential the ingredient without which nothing can be said of a take
     */
    record Wanted(MadeFrom said, Ingredient essential) {

        /** Whether a take can stand, and is made from what the scene says now, as far as both are known. */
        boolean fits(Take take) {
            MadeFrom made = take.madeFrom().orElse(MadeFrom.NOTHING);
            return take.status().equals(GenerationStatus.COMPLETED)
                    && take.filePath().isPresent()
                    && take.rejected().isEmpty()
                    && made.knows(essential)
                    && said.ifAny().isPresent()
                    && made.differences(said).isEmpty();
        }
    }

    private boolean imagesAreSaid() {
        return missingInput.isEmpty()
                && (settings().imageRole().isPresent()
                        || !settings().references().isEmpty());
    }
}
