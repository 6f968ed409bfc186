package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.internal.Messages;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names of the files in a bag that is read. */
final class FileNames {

    private final Set<String> seen = new HashSet<>();

    /** Refuses a name that no bundle has, or that was there before: some file systems do not tell upper and lower case apart. */
    void add(String path) {
        if (!PayloadNames.isPath(path)) {
            throw Bundles.refused("it has a file with a name that no bundle has, " + printable(path));
        }
        if (!seen.add(path.toLowerCase(Locale.ROOT))) {
            throw Bundles.refused("it has two files of the name " + printable(path));
        }
    }

    static String printable(String path) {
        return Messages.quoted(path.length() > 100 ? path.substring(0, 100) + "..." : path);
    }
}
