package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.port.rows.ImageRepository;

/**
 * Contract tests for {@link ImageRepository}: one JUnit test for each rule in the port's javadoc. Extend this class in
 * your adapter's tests as {@link TransactionsContract} shows.
 */
public abstract class ImageRepositoryContract extends ReferencedContract<ImageId, ImageGeneration> {

    /** Called by the adapter's test class. */
    protected ImageRepositoryContract() {
        super(new ImageFixture());
    }
}
