package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.MediaKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The paths of media files in a bag: letters, digits, dot, dash and underscore, since tools disagree about all other characters, and no two
 * that differ only in case, since some file systems cannot hold both.
 */
final class PayloadNames {

    private static final String FOLDER = "data/media/";
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private final Set<String> used = new HashSet<>();
    private int count;

    /** Whether a path in a bag has allowed characters only, and no segment that begins with a dot. */
    static boolean isPath(String path) {
        return path.length() <= 1_000 && PATH.matcher(path).matches();
    }

    /** A path for a file: that of its key below the folder of its project, or a number where that is not possible. */
    String nameOf(BlobKey key) {
        count++;
        List<String> segments = key.segments();
        boolean ofProject = MediaKeys.ROOT.covers(key) && segments.size() > 2;
        String name = FOLDER + String.join("/", ofProject ? segments.subList(2, segments.size()) : segments);
        if (isPath(name) && used.add(name.toLowerCase(Locale.ROOT))) {
            return name;
        }
        String last = segments.get(segments.size() - 1);
        String extension = last.substring(Math.max(last.lastIndexOf('.'), 0)).toLowerCase(Locale.ROOT);
        String end = extension.matches("\\.[a-z0-9]{1,8}") ? extension : "";
        String numbered = FOLDER + "others/" + count + end;
        while (!used.add(numbered)) {
            // a file of the project has this name
            count++;
            numbered = FOLDER + "others/" + count + end;
        }
        return numbered;
    }
}
