package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The credentials for a bucket: those that cannot be had, now or when they have to be renewed, are told as such. */
record Credentials(AwsCredentialsProvider provider, String bucket) implements AwsCredentialsProvider {

    /** {@inheritDoc} Throws {@link StorageException.Configuration} where there are none. */
    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (SdkClientException | CompletionException e) {
            throw new StorageException.Configuration(
                    "storage.credentials",
                    "There are no credentials for the bucket \"" + bucket
                            + "\", or no longer; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile, or a role"
                            + " of this machine.",
                    e);
        }
    }
}
