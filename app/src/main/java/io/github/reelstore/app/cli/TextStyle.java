package io.github.reelstore.app.cli;

/**
 * Marks up text with ANSI escape sequences (ECMA-48, SGR), or leaves it as it is.
 *
 * @param coloured whether to mark up
 */
record TextStyle(boolean coloured) {

    String bold(String text) {
        return sgr("1", text);
    }

    String dim(String text) {
        return sgr("2", text);
    }

    String red(String text) {
        return sgr("31", text);
    }

    String green(String text) {
        return sgr("32", text);
    }

    private String sgr(String code, String text) {
        return coloured && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
