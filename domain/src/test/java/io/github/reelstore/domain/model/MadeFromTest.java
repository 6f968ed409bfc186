package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.MadeFrom.SentImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeFromTest {

    private static final ContentHash ONE = new ContentHash("11".repeat(32));
    private static final ContentHash TWO = new ContentHash("22".repeat(32));

    @PropertyTest
    void theColumnIsReadBack(RandomInput in) {
        MadeFrom made = MadeFrom.NOTHING;
        for (Ingredient ingredient : in.list(0, 7, () -> in.oneOf(Ingredient.values()))) {
            made = made.with(ingredient, in.text(RandomInput::isUnicode));
        }
        assertThat(MadeFrom.of(made.toJson())).isEqualTo(made);
        assertThat(made.differences(MadeFrom.of(made.toJson()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"text\"",
                "7",
                "{\"text\": null, \"voice\": 7, \"prompt\": \"no digest\", \"other\": \"0cc175b9c0f1b6a831c399e269772661\"}",
                "{\"text\": \"0CC175B9C0F1B6A831C399E269772661\"}"
            })
    void membersOfAnotherFormAreIgnored(String column) {
        assertThat(MadeFrom.of(new JsonText(column))).isEqualTo(MadeFrom.NOTHING);
    }

    @Test
    void onlyWhatBothKnowDiffers() {
        MadeFrom take = MadeFrom.NOTHING.with(Ingredient.TEXT, "a").with(Ingredient.VOICE, "Mai");
        MadeFrom now = MadeFrom.NOTHING.with(Ingredient.TEXT, "b").with(Ingredient.MODEL, "m");
        assertThat(take.differences(now)).containsExactly(Ingredient.TEXT);
        assertThat(now.differences(take)).containsExactly(Ingredient.TEXT);
        assertThat(take.differences(MadeFrom.NOTHING)).isEmpty();
    }

    @Test
    void whatIsKnownToBeAbsentDiffersFromWhatIsThere() {
        MadeFrom without = MadeFrom.NOTHING.with(Ingredient.VOICE, "");
        MadeFrom unknown = MadeFrom.NOTHING.with(Ingredient.VOICE, Optional.empty());
        MadeFrom with = MadeFrom.NOTHING.with(Ingredient.VOICE, "Mai");
        assertThat(without.differences(with)).containsExactly(Ingredient.VOICE);
        assertThat(unknown.differences(with)).isEmpty();
        assertThat(unknown.ifAny()).isEmpty();
        assertThat(without.ifAny()).contains(without);
    }

    @Test
    void theOrderOfImagesIsThatOfTheirRolesAndPositions() {
        SentImage first = new SentImage(InputRole.FIRST_FRAME, 0, ONE);
        SentImage reference = new SentImage(InputRole.REFERENCE, 0, TWO);
        MadeFrom made = MadeFrom.NOTHING.withImages(List.of(first, reference));
        assertThat(MadeFrom.NOTHING.withImages(List.of(reference, first))).isEqualTo(made);
        assertThat(MadeFrom.NOTHING.withImages(List.of(
                        new SentImage(InputRole.FIRST_FRAME, 0, TWO), new SentImage(InputRole.REFERENCE, 0, ONE))))
                .isNotEqualTo(made);
        assertThat(MadeFrom.NOTHING.withImages(List.of()).differences(made)).containsExactly(Ingredient.IMAGES);
    }

    @Test
    void aRequestKnowsEveryIngredient() {
        JobRequest request = JobRequest.builder()
                .provider("camera")
                .kind(MediaKind.VIDEO)
                .prompt("A lighthouse")
                .parameters(new JsonText("{\"b\": 1, \"a\": 2}"))
                .inputs(List.of(new JobInput(InputRole.FIRST_FRAME, 0, ONE, Optional.of(new ImageId("i")))))
                .build();
        MadeFrom made = request.madeFrom();
        assertThat(Ingredient.values()).allMatch(made::knows);
        assertThat(made)
                .isEqualTo(MadeFrom.NOTHING
                        .with(Ingredient.PROVIDER, "camera")
                        .with(Ingredient.MODEL, "")
                        .with(Ingredient.PARAMETERS, "{\"a\":2,\"b\":1}")
                        .with(Ingredient.PROMPT, "A lighthouse")
                        .with(Ingredient.TEXT, "")
                        .with(Ingredient.VOICE, "")
                        .withImages(List.of(new SentImage(InputRole.FIRST_FRAME, 0, ONE))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0cc1", "0CC175B9C0F1B6A831C399E269772661", "0cc175b9c0f1b6a831c399e26977266g"})
    void anotherTextIsNoDigest(String text) {
        assertThatExceptionOfType(StorageException.InvalidInput.class).isThrownBy(() -> new InputDigest(text));
    }

    @Test
    void theDigestIsTheFirstHalfOfTheHash() {
        // sha256sum of the empty text
        assertThat(InputDigest.of("")).hasToString("e3b0c44298fc1c149afbf4c8996fb924");
        // and of other texts as they are: stored digests stay right
        assertThat(InputDigest.of("Xin  chào\nbạn")).hasToString("90834b1142d407b93b4652db2d4ce458");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xin chào\nbạn", " Xin chào\nbạn\t\n", "Xin chào\r\nbạn\r\n\r\n", "\u2003Xin chào\rbạn"})
    void whiteSpaceAtItsEndsAndOtherLineBreaksMakeNoOtherText(String text) {
        assertThat(InputDigest.of(text)).isEqualTo(InputDigest.of("Xin chào\nbạn"));
        assertThat(MadeFrom.NOTHING.with(Ingredient.TEXT, text))
                .isEqualTo(MadeFrom.NOTHING.with(Ingredient.TEXT, "Xin chào\nbạn"));
    }
}
