package io.github.reelstore.mybatis.internal;

import com.github.f4b6a3.uuid.UuidCreator;
import io.github.reelstore.domain.port.rows.IdGenerator;

/** Generates UUIDs of version 7. They increase with time, so new rows are appended to the end of an index. */
public final class UuidV7Ids implements IdGenerator {

    /** {@inheritDoc} */
    @Override
    public String next() {
        // "plus 1": within a millisecond each id is the previous one plus one, which keeps them in order
        return UuidCreator.getTimeOrderedEpochPlus1().toString();
    }
}
