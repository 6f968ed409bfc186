package io.github.reelstore.s3;

import io.github.reelstore.testservers.ServerKind;
import org.junit.jupiter.api.Tag;

/** On a server that ignores conditions. */
@Tag("servers")
class IgnoringServerIT extends BlobContracts {

    IgnoringServerIT() {
        super(ServerKind.IGNORING);
    }
}
