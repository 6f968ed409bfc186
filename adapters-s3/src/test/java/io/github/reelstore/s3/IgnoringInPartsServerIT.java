package io.github.reelstore.s3;

import io.github.reelstore.testservers.ServerKind;
import org.junit.jupiter.api.Tag;

/** On a server that ignores conditions for files in parts. */
@Tag("servers")
class IgnoringInPartsServerIT extends BlobContracts {

    IgnoringInPartsServerIT() {
        super(ServerKind.IGNORING_IN_PARTS);
    }
}
