package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.port.rows.AudioRepository;

/**
 * What every {@link AudioRepository} must do, as JUnit tests: a test for each rule that the port's javadoc states. Extend it
 * in the tests of an adapter as {@link TransactionsContract} shows.
 */
public abstract class AudioRepositoryContract extends ReferencedContract<AudioId, AudioGeneration> {

    /** For the adapter's test class to extend. */
    protected AudioRepositoryContract() {
        super(new AudioKind());
    }
}
