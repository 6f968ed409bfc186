package io.github.reelstore.s3;

import com.google.inject.PrivateModule;

/** Keeps media files in a bucket. */
public final class S3Module extends PrivateModule {

    /** A module for one bucket. */
    public S3Module(S3Config config) {}

    @Override
    protected void configure() {}
}
