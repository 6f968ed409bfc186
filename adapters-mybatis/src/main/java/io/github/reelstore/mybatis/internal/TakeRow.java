package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MadeFrom;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Take;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row as a take of a cell, or a cell with the row that stands for it.
 *
 * @param sceneId the scene, which may be blank: such rows belong to no scene
 * @param language the language of audio; empty if neither the row nor the track has one
 * @param id the row; empty if none stands for the cell
 * @param takes of a cell: the number of its takes
 */
record TakeRow(
        MediaKind track,
        String sceneId,
        Optional<LanguageTag> language,
        Optional<String> id,
        Optional<GenerationStatus> status,
        Optional<BlobKey> filePath,
        Optional<BlobKey> thumbPath,
        Optional<ContentHash> contentHash,
        Optional<Long> durationMs,
        Optional<MadeFrom> madeFrom,
        Optional<String> rejected,
        Optional<Instant> createdAt,
        int takes) {

    static final int ID_COLUMN = 4;

    /** The table of a row, whose first column is the track. */
    static MappedTable table(List<?> values) {
        if (values.isEmpty()) {
            return MappedTable.GENERATIONS;
        }
        return values.get(0) == MediaKind.IMAGE
                ? MappedTable.IMAGES
                : values.get(0) == MediaKind.AUDIO ? MappedTable.AUDIO : MappedTable.GENERATIONS;
    }

    /**
     * The cell that the row belongs to.
     *
     * @param unknown the language of audio without one
     * @return empty if the scene is blank
     */
    Optional<CellKey> cell(LanguageTag unknown) {
        if (sceneId.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                track == MediaKind.AUDIO
                        ? CellKey.audio(sceneId, language.orElse(unknown))
                        : new CellKey(sceneId, track, Optional.empty()));
    }

    /** The take; empty if there is no row, or one whose time cannot be read. */
    Optional<Take> toTake(CellKey cell) {
        if (id.isEmpty() || createdAt.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Take(
                cell,
                id.get(),
                status.orElse(GenerationStatus.PENDING),
                filePath,
                thumbPath,
                contentHash,
                durationMs,
                madeFrom,
                rejected,
                createdAt.get()));
    }
}
