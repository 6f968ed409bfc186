package io.github.reelstore.simulator;

import java.math.BigDecimal;
import java.util.Map;

/** What an image, a character of audio and a second of video cost. */
final class PriceList {

    private final String currency;
    private final BigDecimal image;
    private final BigDecimal audio;
    private final BigDecimal video;

    PriceList(SimulatorConfig config) {
        currency = config.text(SimulatorSetting.CURRENCY);
        image = config.money(SimulatorSetting.PRICE_IMAGE);
        audio = config.money(SimulatorSetting.PRICE_AUDIO);
        video = config.money(SimulatorSetting.PRICE_VIDEO);
    }

    BigDecimal price(SimulatedRequest request) {
        BigDecimal unit = switch (request.kind()) {
            case IMAGE -> image;
            case AUDIO -> audio;
            case VIDEO -> video;
        };
        return unit.multiply(request.quantity());
    }

    /** An amount with its currency, as text, because numbers of JSON are often read as doubles. */
    Map<String, Object> amount(BigDecimal amount) {
        return MiniJson.object("amount", amount.toPlainString(), "currency", currency);
    }
}
