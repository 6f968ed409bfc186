package io.github.reelstore.testkit.rows;

import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.port.rows.ImageRepository;

/**
 * What every {@link ImageRepository} must do, as JUnit tests: a test for each rule that the port's javadoc states. Extend it
 * in the tests of an adapter as {@link TransactionsContract} shows.
 */
public abstract class ImageRepositoryContract extends ReferencedContract<ImageId, ImageGeneration> {

    /** For the adapter's test class to extend. */
    protected ImageRepositoryContract() {
        super(new ImageKind());
    }
}
