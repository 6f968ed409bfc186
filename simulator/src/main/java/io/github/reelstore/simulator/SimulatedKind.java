package io.github.reelstore.simulator;

import java.util.Locale;

/** What is generated, and the unit that is billed. */
enum SimulatedKind {
    IMAGE("image"),
    AUDIO("character"),
    VIDEO("second");

    private final String unit;

    SimulatedKind(String unit) {
        this.unit = unit;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String unit() {
        return unit;
    }

    /** @throws IllegalArgumentException if it is not one of the three */
    static SimulatedKind of(String id) {
        return switch (id) {
            case "image" -> IMAGE;
            case "audio" -> AUDIO;
            case "video" -> VIDEO;
            default -> throw new IllegalArgumentException("\"kind\" is not image, audio or video");
        };
    }
}
