package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stored speech in one language (table {@code audio_generations}). The row exists because its file does.
 *
 * @param id its id
 * @param profileId whose it is
 * @param projectId the project it belongs to
 * @param provider who made it
 * @param providerAudioId what the provider calls it
 * @param ttsJobId the provider's job that made it
 * @param language what is spoken
 * @param voice who speaks
 * @param text the words that are spoken
 * @param model with which model
 * @param filePath the stored file
 * @param byteSize its size in bytes
 * @param durationSeconds its length in whole seconds
 * @param durationMs its length in milliseconds
 * @param sampleRate in Hz
 * @param channels how many
 * @param format such as {@code mp3}
 * @param bitrate in bits a second
 * @param contentHash hash of the stored file
 * @param meta anything else, as JSON; what the store noted of the file is under {@code reelstore}
 * @param rawResponse the provider's answer, untouched
 * @param status how far it is
 * @param createdAt when the row was made, UTC, microseconds at most
 * @param updatedAt when the row last changed, UTC, microseconds at most
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
     * @throws StorageException.InvalidInput if a text holds a NUL or half a surrogate pair, a number is negative, or an
     *     instant is finer than a microsecond
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

    /** A builder with nothing set but defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with all that this one has, to make a changed copy. */
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

    /** Builds a {@link AudioGeneration}; what is not set, or set to null, is absent. */
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

        /** A builder with the same settings, which goes its own way from here. */
        public Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError("it is Cloneable", e);
            }
        }

        /** Sets id: its id. */
        public Builder id(AudioId id) {
            this.id = id;
            return this;
        }

        /** Sets profileId: whose it is. */
        public Builder profileId(ProfileId profileId) {
            this.profileId = profileId;
            return this;
        }

        /** Sets projectId: the project it belongs to; null for none. */
        public Builder projectId(@Nullable ProjectId projectId) {
            this.projectId = projectId;
            return this;
        }

        /** Sets provider: who made it. */
        public Builder provider(String provider) {
            this.provider = provider;
            return this;
        }

        /** Sets providerAudioId: what the provider calls it; null for none. */
        public Builder providerAudioId(@Nullable String providerAudioId) {
            this.providerAudioId = providerAudioId;
            return this;
        }

        /** Sets ttsJobId: the provider's job that made it; null for none. */
        public Builder ttsJobId(@Nullable String ttsJobId) {
            this.ttsJobId = ttsJobId;
            return this;
        }

        /** Sets language: what is spoken; null for none. */
        public Builder language(@Nullable LanguageTag language) {
            this.language = language;
            return this;
        }

        /** Sets voice: who speaks; null for none. */
        public Builder voice(@Nullable String voice) {
            this.voice = voice;
            return this;
        }

        /** Sets text: the words that are spoken; null for none. */
        public Builder text(@Nullable String text) {
            this.text = text;
            return this;
        }

        /** Sets model: with which model; null for none. */
        public Builder model(@Nullable String model) {
            this.model = model;
            return this;
        }

        /** Sets filePath: the stored file. */
        public Builder filePath(BlobKey filePath) {
            this.filePath = filePath;
            return this;
        }

        /** Sets byteSize: its size in bytes; null for none. */
        public Builder byteSize(@Nullable Long byteSize) {
            this.byteSize = byteSize;
            return this;
        }

        /** Sets durationSeconds: its length in whole seconds; null for none. */
        public Builder durationSeconds(@Nullable Integer durationSeconds) {
            this.durationSeconds = durationSeconds;
            return this;
        }

        /** Sets durationMs: its length in milliseconds; null for none. */
        public Builder durationMs(@Nullable Long durationMs) {
            this.durationMs = durationMs;
            return this;
        }

        /** Sets sampleRate: in Hz; null for none. */
        public Builder sampleRate(@Nullable Integer sampleRate) {
            this.sampleRate = sampleRate;
            return this;
        }

        /** Sets channels: how many; null for none. */
        public Builder channels(@Nullable Integer channels) {
            this.channels = channels;
            return this;
        }

        /** Sets format: such as {@code mp3}; null for none. */
        public Builder format(@Nullable String format) {
            this.format = format;
            return this;
        }

        /** Sets bitrate: in bits a second; null for none. */
        public Builder bitrate(@Nullable Integer bitrate) {
            this.bitrate = bitrate;
            return this;
        }

        /** Sets contentHash: hash of the stored file; null for none. */
        public Builder contentHash(@Nullable ContentHash contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        /** Sets meta: anything else, as JSON; null for none. */
        public Builder meta(@Nullable JsonText meta) {
            this.meta = meta;
            return this;
        }

        /** Sets rawResponse: the provider's answer, untouched; null for none. */
        public Builder rawResponse(@Nullable String rawResponse) {
            this.rawResponse = rawResponse;
            return this;
        }

        /** Sets status: how far it is. */
        public Builder status(GenerationStatus status) {
            this.status = status;
            return this;
        }

        /** Sets createdAt: when the row was made, UTC, microseconds at most. */
        public Builder createdAt(Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        /** Sets updatedAt: when the row last changed, UTC, microseconds at most. */
        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /**
         * Builds it.
         *
         * @throws StorageException.InvalidInput if something required is not set, or a value is not valid
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
