package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored audio file in one language (table {@code audio_generations}). The row is written together with its file.
 *
 * @param id the id of the row
 * @param profileId the profile that owns the row
 * @param projectId the project that the audio belongs to
 * @param provider the provider that generated it
 * @param providerAudioId the provider's id of the audio
 * @param ttsJobId the id of the provider's text-to-speech job
 * @param language the spoken language
 * @param voice the voice
 * @param text the spoken text
 * @param model the provider's model
 * @param filePath the key of the stored file
 * @param byteSize the size of the file in bytes
 * @param durationSeconds the duration in whole seconds
 * @param durationMs the duration in milliseconds
 * @param sampleRate the sample rate in Hz
 * @param channels the number of channels
 * @param format the format, such as {@code mp3}
 * @param bitrate the bit rate in bit/s
 * @param contentHash the SHA-256 of the stored file
 * @param meta other data, as JSON; the caller's alone
 * @param mediaInfo what the store knows about the file and has no column of its own for
 * @param rawResponse the provider's response, unchanged
 * @param status the status of the generation
 * @param createdAt when the row was created, UTC, with a precision of microseconds
 * @param updatedAt when the row was last changed, UTC, with a precision of microseconds
 * @param sceneId the id of the scene that it is a take of
 * @param madeFrom what it was made from, to compare with what its scene says now; empty if that is not known
 */
@RecordBuilder
public record AudioGeneration(
        AudioId id,
        ProfileId profileId,
        Optional<ProjectId> projectId,
        String provider,
        Optional<String> providerAudioId,
        Optional<String> ttsJobId,
        Optional<LanguageTag> language,
        Optional<String> voice,
        Optional<String> text,
        Optional<String> model,
        BlobKey filePath,
        Optional<Long> byteSize,
        Optional<Integer> durationSeconds,
        Optional<Long> durationMs,
        Optional<Integer> sampleRate,
        Optional<Integer> channels,
        Optional<String> format,
        Optional<Integer> bitrate,
        Optional<ContentHash> contentHash,
        Optional<JsonText> meta,
        Optional<MediaInfo> mediaInfo,
        Optional<String> rawResponse,
        GenerationStatus status,
        Instant createdAt,
        Instant updatedAt,
        Optional<String> sceneId,
        Optional<MadeFrom> madeFrom) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a required value is missing, a text contains a NUL or half a surrogate pair, a number is negative, or
     *     an instant is finer than a microsecond
     */
    public AudioGeneration {
        Validate.required("id", id);
        Validate.required("profileId", profileId);
        Validate.required("provider", provider);
        Validate.required("filePath", filePath);
        Validate.required("status", status);
        Validate.required("createdAt", createdAt);
        Validate.required("updatedAt", updatedAt);
        Validate.text("profileId", profileId.value());
        Validate.notBlank("provider", provider);
        Validate.text("providerAudioId", providerAudioId);
        Validate.text("ttsJobId", ttsJobId);
        Validate.text("voice", voice);
        Validate.text("text", text);
        Validate.text("model", model);
        Validate.notNegative("byteSize", byteSize);
        Validate.notNegative("durationSeconds", durationSeconds);
        Validate.notNegative("durationMs", durationMs);
        Validate.notNegative("sampleRate", sampleRate);
        Validate.notNegative("channels", channels);
        Validate.text("format", format);
        Validate.notNegative("bitrate", bitrate);
        Validate.text("rawResponse", rawResponse);
        Validate.text("sceneId", sceneId);
        Validate.micros("createdAt", createdAt);
        Validate.micros("updatedAt", updatedAt);
    }

    /** A builder with the default values. */
    public static AudioGenerationBuilder builder() {
        return AudioGenerationBuilder.builder().status(GenerationStatus.COMPLETED);
    }

    /** A builder with the values of this row, to make a changed copy. */
    public AudioGenerationBuilder toBuilder() {
        return AudioGenerationBuilder.builder(this);
    }
}
