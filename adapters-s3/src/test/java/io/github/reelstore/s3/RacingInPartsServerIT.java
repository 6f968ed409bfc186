package io.github.reelstore.s3;

import io.github.reelstore.testservers.ServerKind;
import org.junit.jupiter.api.Tag;

/** On a server that looks whether an object exists before it completes an upload. */
@Tag("servers")
class RacingInPartsServerIT extends BlobContracts {

    RacingInPartsServerIT() {
        super(ServerKind.RACING_IN_PARTS);
    }
}
