package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.testkit.rows.IdGeneratorContract;

class UuidV7IdsTest extends IdGeneratorContract {

    @Override
    protected IdGenerator newGenerator() {
        return new UuidV7Ids();
    }
}
