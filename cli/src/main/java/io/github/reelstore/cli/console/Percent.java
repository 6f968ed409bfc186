package io.github.reelstore.cli.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A share that is typed as {@code 10} or {@code 10%}.
 *
 * @param share 0 to 1
 */
public record Percent(double share) {

    private static final Pattern TYPED = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)%?");
    private static final double ALL = 100;

    static Percent of(String typed) {
        Matcher matcher = TYPED.matcher(typed);
        double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
        if (!(percent <= ALL)) {
            throw new TypeConversionException("it must be 0 to 100, such as 10.");
        }
        return new Percent(percent / ALL);
    }
}
