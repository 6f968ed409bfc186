package io.github.reelstore.app.config;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.s3.S3Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the place that a URL stands for. What is refused is not shown, since it may hold a password. */
final class Locations {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String S3 = "s3:";

    private static final String S3_FORM = "write s3://BUCKET or s3://BUCKET/PREFIX";

    /** Without what a secret in the wrong place could have; which buckets and prefixes there may be is the adapter's to say. */
    private static final Pattern S3_PLACE =
            Pattern.compile("//(?<bucket>[a-z0-9.-]+)(?:/(?<prefix>[A-Za-z0-9._~+=/-]*))?");

    private Locations() {}

    /** The absolute file of a {@code jdbc:sqlite:} URL, which is a path as it stands, not percent-encoded. */
    static Path sqliteFile(Setting url, Path workingFolder) {
        String file = url.value().substring(SQLITE.length());
        if (file.isBlank()) {
            throw url.refused("names no file; write jdbc:sqlite:FILE");
        }
        if (file.startsWith(":")) {
            throw url.refused(
                    "asks for a database that is no file, and the rows would be gone at the end; name a file");
        }
        if (isThere(file, workingFolder)) {
            // whatever it is called; what is the name of a file is neither a parameter nor a password
            return resolve(url, file, workingFolder);
        }
        if (file.indexOf('?') >= 0 || file.indexOf(';') >= 0) {
            throw url.refused("has parameters after a \"?\" or \";\", which are not passed on; name the file alone");
        }
        refuseSecret(url, file);
        if (file.startsWith("//") || file.startsWith("file:")) {
            throw url.refused("must name a plain path: jdbc:sqlite:/folder/file.db or jdbc:sqlite:folder/file.db");
        }
        return resolve(url, file, workingFolder);
    }

    private static boolean isThere(String file, Path workingFolder) {
        try {
            return file.matches("[^:]*[?;][^:]*") && Files.isRegularFile(workingFolder.resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A bucket and what its keys begin with; empty for nothing. */
    record Bucket(String name, String prefix) {

        String url() {
            return "s3://" + name + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }

    /** What a {@code s3:} URL names. */
    static Bucket bucket(Setting url) {
        String place = url.value().substring(S3.length());
        if (place.indexOf('@') >= 0) {
            throw url.refused("holds a \"@\", as if there were a secret key before it; " + S3_FORM
                    + ", and give credentials as the AWS SDK finds them, such as AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY");
        }
        if (place.indexOf('?') >= 0 || place.indexOf('#') >= 0) {
            throw url.refused("has a \"?\" or \"#\"; " + S3_FORM + ", and the rest as options of its own");
        }
        refuseSecret(url, place);
        Matcher matcher = S3_PLACE.matcher(place);
        if (!matcher.matches()) {
            throw url.refused(
                    "does not name a bucket (a-z, 0-9, dots and dashes) and a prefix of its keys; " + S3_FORM);
        }
        String prefix = matcher.group("prefix") == null ? "" : matcher.group("prefix");
        return new Bucket(matcher.group("bucket"), prefix.replaceFirst("/$", ""));
    }

    /** The address of a server of S3's protocol. */
    static URI endpoint(Setting url) {
        try {
            return S3Config.checkedEndpoint(uri(url));
        } catch (StorageException.Configuration e) {
            throw e.subject().equals(url.option().key()) ? e : url.refusedBy(e);
        }
    }

    /** The absolute folder of a {@code file:} URL. */
    static Path folder(Setting url, Path workingFolder) {
        URI uri = uri(url);
        if (uri.getRawSchemeSpecificPart().indexOf('?') >= 0 || uri.getRawFragment() != null) {
            throw url.refused("has a \"?\" or \"#\"; write them as %3F and %23 if they belong to the folder's name");
        }
        refuseSecret(url, uri.getSchemeSpecificPart());
        if (uri.isOpaque()) {
            return resolve(url, uri.getSchemeSpecificPart(), workingFolder);
        }
        if (uri.getRawAuthority() != null) {
            throw url.refused("names a host; write file:///FOLDER with three slashes, or file:FOLDER");
        }
        try {
            return Path.of(uri).normalize();
        } catch (IllegalArgumentException e) {
            throw url.refused("does not name a folder of this machine; write file:///FOLDER or file:FOLDER");
        }
    }

    /** The {@code file:} URL of an absolute folder, with three slashes. */
    static String fileUrl(Path folder) {
        return "file://" + folder.toUri().getRawPath().replaceFirst("(?<=.)/$", "");
    }

    /** The absolute path of a setting that is a path and no URL. */
    static Path path(Setting path, Path workingFolder) {
        return resolve(path, path.value(), workingFolder);
    }

    /** A file's name may have a {@code =} or {@code @} in it, but not what reads like a password. */
    private static void refuseSecret(Setting url, String place) {
        if (Redacted.isNeeded(place)) {
            throw url.refused("has something in it that looks like a password (NAME:PASSWORD@ or PASSWORD=), which logs"
                    + " and \"ps\" would show; name the place alone");
        }
    }

    private static URI uri(Setting url) {
        try {
            return new URI(url.value());
        } catch (URISyntaxException e) {
            // without the cause: its message shows the whole URL
            throw url.refused("is not a valid URL; write spaces as %20 and percent signs as %25");
        }
    }

    private static Path resolve(Setting url, String file, Path workingFolder) {
        try {
            return workingFolder.resolve(file).normalize();
        } catch (InvalidPathException e) {
            throw url.refused("does not name a file of this machine: " + e.getReason());
        }
    }
}
