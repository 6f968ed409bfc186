package io.github.reelstore.cli.console;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes, written with or without a unit: {@code 500MB}, {@code 1.5 GB}, {@code 16GiB}, {@code 1000}.
 *
 * @param bytes the number, 1 or more
 */
public record ByteSize(long bytes) {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([A-Za-z]*)");
    private static final long K = 1_000;
    private static final long KI = 1_024;

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("kb", K),
            Map.entry("mb", K * K),
            Map.entry("gb", K * K * K),
            Map.entry("tb", K * K * K * K),
            Map.entry("kib", KI),
            Map.entry("mib", KI * KI),
            Map.entry("gib", KI * KI * KI),
            Map.entry("tib", KI * KI * KI * KI));

    static ByteSize of(String typed) {
        return parse(typed)
                .filter(size -> size.bytes() > 0)
                .orElseThrow(() -> new TypeConversionException(
                        "\"" + typed + "\" is not a size; use one such as 500MB, 2GB or 16GiB."));
    }

    private static Optional<ByteSize> parse(String typed) {
        Matcher size = SYNTAX.matcher(typed.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(UNITS.get(size.group(2).toLowerCase(Locale.ROOT)))
                    .map(unit -> new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit)))
                    .map(bytes -> new ByteSize(bytes.toBigInteger().longValueExact()));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
