package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Reports missing credentials as a configuration error, when a store is opened and when credentials are refreshed. */
record Credentials(AwsCredentialsProvider provider, String bucket) implements AwsCredentialsProvider {

    /** {@inheritDoc} Throws {@link StorageException.Configuration} if no credentials are found. */
    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (SdkClientException | CompletionException e) {
            throw new StorageException.Configuration(
                    "storage.credentials",
                    "No credentials were found for the bucket \"" + bucket
                            + "\"; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or a role of this"
                            + " machine.",
                    e);
        }
    }
}
