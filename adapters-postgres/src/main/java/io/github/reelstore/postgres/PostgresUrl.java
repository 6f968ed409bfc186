package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The rules for the database's URL. No message shows the URL, because a malformed one may contain a password. */
final class PostgresUrl {

    private static final String FORM = "jdbc:postgresql://HOST[:PORT]/DATABASE[?PARAMETER=VALUE&...]";

    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";

    /** With one or more hosts, which the driver tries in turn. */
    private static final Pattern URL = Pattern.compile(
            "jdbc:postgresql://" + HOST + "(?:," + HOST + ")*/(?<database>[^/?#\\s]+)(?:\\?(?<parameters>[^\\s#]*))?");

    /** Characters that separate a password from the name before it in the URLs of other databases and tools. */
    private static final Pattern NOT_IN_A_DATABASE = Pattern.compile("[;&=:@%?#\\p{Cntrl}]");

    private static final Pattern NOT_IN_A_VALUE = Pattern.compile("[;&=@?#\\p{Cntrl}]");

    private static final Pattern SECRET_NAME = Pattern.compile("user|.*(?:pass|pwd|secret|token).*");

    /** A parameter that a message may name: a name of only letters with a value, so it cannot be a password. */
    private static final Pattern PLAIN_PARAMETER = Pattern.compile("([A-Za-z]{1,40})=[^=]+");

    /**
     * Parameters that the driver knows but the URL must not set: those that Reelstore sets or that are part of the
     * address, those that may contain a secret (the argument of a class, a service file), and those that change the
     * session's settings.
     */
    private static final Set<PGProperty> NOT_IN_A_URL = EnumSet.of(
            PGProperty.USER,
            PGProperty.PASSWORD,
            PGProperty.SSL_PASSWORD,
            PGProperty.SSL_PASSWORD_CALLBACK,
            PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME,
            PGProperty.SSL_FACTORY_ARG,
            PGProperty.SOCKET_FACTORY_ARG,
            PGProperty.CONNECT_EXECUTOR_ARG,
            PGProperty.SERVICE,
            PGProperty.PG_HOST,
            PGProperty.PG_PORT,
            PGProperty.PG_DBNAME,
            PGProperty.CURRENT_SCHEMA,
            PGProperty.OPTIONS,
            PGProperty.REPLICATION);

    private PostgresUrl() {}

    static void check(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw malformed();
        }
        int query = url.indexOf('?');
        if (url.substring(0, query < 0 ? url.length() : query).contains("@")) {
            throw secret();
        }
        // checked before the driver parses it: the driver would log an invalid port, which may be a password
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw malformed();
        }
        if (NOT_IN_A_DATABASE.matcher(decoded(parts.group("database"))).find()) {
            throw rejected(
                    "The Postgres URL has one of ; & = : @ in the database's name, as if a password followed; write "
                            + FORM + ", and set the user and password as database.user and database.password.");
        }
        String parameters = parts.group("parameters");
        if (parameters != null) {
            for (String parameter : parameters.split("&", -1)) {
                checkParameter(parameter);
            }
        }
        parse(url);
    }

    private static void checkParameter(String parameter) {
        String[] parts = parameter.split("=", 2);
        if (SECRET_NAME
                .matcher(decoded(parts[0]).strip().toLowerCase(Locale.ROOT))
                .matches()) {
            throw secret();
        }
        PGProperty known = PGProperty.forName(parts[0]);
        if (known == null || NOT_IN_A_URL.contains(known)) {
            throw rejected("The Postgres URL has a parameter" + named(parameter)
                    + " that the driver does not know or that must not be set here; write " + FORM
                    + " with the driver's own parameters.");
        }
        if (parts.length == 2 && NOT_IN_A_VALUE.matcher(decoded(parts[1])).find()) {
            throw rejected("The Postgres URL has one of ; & = @ ? # in the value of " + known.getName()
                    + ", as if another parameter followed; separate parameters by &.");
        }
    }

    private static String named(String parameter) {
        Matcher plain = PLAIN_PARAMETER.matcher(parameter);
        return plain.matches() ? " " + plain.group(1) : "";
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // without the cause, whose message shows a part of the text
            throw rejected("The Postgres URL has a % without two hexadecimal digits after it; write it as %25.");
        }
    }

    /**
     * Parses the URL with the driver, to PGHOST, PGPORT, PGDBNAME and the parameters.
     *
     * @throws StorageException.Configuration if the driver cannot parse it
     */
    static Properties parse(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw malformed();
        }
        return parts;
    }

    private static StorageException.Configuration malformed() {
        return rejected("The Postgres URL does not name a host and a database; write " + FORM + ".");
    }

    private static StorageException.Configuration secret() {
        return rejected("The Postgres URL contains a user or a password, which would appear in logs; write " + FORM
                + ", and set them as database.user and database.password.");
    }

    private static StorageException.Configuration rejected(String message) {
        return new StorageException.Configuration("database.url", message);
    }
}
