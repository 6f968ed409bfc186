package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.port.rows.AudioRepository;

/**
 * Contract tests for {@link AudioRepository}: one JUnit test for each rule in the port's javadoc. Extend this class in
 * your adapter's tests as {@link TransactionsContract} shows.
 */
public abstract class AudioRepositoryContract extends ReferencedContract<AudioId, AudioGeneration> {

    /** Called by the adapter's test class. */
    protected AudioRepositoryContract() {
        super(new AudioFixture());
    }
}
