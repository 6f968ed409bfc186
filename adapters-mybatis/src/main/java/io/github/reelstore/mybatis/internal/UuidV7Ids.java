package io.github.reelstore.mybatis.internal;

import com.github.f4b6a3.uuid.UuidCreator;
import io.github.reelstore.domain.port.rows.IdGenerator;

/** Ids that grow with time, so that new rows go to the end of an index and not all over it. */
public final class UuidV7Ids implements IdGenerator {

    /** {@inheritDoc} */
    @Override
    public String next() {
        // "plus 1": within a millisecond each id is the one before plus one, which keeps them in order
        return UuidCreator.getTimeOrderedEpochPlus1().toString();
    }
}
