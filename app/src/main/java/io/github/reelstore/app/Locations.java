package io.github.reelstore.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the file or folder that a URL stands for. What is refused is not shown, since it may hold a password. */
final class Locations {

    private static final String SQLITE = "jdbc:sqlite:";

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
        if (file.indexOf('?') >= 0) {
            throw url.refused("has parameters after a \"?\", which are not passed on; name the file alone");
        }
        if (file.startsWith("//") || file.startsWith("file:")) {
            throw url.refused("must name a plain path: jdbc:sqlite:/folder/file.db or jdbc:sqlite:folder/file.db");
        }
        return resolve(url, file, workingFolder);
    }

    /** The absolute folder of a {@code file:} URL. */
    static Path folder(Setting url, Path workingFolder) {
        URI uri = uri(url);
        if (uri.getRawSchemeSpecificPart().indexOf('?') >= 0 || uri.getRawFragment() != null) {
            throw url.refused("has a \"?\" or \"#\"; write them as %3F and %23 if they belong to the folder's name");
        }
        if (uri.isOpaque()) {
            return resolve(url, uri.getSchemeSpecificPart(), workingFolder);
        }
        if (uri.getRawAuthority() != null) {
            throw url.refused("names a host; write file:///FOLDER with three slashes, or file:FOLDER");
        }
        try {
            return Path.of(uri).normalize();
        } catch (IllegalArgumentException e) {
            throw url.refused("does not name a folder of this machine; write file:///FOLDER or file:FOLDER", e);
        }
    }

    /** The {@code file:} URL of an absolute folder, with three slashes. */
    static String fileUrl(Path folder) {
        return "file://" + folder.toUri().getRawPath().replaceFirst("(?<=.)/$", "");
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
