package io.github.reelstore.domain.storyboard.board;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import io.github.reelstore.domain.storyboard.Take;
import io.github.reelstore.domain.storyboard.internal.Choices;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The takes of scenes: images, audio and videos, and which of them are chosen. Without a choice the newest completed take stands that was
 * not rejected. Every method may throw {@link StorageException.Unavailable}, and {@link StorageException.NotFound} if the project does not exist
 * in the profile, or the scene of a cell not in the project.
 */
public final class TakeService {

    private final Transactions transactions;
    private final ProfileId profile;

    /** Creates the service for one profile. */
    public TakeService(Transactions transactions, ProfileId profile) {
        this.transactions = transactions;
        this.profile = profile;
    }

    /** Returns the takes of a cell, newest first. */
    public Page<Take> list(ProjectId project, CellKey cell, PageRequest page) {
        return transactions.readOnly(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, cell.sceneId());
            return tx.takes().list(project, cell, page);
        });
    }

    /** Returns what stands for a cell. */
    public StandingTake standing(ProjectId project, CellKey cell) {
        return transactions.readOnly(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, cell.sceneId());
            return tx.takes().standing(project, cell);
        });
    }

    /**
     * Chooses a take, which may be one of another scene of the project. If audio is chosen, the standing video of the scene refers to it from now
     * on, in place of its audio in that language; a chosen video refers to the audio that stands, in each language. A rejection of the take
     * does not count while it is chosen.
     *
     * @param reason why, in words
     * @return what stands now
     * @throws StorageException.NotFound if the take does not exist in the project
     * @throws StorageException.InvalidInput if the take has another language or no file
     */
    public StandingTake choose(ProjectId project, CellKey cell, String takeId, Optional<String> reason) {
        return transactions.inTransaction(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, cell.sceneId());
            return new Choices(tx, project).choose(cell, takeId, reason);
        });
    }

    /**
     * Undoes what was done last to a cell: the choice before the last one counts again, or the take that was rejected last is not rejected any
     * more. Can be repeated.
     *
     * @return what stands now
     * @throws StorageException.Conflict if there is nothing to undo
     */
    public StandingTake undo(ProjectId project, CellKey cell) {
        return transactions.inTransaction(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, cell.sceneId());
            return new Choices(tx, project).undo(cell);
        });
    }

    /** Returns whether {@link #undo} has something to undo. */
    public boolean canUndo(ProjectId project, CellKey cell) {
        return transactions.readOnly(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, cell.sceneId());
            return new Choices(tx, project).canUndo(cell);
        });
    }

    /**
     * Rejects a take: it does not stand unless it is chosen. If it was chosen, in any cell of the project, the choice is withdrawn.
     *
     * @param reason why, in words; may be empty
     * @return what stands now in its cell, or the first of its cells
     * @throws StorageException.NotFound if the take does not exist in the project
     */
    public StandingTake reject(ProjectId project, MediaKind track, String takeId, String reason) {
        return transactions.inTransaction(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            return new Choices(tx, project).reject(track, takeId, reason);
        });
    }

    /** Returns the choices of a cell, the last one first. */
    public Page<Selection> history(ProjectId project, CellKey cell, PageRequest page) {
        return transactions.readOnly(profile, tx -> {
            ImplicitScenes.requireKnown(tx, project, cell.sceneId());
            return tx.takes().selections(project, cell, page);
        });
    }

    /** Returns the cells of a project in which a row is chosen. */
    public List<CellKey> chosenIn(ProjectId project, MediaKind track, String takeId) {
        return transactions.readOnly(profile, tx -> {
            MediaTable.PROJECTS.require(tx, project);
            return tx.takes().chosenIn(project, track, takeId);
        });
    }

    /** Returns the cells in which a row is chosen, of the project that it belongs to; none if there is no such row. */
    public List<CellKey> chosenIn(MediaKind track, String takeId) {
        return projectOf(track, takeId)
                .map(project -> chosenIn(project, track, takeId))
                .orElse(List.of());
    }

    /**
     * Deletes an image, audio or a video. Where it stood, another take stands from now on; if a video stands now, it refers to the audio that stands.
     * Images and audio that belong to a scene only because a deleted video refers to them stay takes of the scene: their rows name it from now on.
     * The videos of a scene no longer refer to audio that is deleted; the one that stands refers to the audio that stands now.
     *
     * @return what was deleted, and what stands now where something else stood before
     * @throws StorageException.NotFound if the row does not exist in the profile
     * @throws StorageException.Integrity if a video refers to the image, or a video that belongs to another scene or to none refers to the audio:
     *     delete that first; or if the video belongs to another program that uses the same database
     */
    public DeletedTake delete(MediaKind track, String takeId) {
        Optional<ProjectId> project = projectOf(track, takeId);
        return transactions.inTransaction(profile, tx -> {
            Optional<Supplier<List<StandingTake>>> afterwards =
                    project.map(id -> new Choices(tx, id).deleting(track, takeId));
            Deletion deletion = switch (track) {
                case IMAGE -> tx.images().delete(new ImageId(takeId));
                case AUDIO -> tx.audio().delete(new AudioId(takeId));
                case VIDEO -> tx.generations().delete(new GenerationId(takeId));
            };
            return new DeletedTake(
                    takeId, deletion, afterwards.map(Supplier::get).orElse(List.of()));
        });
    }

    private Optional<ProjectId> projectOf(MediaKind track, String id) {
        try {
            return transactions.readOnly(profile, tx -> switch (track) {
                case IMAGE -> tx.images().find(new ImageId(id)).flatMap(ImageGeneration::projectId);
                case AUDIO -> tx.audio().find(new AudioId(id)).flatMap(AudioGeneration::projectId);
                case VIDEO -> tx.generations().find(new GenerationId(id)).flatMap(VideoGeneration::projectId);
            });
        } catch (StorageException.Corrupt e) {
            // a row that cannot be read can be deleted nevertheless
            return Optional.empty();
        }
    }
}
