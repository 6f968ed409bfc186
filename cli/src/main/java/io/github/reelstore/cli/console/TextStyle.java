package io.github.reelstore.cli.console;

/**
 * Styles text with ANSI escape sequences (ECMA-48, SGR), or returns it unchanged.
 *
 * @param coloured whether to style text
 */
public record TextStyle(boolean coloured) {

    public String bold(String text) {
        return sgr("1", text);
    }

    public String dim(String text) {
        return sgr("2", text);
    }

    public String red(String text) {
        return sgr("31", text);
    }

    public String green(String text) {
        return sgr("32", text);
    }

    public String yellow(String text) {
        return sgr("33", text);
    }

    private String sgr(String code, String text) {
        return coloured && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
