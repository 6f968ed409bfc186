package io.github.reelstore.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceTableTest {

    private static final Instant NOW = Instant.parse("2026-11-30T23:59:59.999999Z");
    private static final LocalDate JANUARY = LocalDate.parse("2026-01-01");

    private static Price price(
            @Nullable String model, Price.Basis basis, String amount, LocalDate from, @Nullable LocalDate until) {
        return new Price(
                "veo", Optional.ofNullable(model), basis, Money.parse(amount), from, Optional.ofNullable(until));
    }

    private static JobRequestBuilder video() {
        return JobRequest.builder()
                .provider("veo")
                .kind(MediaKind.VIDEO)
                .model("veo-3.1")
                .parameters(new JsonText("{\"durationSeconds\": 8}"));
    }

    private static Optional<Money> priceOf(JobRequest request, Price... prices) {
        return new PriceTable(List.of(prices)).priceOf(request, NOW);
    }

    @Test
    void theAmountIsMultipliedWithTheBasis() {
        assertThat(priceOf(
                        video().build(),
                        price(null, new Price.Basis.PerParameter("durationSeconds"), "0.40 USD", JANUARY, null)))
                .contains(Money.parse("3.2 USD"));
        assertThat(priceOf(video().build(), price(null, new Price.Basis.PerRequest(), "0.40 USD", JANUARY, null)))
                .contains(Money.parse("0.4 USD"));
        assertThat(priceOf(
                        video().text("Xin chào 👋").build(),
                        price(null, new Price.Basis.PerCharacter(), "0.00015 USD", JANUARY, null)))
                .as("ten code points")
                .contains(Money.parse("0.0015 USD"));
    }

    @Test
    void severalParametersAreMultiplied() {
        Price each = price(
                null,
                new Price.Basis.PerParameter(List.of("durationSeconds", "sampleCount")),
                "0.40 USD",
                JANUARY,
                null);
        assertThat(priceOf(
                        video().parameters(new JsonText("{\"durationSeconds\": 8, \"sampleCount\": 4}"))
                                .build(),
                        each))
                .contains(Money.parse("12.8 USD"));
        assertThat(priceOf(video().build(), each)).as("how many is not stated").isEmpty();
    }

    @Test
    void fractionsOfTheSmallestUnitAreRoundedUp() {
        assertThat(priceOf(
                        video().parameters(new JsonText("{\"durationSeconds\": 0.5}"))
                                .build(),
                        price(null, new Price.Basis.PerParameter("durationSeconds"), "0.000000001 USD", JANUARY, null)))
                .contains(Money.parse("0.000000001 USD"));
    }

    @Test
    void aMissingNumberHasNoPrice() {
        Price perSecond = price(null, new Price.Basis.PerParameter("durationSeconds"), "0.40 USD", JANUARY, null);
        assertThat(priceOf(video().parameters(new JsonText("{}")).build(), perSecond))
                .isEmpty();
        assertThat(priceOf(
                        video().parameters(new JsonText("{\"durationSeconds\": \"long\"}"))
                                .build(),
                        perSecond))
                .isEmpty();
        assertThat(priceOf(
                        video().parameters(new JsonText("{\"durationSeconds\": \"8\"}"))
                                .build(),
                        perSecond))
                .contains(Money.parse("3.2 USD"));
        assertThat(priceOf(video().provider("other").build(), perSecond)).isEmpty();
    }

    @Test
    void theModelsOwnPriceAndTheLatestOneCount() {
        Price any = price(null, new Price.Basis.PerRequest(), "1 USD", LocalDate.parse("2026-11-01"), null);
        Price own = price("veo-3.1", new Price.Basis.PerRequest(), "2 USD", JANUARY, null);
        Price later = price("veo-3.1", new Price.Basis.PerRequest(), "3 USD", LocalDate.parse("2026-11-30"), null);
        Price tomorrow = price("veo-3.1", new Price.Basis.PerRequest(), "4 USD", LocalDate.parse("2026-12-01"), null);
        Price ended = price(
                "veo-3.1",
                new Price.Basis.PerRequest(),
                "5 USD",
                LocalDate.parse("2026-11-29"),
                LocalDate.parse("2026-11-30"));
        assertThat(priceOf(video().build(), any, own)).contains(Money.parse("2 USD"));
        assertThat(priceOf(video().build(), any, own, later, tomorrow, ended)).contains(Money.parse("3 USD"));
        assertThat(priceOf(video().model("veo-4").build(), any, own)).contains(Money.parse("1 USD"));
    }

    @Test
    void aRangeOfDaysIsNotEmpty() {
        assertThatThrownBy(() -> price(null, new Price.Basis.PerRequest(), "1 USD", JANUARY, JANUARY))
                .isInstanceOf(StorageException.InvalidInput.class);
        assertThatThrownBy(() -> price(null, new Price.Basis.PerRequest(), "-1 USD", JANUARY, null))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Test
    void whatARequestLacksIsNamed() {
        PriceTable table = new PriceTable(List.of(
                price(
                        "veo-3.1",
                        new Price.Basis.PerParameter(List.of("durationSeconds", "samples")),
                        "1 USD",
                        JANUARY,
                        null),
                price("speech-1", new Price.Basis.PerCharacter(), "1 USD", JANUARY, null)));
        assertThat(table.missingFor(video().build(), NOW)).contains("a number as the parameter \"samples\"");
        assertThat(table.missingFor(video().model("speech-1").build(), NOW)).contains("a text");
        assertThat(table.missingFor(video().model("speech-1").text("Xin").build(), NOW))
                .isEmpty();
        assertThat(table.missingFor(video().model("other").build(), NOW))
                .as("it has no price at all")
                .isEmpty();
    }
}
