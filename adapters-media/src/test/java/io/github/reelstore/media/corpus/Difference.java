package io.github.reelstore.media.corpus;

import java.util.Map;

/**
 * A value that differs from another program's.
 *
 * @param what the name of the value
 * @param theirs the values of the programs, by name, also those that do not differ
 * @param broken whether one of the aims is missed: a length that is not that of the decoded samples or frames, a wrong
 *     size, a thumbnail that is missing or wrong
 */
record Difference(String what, String ours, Map<String, String> theirs, boolean broken) {

    Difference {
        theirs = Map.copyOf(theirs);
    }
}
