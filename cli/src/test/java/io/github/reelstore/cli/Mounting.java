package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;

/** Tests that mount a disk of their own. */
final class Mounting {

    /** The exit status of a script that may not mount. */
    private static final int NOT_PERMITTED = 77;

    /** The exit status of unshare if it may not create a namespace. */
    private static final int NO_NAMESPACE = 1;

    private Mounting() {}

    /** Runs the following words as a command that may mount: in a user namespace, or as root where there are none. */
    static List<String> command() {
        return List.of(
                "sh",
                "-c",
                "unshare --map-root-user --mount true 2> /dev/null && exec unshare --map-root-user --mount \"$@\";"
                        + " exec unshare --mount \"$@\"",
                "sh");
    }

    /** Skips the test if it may not mount, but not in CI, which must run it. */
    static void require(int exitStatus) {
        if (exitStatus != NOT_PERMITTED && exitStatus != NO_NAMESPACE) {
            return;
        }
        String reason = "This test may not mount a disk: \"unshare --map-root-user --mount\" or \"mount -t tmpfs\" was"
                + " refused (exit status " + exitStatus + "); allow user namespaces, or run the tests as root";
        if (System.getenv("CI") != null) {
            fail(reason);
        }
        abort(reason);
    }
}
