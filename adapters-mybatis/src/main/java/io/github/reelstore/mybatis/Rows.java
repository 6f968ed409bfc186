package io.github.reelstore.mybatis;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.RowKind;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.MissingRow;
import io.github.reelstore.domain.port.RowMark;
import io.github.reelstore.domain.port.StoreIdentity;
import io.github.reelstore.domain.port.StoredBlob;
import io.github.reelstore.domain.port.Tombstone;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads the records, in the order of the columns that the mappers' XML names. */
final class Rows {

    private Rows() {}

    static VideoProject videoProject(Row row) throws SQLException {
        return VideoProject.builder()
                .id(row.required(row.text(ProjectId::new)))
                .profileId(row.required(row.text(ProfileId::new)))
                .channelId(row.text(ChannelId::new))
                .title(row.required(row.text()))
                .description(row.text())
                .status(row.required(row.text(ProjectStatus::of)))
                .defaultLanguage(row.text(LanguageTag::of))
                .aspectRatio(row.text())
                .script(row.text())
                .tags(row.json())
                .meta(row.json())
                .providerProjectId(row.text())
                .videoPath(row.text(BlobKey::new))
                .thumbPath(row.text(BlobKey::new))
                .durationMs(row.number())
                .contentHash(row.text(ContentHash::new))
                .version(row.required(row.number()))
                .createdAt(row.required(row.instant()))
                .updatedAt(row.required(row.instant()))
                .build();
    }

    static VideoGeneration videoGeneration(Row row) throws SQLException {
        return VideoGeneration.builder()
                .id(row.required(row.text(GenerationId::new)))
                .profileId(row.required(row.text(ProfileId::new)))
                .projectId(row.text(ProjectId::new))
                .sceneId(row.text())
                .operationName(row.text())
                .prompt(row.text())
                .seed(row.number())
                .aspectRatio(row.text())
                .status(row.required(row.text(GenerationStatus::new)))
                .mediaGenerationId(row.text())
                .fifeUrl(row.text())
                .servingBaseUri(row.text())
                .videoUrl(row.text())
                .videoPath(row.text())
                .errorMessage(row.text())
                .rawResponse(row.text())
                .createdAt(row.required(row.instant()))
                .updatedAt(row.required(row.instant()))
                .completedAt(row.instant())
                .generationType(row.text())
                .imageReferences(row.text())
                .imageGenerationId(row.text(ImageId::new))
                .audioGenerationId(row.text(AudioId::new))
                .provider(row.text())
                .model(row.text())
                .contentHash(row.text(ContentHash::new))
                .filePath(row.text(BlobKey::new))
                .byteSize(row.number())
                .durationMs(row.number())
                .width(row.smallNumber())
                .height(row.smallNumber())
                .thumbPath(row.text(BlobKey::new))
                .meta(row.json())
                .build();
    }

    static ImageGeneration imageGeneration(Row row) throws SQLException {
        return ImageGeneration.builder()
                .id(row.required(row.text(ImageId::new)))
                .profileId(row.required(row.text(ProfileId::new)))
                .projectId(row.text(ProjectId::new))
                .provider(row.required(row.text()))
                .providerImageId(row.text())
                .prompt(row.text())
                .seed(row.text())
                .meta(row.json())
                .model(row.text())
                .filePath(row.required(row.text(BlobKey::new)))
                .byteSize(row.number())
                .width(row.smallNumber())
                .height(row.smallNumber())
                .thumbPath(row.text(BlobKey::new))
                .contentHash(row.text(ContentHash::new))
                .rawResponse(row.text())
                .status(row.required(row.text(GenerationStatus::new)))
                .createdAt(row.required(row.instant()))
                .updatedAt(row.required(row.instant()))
                .build();
    }

    static AudioGeneration audioGeneration(Row row) throws SQLException {
        return AudioGeneration.builder()
                .id(row.required(row.text(AudioId::new)))
                .profileId(row.required(row.text(ProfileId::new)))
                .projectId(row.text(ProjectId::new))
                .provider(row.required(row.text()))
                .providerAudioId(row.text())
                .ttsJobId(row.text())
                .language(row.text(LanguageTag::of))
                .voice(row.text())
                .text(row.text())
                .model(row.text())
                .filePath(row.required(row.text(BlobKey::new)))
                .byteSize(row.number())
                .durationSeconds(row.smallNumber())
                .durationMs(row.number())
                .sampleRate(row.smallNumber())
                .channels(row.smallNumber())
                .format(row.text())
                .bitrate(row.smallNumber())
                .contentHash(row.text(ContentHash::new))
                .meta(row.json())
                .rawResponse(row.text())
                .status(row.required(row.text(GenerationStatus::new)))
                .createdAt(row.required(row.instant()))
                .updatedAt(row.required(row.instant()))
                .build();
    }

    static GenerationInput generationInput(Row row) throws SQLException {
        return new GenerationInput(
                row.required(row.text(GenerationId::new)),
                row.required(row.text(InputRole::new)),
                row.required(row.smallNumber()),
                row.required(row.text(ImageId::new)));
    }

    static GenerationAudioTrack generationAudioTrack(Row row) throws SQLException {
        return new GenerationAudioTrack(
                row.required(row.text(GenerationId::new)),
                row.required(row.text(LanguageTag::of)),
                row.required(row.text(AudioId::new)));
    }

    static StoredBlob storedBlob(Row row) throws SQLException {
        return new StoredBlob(
                row.required(row.text(BlobKey::new)),
                Optional.ofNullable(row.text(ContentHash::new)),
                Optional.ofNullable(row.number()));
    }

    static MissingRow missingRow(Row row) throws SQLException {
        return new MissingRow(
                row.required(row.text(RowKind::of)),
                row.required(row.text()),
                row.required(row.text()),
                row.required(row.text()));
    }

    static RowMark rowMark(Row row) throws SQLException {
        return new RowMark(
                row.required(row.text(RowKind::of)),
                row.required(row.text()),
                row.required(row.text()),
                row.required(row.text()));
    }

    static NewestRow newestRow(Row row) throws SQLException {
        return new NewestRow(Optional.ofNullable(row.instant()));
    }

    static StoreIdentity storeIdentity(Row row) throws SQLException {
        StoreId id = row.required(row.text(StoreId::new));
        Optional<Instant> boundAt = Optional.ofNullable(row.instant());
        Optional<Instant> restoredAt = Optional.ofNullable(row.instant());
        Optional<Instant> newestRowAt = Optional.ofNullable(row.instant());
        return new StoreIdentity(
                id, boundAt, restoredAt.map(at -> new StoreIdentity.Restore(newestRowAt.orElse(Instant.EPOCH), at)));
    }

    static Tombstone tombstone(Row row) throws SQLException {
        return new Tombstone(row.required(row.text(BlobKey::new)), row.required(row.instant()));
    }
}
