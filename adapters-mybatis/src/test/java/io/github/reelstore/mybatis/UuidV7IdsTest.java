package io.github.reelstore.mybatis;

import io.github.reelstore.domain.port.IdGenerator;
import io.github.reelstore.testkit.IdGeneratorContract;

class UuidV7IdsTest extends IdGeneratorContract {

    @Override
    protected IdGenerator newGenerator() {
        return new UuidV7Ids();
    }
}
