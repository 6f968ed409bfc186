package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The rules for the database's URL. No message shows the URL itself: whoever broke them may have put a password in it. */
final class PostgresUrl {

    private static final String PREFIX = "jdbc:postgresql:";

    private static final String HOST = "(?:\\[[^\\]/?]*\\]|[^:,/?\\[]*)(?::\\d{1,5})?";

    /** Hosts, each with its port where it is not 5432; or the name alone of a database of this machine. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?://" + HOST + "(?:," + HOST + ")*/.*|[^:/?]*(?:\\?.*)?)", Pattern.DOTALL);

    private PostgresUrl() {}

    static void check(String url) {
        if (!url.startsWith(PREFIX)) {
            throw refused("The Postgres URL must begin with jdbc:postgresql://.");
        }
        String address = url.substring(PREFIX.length());
        refuseSecrets(address);
        // before the driver looks at it, who would log what it takes for a bad port, and that may be a password
        if (!ADDRESS.matcher(address).matches()) {
            throw malformed();
        }
        parse(url);
    }

    private static void refuseSecrets(String address) {
        int query = address.indexOf('?');
        String place = query < 0 ? address : address.substring(0, query);
        if (place.contains("@")) {
            throw secret();
        }
        if (query >= 0) {
            for (String parameter : address.substring(query + 1).split("&", -1)) {
                refuseSecret(parameter.split("=", 2)[0]);
            }
        }
    }

    private static void refuseSecret(String key) {
        String name = decoded(key).trim().toLowerCase(Locale.ROOT);
        if (name.equals("user") || name.contains("password")) {
            throw secret();
        }
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("A parameter's name in the Postgres URL is wrongly encoded; name it plainly.");
        }
    }

    /**
     * The parts that the driver takes it for: PGHOST, PGPORT, PGDBNAME and the parameters.
     *
     * @throws StorageException.Configuration if the driver takes it for nothing
     */
    static Properties parse(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null || PGProperty.PG_HOST.getOrDefault(parts) == null) {
            throw malformed();
        }
        return parts;
    }

    private static StorageException.Configuration malformed() {
        return refused("The Postgres URL must be jdbc:postgresql://HOST[:PORT]/DATABASE[?PARAMETER=VALUE&...].");
    }

    private static StorageException.Configuration secret() {
        return refused("The Postgres URL must not hold a user or a password, which would reach logs; give them as"
                + " database.user and database.password.");
    }

    private static StorageException.Configuration refused(String message) {
        return new StorageException.Configuration("database.url", message);
    }
}
