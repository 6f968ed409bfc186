package io.github.reelstore.simulator;

/**
 * How often a fault occurs.
 *
 * @param probability from 0 to 1; used if {@code every} is 0
 * @param every on each n-th occasion; 0 if the probability decides
 */
record FaultRate(double probability, long every) {

    static final FaultRate NEVER = new FaultRate(0, 0);

    private static final String EVERY = "every:";

    /** @throws IllegalArgumentException if the text is neither a probability nor {@code every:N} */
    static FaultRate parse(String text) {
        try {
            if (text.startsWith(EVERY)) {
                long every = Long.parseLong(text.substring(EVERY.length()));
                if (every > 0) {
                    return new FaultRate(0, every);
                }
            } else {
                double probability = Double.parseDouble(text);
                if (probability >= 0 && probability <= 1) {
                    return new FaultRate(probability, 0);
                }
            }
        } catch (NumberFormatException e) {
            // The message below says what is expected.
        }
        throw new IllegalArgumentException("\"" + text + "\" is neither a probability from 0 to 1 nor every:N");
    }
}
