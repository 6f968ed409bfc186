package io.github.reelstore.s3;

import io.github.reelstore.testservers.ServerKind;

/** On a server that looks whether an object exists, and then writes it. */
class RacingServerIT extends BlobContracts {

    RacingServerIT() {
        super(ServerKind.RACING);
    }
}
