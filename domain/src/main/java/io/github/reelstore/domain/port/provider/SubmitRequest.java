package io.github.reelstore.domain.port.provider;

import io.github.reelstore.domain.ledger.JobInput;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.media.BlobSource;
import java.util.List;

/**
 * A request to send.
 *
 * @param request what is asked
 * @param clientToken distinguishes this request from all others, for providers that take such a token; 1 to 300 characters of
 *     {@code A-Z a-z 0-9 . _ ~ @ + = -}
 * @param inputs the images that are sent along, in the order of the request
 */
public record SubmitRequest(JobRequest request, String clientToken, List<Input> inputs) {

    public SubmitRequest {
        inputs = List.copyOf(inputs);
    }

    /**
     * An image that is sent along.
     *
     * @param input its role and hash
     * @param content its bytes, which may be read more than once
     */
    public record Input(JobInput input, BlobSource content) {}
}
