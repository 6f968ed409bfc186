package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param meta other data, as JSON; the member {@code reelstore} contains the notes of the store about the file
 * @param rawResponse the provider's response, unchanged
 * @param status the status of the generation
 * @param createdAt when the row was created, UTC, with a precision of microseconds
 * @param updatedAt when the row was last changed, UTC, with a precision of microseconds
 */
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
        Optional<String> rawResponse,
        GenerationStatus status,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Checks the values.
     *
     * @throws StorageException.InvalidInput if a text contains a NUL or half a surrogate pair, a number is negative, or
     *     an instant is finer than a microsecond
     */
    public AudioGeneration {
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
        Validate.micros("createdAt", createdAt);
        Validate.micros("updatedAt", updatedAt);
    }

    /** Creates a builder with the default values. */
    public static Builder builder() {
        return new Builder();
    }

    /** Creates a builder with the values of this record, to make a changed copy. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.id = id;
        copy.profileId = profileId;
        copy.projectId = projectId.orElse(null);
        copy.provider = provider;
        copy.providerAudioId = providerAudioId.orElse(null);
        copy.ttsJobId = ttsJobId.orElse(null);
        copy.language = language.orElse(null);
        copy.voice = voice.orElse(null);
        copy.text = text.orElse(null);
        copy.model = model.orElse(null);
        copy.filePath = filePath;
        copy.byteSize = byteSize.orElse(null);
        copy.durationSeconds = durationSeconds.orElse(null);
        copy.durationMs = durationMs.orElse(null);
        copy.sampleRate = sampleRate.orElse(null);
        copy.channels = channels.orElse(null);
        copy.format = format.orElse(null);
        copy.bitrate = bitrate.orElse(null);
        copy.contentHash = contentHash.orElse(null);
        copy.meta = meta.orElse(null);
        copy.rawResponse = rawResponse.orElse(null);
        copy.status = status;
        copy.createdAt = createdAt;
        copy.updatedAt = updatedAt;
        return copy;
    }

    /** Builds an {@link AudioGeneration}; values that are not set, or set to null, are empty. */
    public static final class Builder implements Cloneable {
        private @Nullable AudioId id;
        private @Nullable ProfileId profileId;
        private @Nullable ProjectId projectId;
        private @Nullable String provider;
        private @Nullable String providerAudioId;
        private @Nullable String ttsJobId;
        private @Nullable LanguageTag language;
        private @Nullable String voice;
        private @Nullable String text;
        private @Nullable String model;
        private @Nullable BlobKey filePath;
        private @Nullable Long byteSize;
        private @Nullable Integer durationSeconds;
        private @Nullable Long durationMs;
        private @Nullable Integer sampleRate;
        private @Nullable Integer channels;
        private @Nullable String format;
        private @Nullable Integer bitrate;
        private @Nullable ContentHash contentHash;
        private @Nullable JsonText meta;
        private @Nullable String rawResponse;
        private @Nullable GenerationStatus status = GenerationStatus.COMPLETED;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;

        private Builder() {}

        /** Creates an independent builder with the same values. */
        public Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("the builder is Cloneable", e);
            }
        }

        /** Sets the id of the row. */
        public Builder id(AudioId id) {
            this.id = id;
            return this;
        }

        /** Sets the profile that owns the row. */
        public Builder profileId(ProfileId profileId) {
            this.profileId = profileId;
            return this;
        }

        /** Sets the project that the audio belongs to; null for none. */
        public Builder projectId(@Nullable ProjectId projectId) {
            this.projectId = projectId;
            return this;
        }

        /** Sets the provider that generated it. */
        public Builder provider(String provider) {
            this.provider = provider;
            return this;
        }

        /** Sets the provider's id of the audio; null for none. */
        public Builder providerAudioId(@Nullable String providerAudioId) {
            this.providerAudioId = providerAudioId;
            return this;
        }

        /** Sets the id of the provider's text-to-speech job; null for none. */
        public Builder ttsJobId(@Nullable String ttsJobId) {
            this.ttsJobId = ttsJobId;
            return this;
        }

        /** Sets the spoken language; null for none. */
        public Builder language(@Nullable LanguageTag language) {
            this.language = language;
            return this;
        }

        /** Sets the voice; null for none. */
        public Builder voice(@Nullable String voice) {
            this.voice = voice;
            return this;
        }

        /** Sets the spoken text; null for none. */
        public Builder text(@Nullable String text) {
            this.text = text;
            return this;
        }

        /** Sets the provider's model; null for none. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /** Sets the key of the stored file. */
        public Builder filePath(BlobKey filePath) {
            this.filePath = filePath;
            return this;
        }

        /** Sets the size of the file in bytes; null for none. */
        public Builder byteSize(@Nullable Long byteSize) {
            this.byteSize = byteSize;
            return this;
        }

        /** Sets the duration in whole seconds; null for none. */
        public Builder durationSeconds(@Nullable Integer durationSeconds) {
            this.durationSeconds = durationSeconds;
            return this;
        }

        /** Sets the duration in milliseconds; null for none. */
        public Builder durationMs(@Nullable Long durationMs) {
            this.durationMs = durationMs;
            return this;
        }

        /** Sets the sample rate in Hz; null for none. */
        public Builder sampleRate(@Nullable Integer sampleRate) {
            this.sampleRate = sampleRate;
            return this;
        }

        /** Sets the number of channels; null for none. */
        public Builder channels(@Nullable Integer channels) {
            this.channels = channels;
            return this;
        }

        /** Sets the format, such as {@code mp3}; null for none. */
        public Builder format(@Nullable String format) {
            this.format = format;
            return this;
        }

        /** Sets the bit rate in bit/s; null for none. */
        public Builder bitrate(@Nullable Integer bitrate) {
            this.bitrate = bitrate;
            return this;
        }

        /** Sets the SHA-256 of the stored file; null for none. */
        public Builder contentHash(@Nullable ContentHash contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        /** Sets other data, as JSON; null for none. */
        public Builder meta(@Nullable JsonText meta) {
            this.meta = meta;
            return this;
        }

        /** Sets the provider's response, unchanged; null for none. */
        public Builder rawResponse(@Nullable String rawResponse) {
            this.rawResponse = rawResponse;
            return this;
        }

        /** Sets the status of the generation. */
        public Builder status(GenerationStatus status) {
            this.status = status;
            return this;
        }

        /** Sets when the row was created, UTC, with a precision of microseconds. */
        public Builder createdAt(Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        /** Sets when the row was last changed, UTC, with a precision of microseconds. */
        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /**
         * Builds the record.
         *
         * @throws StorageException.InvalidInput if a required value is not set, or a value is not valid
         */
        public AudioGeneration build() {
            return new AudioGeneration(
                    Validate.required("id", id),
                    Validate.required("profileId", profileId),
                    Optional.ofNullable(projectId),
                    Validate.required("provider", provider),
                    Optional.ofNullable(providerAudioId),
                    Optional.ofNullable(ttsJobId),
                    Optional.ofNullable(language),
                    Optional.ofNullable(voice),
                    Optional.ofNullable(text),
                    Optional.ofNullable(model),
                    Validate.required("filePath", filePath),
                    Optional.ofNullable(byteSize),
                    Optional.ofNullable(durationSeconds),
                    Optional.ofNullable(durationMs),
                    Optional.ofNullable(sampleRate),
                    Optional.ofNullable(channels),
                    Optional.ofNullable(format),
                    Optional.ofNullable(bitrate),
                    Optional.ofNullable(contentHash),
                    Optional.ofNullable(meta),
                    Optional.ofNullable(rawResponse),
                    Validate.required("status", status),
                    Validate.required("createdAt", createdAt),
                    Validate.required("updatedAt", updatedAt));
        }
    }
}
