package io.github.reelstore.sqlite.internal.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the statuses that the CHECK constraints of the other program's table accept. The constraints are extracted
 * from the table's SQL, and SQLite evaluates them for each value that they mention, so their form does not matter. A
 * constraint that cannot be evaluated this way, such as one on status and another column, is left to SQLite when a row
 * is written.
 */
final class CheckConstraintParser {

    private static final String STATUS = "status";

    /** A status that no CHECK with a list of statuses accepts. */
    private static final String UNKNOWN_STATUS = "reelstore: no status";

    /** A comment, a quoted string or name, a word, or any other character. */
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?(?:\\*/|\\z)|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]"
                    + "|[\\p{L}\\p{N}_$]+|\\S",
            Pattern.DOTALL);

    private final Set<String> columns;

    private CheckConstraintParser(Set<String> columns) {
        this.columns = columns;
    }

    /**
     * Returns the statuses that the CHECKs accept, in the order in which they mention them; empty if they accept any
     * status, or if that cannot be determined.
     *
     * @param sql the {@code CREATE TABLE} statement
     * @param columns the names of its columns, in lower case
     */
    static Optional<List<String>> allowed(String sql, Set<String> columns) throws SQLException {
        CheckConstraintParser check = new CheckConstraintParser(columns);
        Set<String> named = new LinkedHashSet<>();
        List<String> conditions = new ArrayList<>();
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (List<String> expression : check.expressions(sql)) {
                if (check.isOfStatusAlone(expression)) {
                    String condition = check.condition(expression);
                    conditions.add(condition);
                    if (!accepts(memory, condition, UNKNOWN_STATUS)) {
                        check.texts(expression, named);
                    }
                }
            }
            for (String condition : conditions) {
                List<String> kept = new ArrayList<>();
                for (String text : named) {
                    if (accepts(memory, condition, text)) {
                        kept.add(text);
                    }
                }
                named.retainAll(kept);
            }
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(named));
    }

    /**
     * A CHECK accepts a value unless it is false; NULL is not false (SQLite, "CREATE TABLE", 3.6). True if it cannot be
     * evaluated.
     */
    private static boolean accepts(Connection memory, String condition, String status) {
        try (PreparedStatement statement = memory.prepareStatement(
                "SELECT (" + condition + ") IS NOT FALSE FROM (SELECT ? AS status) AS " + ExpectedSchema.VIDEOS)) {
            statement.setString(1, status);
            try (ResultSet row = statement.executeQuery()) {
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            // the CHECK uses a function that does not exist here
            return true;
        }
    }

    /** Returns the tokens between the parentheses of each CHECK. */
    private List<List<String>> expressions(String sql) {
        List<List<String>> expressions = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            if (!matcher.group().startsWith("--") && !matcher.group().startsWith("/*")) {
                tokens.add(matcher.group());
            }
        }
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).equalsIgnoreCase("CHECK") && tokens.get(i + 1).equals("(")) {
                expressions.add(inside(tokens, i + 2));
            }
        }
        return expressions;
    }

    private static List<String> inside(List<String> tokens, int start) {
        int open = 1;
        int end = start;
        while (end < tokens.size()) {
            open += tokens.get(end).equals("(") ? 1 : tokens.get(end).equals(")") ? -1 : 0;
            if (open == 0) {
                break;
            }
            end++;
        }
        return tokens.subList(start, end);
    }

    private boolean isOfStatusAlone(List<String> expression) {
        Set<String> named = new LinkedHashSet<>();
        for (String token : expression) {
            if (!token.startsWith("'") && columns.contains(name(token))) {
                named.add(name(token));
            }
        }
        return named.equals(Set.of(STATUS));
    }

    private String condition(List<String> expression) {
        List<String> tokens = new ArrayList<>();
        for (String token : expression) {
            tokens.add(isText(token) ? "'" + text(token).replace("'", "''") + "'" : token);
        }
        // an operator of two characters is two tokens
        return String.join(" ", tokens).replaceAll("([<>!=|]) (?=[<>=|])", "$1");
    }

    private void texts(List<String> expression, Set<String> into) {
        expression.stream()
                .filter(this::isText)
                .map(CheckConstraintParser::text)
                .forEach(into::add);
    }

    /** SQLite treats a name in double quotes as a string if there is no such column. */
    private boolean isText(String token) {
        return token.startsWith("'")
                || (token.startsWith("\"")
                        && !columns.contains(name(token))
                        && !name(token).equals(ExpectedSchema.VIDEOS));
    }

    private static String text(String token) {
        String quote = token.substring(0, 1);
        return token.substring(1, token.length() - 1).replace(quote + quote, quote);
    }

    private static String name(String token) {
        boolean quoted = token.length() > 1 && "\"`[".indexOf(token.charAt(0)) >= 0;
        return (quoted ? token.substring(1, token.length() - 1) : token).toLowerCase(Locale.ROOT);
    }
}
