package io.github.reelstore.s3;

import io.github.reelstore.testservers.ServerKind;
import org.junit.jupiter.api.Tag;

/** On a server that refuses conditions. */
@Tag("servers")
class RefusingServerIT extends BlobContracts {

    RefusingServerIT() {
        super(ServerKind.REFUSING);
    }
}
