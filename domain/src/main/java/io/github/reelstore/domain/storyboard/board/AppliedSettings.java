package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.ledger.CanonicalJson;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.util.Optional;

/**
 * Settings that apply to a cell, with what they say of its takes.
 *
 * @param settings the settings
 * @param said what they say: without the values that they do not have
 * @param sent what a request with them says: absent values are known to be absent. {@link io.github.reelstore.domain.ledger.JobRequest#madeFrom}
 *     says the same, but takes longer, and many cells have the same settings
 */
record AppliedSettings(TrackSettings settings, MadeFrom said, MadeFrom sent) {

    static AppliedSettings of(TrackSettings merged) {
        // a blank value says nothing, as in a request
        TrackSettings settings = merged.orElse(TrackSettings.NONE);
        Optional<String> parameters =
                settings.parameters().filter(json -> !json.members().isEmpty()).map(CanonicalJson::of);
        MadeFrom said = MadeFrom.NOTHING
                .with(Ingredient.PROVIDER, settings.provider())
                .with(Ingredient.MODEL, settings.model())
                .with(Ingredient.PARAMETERS, parameters)
                .with(Ingredient.VOICE, settings.voice());
        MadeFrom sent = said.with(Ingredient.MODEL, settings.model().orElse(""))
                .with(Ingredient.PARAMETERS, parameters.orElse(""))
                .with(Ingredient.VOICE, settings.voice().orElse(""));
        return new AppliedSettings(settings, said, sent);
    }
}
