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

/** The rules for the database's URL. No message shows the URL itself: whoever broke them may have put a password in it. */
final class PostgresUrl {

    private static final String FORM = "jdbc:postgresql://HOST[:PORT]/DATABASE[?PARAMETER=VALUE&...]";

    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";

    /** The driver tries several hosts in turn. */
    private static final Pattern URL = Pattern.compile(
            "jdbc:postgresql://" + HOST + "(?:," + HOST + ")*/(?<database>[^/?#\\s]+)(?:\\?(?<parameters>[^\\s#]*))?");

    /** What separates a password from what stands before it, in the spellings of other databases and tools. */
    private static final Pattern NOT_IN_A_DATABASE = Pattern.compile("[;&=:@%?#\\p{Cntrl}]");

    private static final Pattern NOT_IN_A_VALUE = Pattern.compile("[;&=@?#\\p{Cntrl}]");

    private static final Pattern SECRET_NAME = Pattern.compile("user|.*(?:pass|pwd|secret|token).*");

    /** A parameter that may be named in a message: nobody's password is of letters alone and has a value. */
    private static final Pattern PLAIN_PARAMETER = Pattern.compile("([A-Za-z]{1,40})=[^=]+");

    /**
     * What the driver knows and a URL must not set: what is an option of ours or the address, what may hold a secret (an
     * argument of a class, a service's file), and what a session would start with behind the store's back.
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
        // before the driver looks at it, who would log what it takes for a bad port, and that may be a password
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw malformed();
        }
        if (NOT_IN_A_DATABASE.matcher(decoded(parts.group("database"))).find()) {
            throw refused(
                    "The Postgres URL has one of ; & = : @ in the database's name, as if a password followed; write "
                            + FORM + ", and give user and password as database.user and database.password.");
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
            throw refused("The Postgres URL has a parameter" + named(parameter)
                    + " that the driver does not know or that must not be set here; write " + FORM
                    + " with the driver's own parameters.");
        }
        if (parts.length == 2 && NOT_IN_A_VALUE.matcher(decoded(parts[1])).find()) {
            throw refused("The Postgres URL has one of ; & = @ ? # in the value of " + known.getName()
                    + ", as if something else followed; separate parameters by &.");
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
            // without the cause: its message shows a part of the text
            throw refused("The Postgres URL has a % that is followed by no two hexadecimal digits; write it as %25.");
        }
    }

    /**
     * The parts that the driver takes it for: PGHOST, PGPORT, PGDBNAME and the parameters.
     *
     * @throws StorageException.Configuration if the driver takes it for nothing
     */
    static Properties parse(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw malformed();
        }
        return parts;
    }

    private static StorageException.Configuration malformed() {
        return refused("The Postgres URL does not name a host and a database; write " + FORM + ".");
    }

    private static StorageException.Configuration secret() {
        return refused("The Postgres URL holds a user or a password, which would reach logs; write " + FORM
                + ", and give them as database.user and database.password.");
    }

    private static StorageException.Configuration refused(String message) {
        return new StorageException.Configuration("database.url", message);
    }
}
