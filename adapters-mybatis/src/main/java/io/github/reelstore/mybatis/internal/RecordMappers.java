package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.EntityType;
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
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.MissingRow;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tombstone;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads the records from result rows, in the column order of the mapper XML. */
final class RecordMappers {

    private RecordMappers() {}

    static VideoProject videoProject(ColumnReader columns) throws SQLException {
        return VideoProject.builder()
                .id(columns.required(columns.text(ProjectId::new)))
                .profileId(columns.required(columns.text(ProfileId::new)))
                .channelId(columns.text(ChannelId::new))
                .title(columns.required(columns.text()))
                .description(columns.text())
                .status(columns.required(columns.text(ProjectStatus::of)))
                .defaultLanguage(columns.text(LanguageTag::of))
                .aspectRatio(columns.text())
                .script(columns.text())
                .tags(columns.json())
                .meta(columns.json())
                .mediaInfo(columns.mediaInfo())
                .providerProjectId(columns.text())
                .videoPath(columns.text(BlobKey::new))
                .thumbPath(columns.text(BlobKey::new))
                .durationMs(columns.number())
                .contentHash(columns.text(ContentHash::new))
                .version(columns.required(columns.number()))
                .createdAt(columns.required(columns.instant()))
                .updatedAt(columns.required(columns.instant()))
                .build();
    }

    static VideoGeneration videoGeneration(ColumnReader columns) throws SQLException {
        return VideoGeneration.builder()
                .id(columns.required(columns.text(GenerationId::new)))
                .profileId(columns.required(columns.text(ProfileId::new)))
                .projectId(columns.text(ProjectId::new))
                .sceneId(columns.text())
                .operationName(columns.text())
                .prompt(columns.text())
                .seed(columns.number())
                .aspectRatio(columns.text())
                .status(columns.required(columns.text(GenerationStatus::new)))
                .mediaGenerationId(columns.text())
                .fifeUrl(columns.text())
                .servingBaseUri(columns.text())
                .videoUrl(columns.text())
                .videoPath(columns.text())
                .errorMessage(columns.text())
                .rawResponse(columns.text())
                .createdAt(columns.required(columns.instant()))
                .updatedAt(columns.required(columns.instant()))
                .completedAt(columns.instant())
                .generationType(columns.text())
                .imageReferences(columns.text())
                .imageGenerationId(columns.text(ImageId::new))
                .audioGenerationId(columns.text(AudioId::new))
                .provider(columns.text())
                .model(columns.text())
                .contentHash(columns.text(ContentHash::new))
                .filePath(columns.text(BlobKey::new))
                .byteSize(columns.number())
                .durationMs(columns.number())
                .width(columns.smallNumber())
                .height(columns.smallNumber())
                .thumbPath(columns.text(BlobKey::new))
                .meta(columns.json())
                .mediaInfo(columns.mediaInfo())
                .build();
    }

    static ImageGeneration imageGeneration(ColumnReader columns) throws SQLException {
        return ImageGeneration.builder()
                .id(columns.required(columns.text(ImageId::new)))
                .profileId(columns.required(columns.text(ProfileId::new)))
                .projectId(columns.text(ProjectId::new))
                .provider(columns.required(columns.text()))
                .providerImageId(columns.text())
                .prompt(columns.text())
                .seed(columns.text())
                .meta(columns.json())
                .mediaInfo(columns.mediaInfo())
                .model(columns.text())
                .filePath(columns.required(columns.text(BlobKey::new)))
                .byteSize(columns.number())
                .width(columns.smallNumber())
                .height(columns.smallNumber())
                .thumbPath(columns.text(BlobKey::new))
                .contentHash(columns.text(ContentHash::new))
                .rawResponse(columns.text())
                .status(columns.required(columns.text(GenerationStatus::new)))
                .createdAt(columns.required(columns.instant()))
                .updatedAt(columns.required(columns.instant()))
                .build();
    }

    static AudioGeneration audioGeneration(ColumnReader columns) throws SQLException {
        return AudioGeneration.builder()
                .id(columns.required(columns.text(AudioId::new)))
                .profileId(columns.required(columns.text(ProfileId::new)))
                .projectId(columns.text(ProjectId::new))
                .provider(columns.required(columns.text()))
                .providerAudioId(columns.text())
                .ttsJobId(columns.text())
                .language(columns.text(LanguageTag::of))
                .voice(columns.text())
                .text(columns.text())
                .model(columns.text())
                .filePath(columns.required(columns.text(BlobKey::new)))
                .byteSize(columns.number())
                .durationSeconds(columns.smallNumber())
                .durationMs(columns.number())
                .sampleRate(columns.smallNumber())
                .channels(columns.smallNumber())
                .format(columns.text())
                .bitrate(columns.smallNumber())
                .contentHash(columns.text(ContentHash::new))
                .meta(columns.json())
                .mediaInfo(columns.mediaInfo())
                .rawResponse(columns.text())
                .status(columns.required(columns.text(GenerationStatus::new)))
                .createdAt(columns.required(columns.instant()))
                .updatedAt(columns.required(columns.instant()))
                .build();
    }

    static GenerationInput generationInput(ColumnReader columns) throws SQLException {
        return new GenerationInput(
                columns.required(columns.text(GenerationId::new)),
                columns.required(columns.text(InputRole::new)),
                columns.required(columns.smallNumber()),
                columns.required(columns.text(ImageId::new)));
    }

    static GenerationAudioTrack generationAudioTrack(ColumnReader columns) throws SQLException {
        return new GenerationAudioTrack(
                columns.required(columns.text(GenerationId::new)),
                columns.required(columns.text(LanguageTag::of)),
                columns.required(columns.text(AudioId::new)));
    }

    static StoredBlob storedBlob(ColumnReader columns) throws SQLException {
        return new StoredBlob(
                columns.required(columns.text(BlobKey::new)),
                Optional.ofNullable(columns.text(ContentHash::new)),
                Optional.ofNullable(columns.number()));
    }

    static MissingRow missingRow(ColumnReader columns) throws SQLException {
        return new MissingRow(
                columns.required(columns.text(EntityType::of)),
                columns.required(columns.text()),
                columns.required(columns.text()),
                columns.required(columns.text()));
    }

    static RowMark rowMark(ColumnReader columns) throws SQLException {
        return new RowMark(
                columns.required(columns.text(EntityType::of)),
                columns.required(columns.text()),
                columns.required(columns.text()),
                columns.required(columns.text()));
    }

    static NewestRow newestRow(ColumnReader columns) throws SQLException {
        return new NewestRow(Optional.ofNullable(columns.instant()));
    }

    static StoreIdentity storeIdentity(ColumnReader columns) throws SQLException {
        StoreId id = columns.required(columns.text(StoreId::new));
        Optional<Instant> boundAt = Optional.ofNullable(columns.instant());
        Optional<Instant> restoredAt = Optional.ofNullable(columns.instant());
        Optional<Instant> newestRowAt = Optional.ofNullable(columns.instant());
        return new StoreIdentity(
                id, boundAt, restoredAt.map(at -> new StoreIdentity.Restore(newestRowAt.orElse(Instant.EPOCH), at)));
    }

    static Tombstone tombstone(ColumnReader columns) throws SQLException {
        return new Tombstone(columns.required(columns.text(BlobKey::new)), columns.required(columns.instant()));
    }
}
