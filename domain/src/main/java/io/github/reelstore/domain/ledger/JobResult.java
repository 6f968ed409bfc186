package io.github.reelstore.domain.ledger;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.JobId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * One file that a job has generated (table {@code provider_job_results}): what the provider says about it, and once it is
 * stored, its row and file.
 *
 * @param jobId the job
 * @param position the position among the results of the job, from 0
 * @param state the state
 * @param remoteName where the provider has it, such as a signed URL; empty once it is stored or lost
 * @param remoteSize its size in bytes, if the provider says it
 * @param remoteHash its SHA-256, if the provider says it
 * @param encoding the format of audio without a header, such as {@code pcm_24000}
 * @param rowId the id of its image, audio or video
 * @param filePath the key of its file
 * @param contentHash the SHA-256 of its file
 */
@RecordBuilder
public record JobResult(
        JobId jobId,
        int position,
        ResultState state,
        Optional<String> remoteName,
        Optional<Long> remoteSize,
        Optional<ContentHash> remoteHash,
        Optional<String> encoding,
        Optional<String> rowId,
        Optional<BlobKey> filePath,
        Optional<ContentHash> contentHash) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a required value is missing, or a number is negative
     */
    public JobResult {
        Validate.required("jobId", jobId);
        Validate.notNegative("position", position);
        Validate.required("state", state);
        Validate.text("remoteName", remoteName);
        Validate.notNegative("remoteSize", remoteSize);
        Validate.text("encoding", encoding);
        Validate.text("rowId", rowId);
    }

    /** A builder of a result that is not stored yet. */
    public static JobResultBuilder builder() {
        return JobResultBuilder.builder().state(ResultState.PENDING);
    }

    /** A builder with the values of this result, to make a changed copy. */
    public JobResultBuilder toBuilder() {
        return JobResultBuilder.builder(this);
    }

    /** Without the remote name, which may be a signed URL. */
    @Override
    public String toString() {
        return "JobResult[" + jobId + " #" + position + " " + state + "]";
    }
}
