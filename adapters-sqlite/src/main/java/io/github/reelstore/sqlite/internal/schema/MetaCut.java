package io.github.reelstore.sqlite.internal.schema;

import java.util.Optional;

/**
 * The JSON of a {@code meta} without the member {@code reelstore}.
 *
 * @param member the value of the member, an object
 * @param rest the other members, with the text around them unchanged; empty if there are none
 */
record MetaCut(String member, Optional<String> rest) {

    static final String MEMBER = "\"reelstore\"";

    /** Cuts valid JSON; empty if it has no such member, or its value is not an object. */
    static Optional<MetaCut> of(String json) {
        Scanner scanner = new Scanner(json);
        int endBefore = -1;
        for (boolean more = scanner.enterObject(); more; more = scanner.nextMember()) {
            int start = scanner.at;
            String name = scanner.value();
            scanner.skipColon();
            String value = scanner.value();
            int end = scanner.at;
            if (name.equals(MEMBER) && value.startsWith("{")) {
                boolean last = !scanner.nextMember();
                if (last && endBefore < 0) {
                    return Optional.of(new MetaCut(value, Optional.empty()));
                }
                // the comma before the last member goes with it, otherwise the one after it
                String rest = last
                        ? json.substring(0, endBefore) + json.substring(end)
                        : json.substring(0, start) + json.substring(scanner.at);
                return Optional.of(new MetaCut(value, Optional.of(rest)));
            }
            endBefore = end;
        }
        return Optional.empty();
    }

    /** Finds the members of a valid JSON object. */
    private static final class Scanner {

        private final String json;
        private int at;

        Scanner(String json) {
            this.json = json;
        }

        /** Moves to the first member; false if this is not an object, or an empty one. */
        boolean enterObject() {
            skipSpace();
            return json.charAt(at) == '{' && nextMember();
        }

        /** Moves past an opening brace or a comma to the next member; false at the object's end. */
        boolean nextMember() {
            skipSpace();
            if (json.charAt(at) == '}') {
                return false;
            }
            at++;
            skipSpace();
            return json.charAt(at) != '}';
        }

        void skipColon() {
            skipSpace();
            at++;
            skipSpace();
        }

        private void skipSpace() {
            while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
                at++;
            }
        }

        /** Reads a value to its end. */
        String value() {
            int from = at;
            int depth = 0;
            do {
                char c = json.charAt(at);
                if (c == '"') {
                    skipString();
                    continue;
                }
                if (c == '{' || c == '[') {
                    depth++;
                } else if (c == '}' || c == ']') {
                    depth--;
                } else if (depth == 0) {
                    skipWord();
                    continue;
                }
                at++;
            } while (depth > 0);
            return json.substring(from, at);
        }

        private void skipString() {
            at++;
            while (json.charAt(at) != '"') {
                at += json.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        }

        /** A number, true, false or null. */
        private void skipWord() {
            while (",}] \t\r\n".indexOf(json.charAt(at)) < 0) {
                at++;
            }
        }
    }
}
