package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.s3.S3Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves URLs to files, folders, buckets and endpoints. Rejected values are not shown, because they may contain a
 * password.
 */
final class Locations {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String S3 = "s3:";

    private static final String S3_FORM = "write s3://BUCKET or s3://BUCKET/PREFIX";

    /** Excludes the characters that suggest a misplaced secret; the adapter checks bucket and prefix further. */
    private static final Pattern S3_LOCATION =
            Pattern.compile("//(?<bucket>[a-z0-9.-]+)(?:/(?<prefix>[A-Za-z0-9._~+=/-]*))?");

    /** A scheme according to RFC 3986, after the {@code jdbc:} of database URLs. */
    private static final Pattern SCHEME =
            Pattern.compile("((?:jdbc:)?[a-z][a-z0-9+.-]*):.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private Locations() {}

    /** The scheme of a URL in lower case; empty if it has none. */
    static String schemeOf(String url) {
        Matcher matcher = SCHEME.matcher(url);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** The absolute file of a {@code jdbc:sqlite:} URL. The path is used as it is, not percent-decoded. */
    static Path sqliteFile(Setting url, Path workingFolder) {
        String file = url.value().substring(SQLITE.length());
        if (file.isBlank()) {
            throw url.rejected("names no file; write jdbc:sqlite:FILE");
        }
        if (file.startsWith(":")) {
            throw url.rejected("names an in-memory database, which would lose all rows when closed; name a file");
        }
        if (isExistingFile(file, workingFolder)) {
            // an existing file: its name contains neither parameters nor a password
            return resolve(url, file, workingFolder);
        }
        if (file.indexOf('?') >= 0 || file.indexOf(';') >= 0) {
            throw url.rejected("has parameters after a \"?\" or \";\", which are not supported; name only the file");
        }
        rejectSecret(url, file);
        if (file.startsWith("//") || file.startsWith("file:")) {
            throw url.rejected("must name a plain path: jdbc:sqlite:/folder/file.db or jdbc:sqlite:folder/file.db");
        }
        return resolve(url, file, workingFolder);
    }

    private static boolean isExistingFile(String file, Path workingFolder) {
        try {
            return file.matches("[^:]*[?;][^:]*") && Files.isRegularFile(workingFolder.resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A bucket and the prefix of its keys; the prefix may be empty. */
    record Bucket(String name, String prefix) {

        String url() {
            return "s3://" + name + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /** The bucket and prefix that an {@code s3:} URL names. */
    static Bucket bucket(Setting url) {
        String location = url.value().substring(S3.length());
        if (location.indexOf('@') >= 0) {
            throw url.rejected("contains a \"@\", which suggests a secret key before it; " + S3_FORM
                    + ", and set the credentials where the AWS SDK finds them, such as in AWS_ACCESS_KEY_ID"
                    + " and AWS_SECRET_ACCESS_KEY");
        }
        if (location.indexOf('?') >= 0 || location.indexOf('#') >= 0) {
            throw url.rejected("has a \"?\" or \"#\"; " + S3_FORM + ", and set the rest as separate options");
        }
        rejectSecret(url, location);
        Matcher matcher = S3_LOCATION.matcher(location);
        if (!matcher.matches()) {
            throw url.rejected(
                    "does not name a bucket (a-z, 0-9, dots and dashes) and a prefix of its keys; " + S3_FORM);
        }
        String prefix = matcher.group("prefix") == null ? "" : matcher.group("prefix");
        return new Bucket(matcher.group("bucket"), prefix.replaceFirst("/$", ""));
    }

    /** The URL of an S3-compatible server. */
    static URI endpoint(Setting url) {
        try {
            return S3Config.checkedEndpoint(uri(url));
        } catch (StorageException.Configuration e) {
            throw e.subject().equals(url.option().key()) ? e : url.rejectedBy(e);
        }
    }

    /** The absolute folder that a {@code file:} URL names. */
    static Path folder(Setting url, Path workingFolder) {
        URI uri = uri(url);
        if (uri.getRawSchemeSpecificPart().indexOf('?') >= 0 || uri.getRawFragment() != null) {
            throw url.rejected("has a \"?\" or \"#\"; write them as %3F and %23 if they belong to the folder's name");
        }
        rejectSecret(url, uri.getSchemeSpecificPart());
        if (uri.isOpaque()) {
            return resolve(url, uri.getSchemeSpecificPart(), workingFolder);
        }
        if (uri.getRawAuthority() != null) {
            throw url.rejected("names a host; write file:///FOLDER with three slashes, or file:FOLDER");
        }
        try {
            return Path.of(inAscii(uri)).normalize();
        } catch (IllegalArgumentException e) {
            throw url.rejected("does not name a folder on this machine; write file:///FOLDER or file:FOLDER");
        }
    }

    /** The URL with percent-encoded letters, as {@code Path.of} requires. {@code toASCIIString} would also compose them. */
    private static URI inAscii(URI uri) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : uri.toString().getBytes(StandardCharsets.UTF_8)) {
            encoded.append(unit < 0 ? "%%%02X".formatted(unit) : String.valueOf((char) unit));
        }
        return URI.create(encoded.toString());
    }

    /** The {@code file:} URL of an absolute folder, with three slashes. */
    static String fileUrl(Path folder) {
        return "file://" + folder.toUri().getRawPath().replaceFirst("(?<=.)/$", "");
    }

    /** The absolute path of a setting whose value is a path, not a URL. */
    static Path path(Setting path, Path workingFolder) {
        return resolve(path, path.value(), workingFolder);
    }

    /** A file name may contain {@code =} or {@code @}, but nothing that looks like a password. */
    private static void rejectSecret(Setting url, String location) {
        if (Redacted.isNeeded(location)) {
            throw url.rejected("contains what looks like a password (NAME:PASSWORD@ or PASSWORD=), which logs"
                    + " and \"ps\" would show; leave it out");
        }
    }

    private static URI uri(Setting url) {
        try {
            return new URI(url.value());
        } catch (URISyntaxException e) {
            // without the cause: its message shows the whole URL
            throw url.rejected("is not a valid URL; write spaces as %20 and percent signs as %25");
        }
    }

    private static Path resolve(Setting url, String file, Path workingFolder) {
        try {
            return workingFolder.resolve(file).normalize();
        } catch (InvalidPathException e) {
            throw url.rejected("does not name a file on this machine: " + e.getReason());
        }
    }
}
