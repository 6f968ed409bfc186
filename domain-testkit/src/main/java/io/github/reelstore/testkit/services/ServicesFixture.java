package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.testkit.SequentialIds;
import java.time.Clock;

/**
 * Opens the database and the blob store over which the contracts of this package test the services. They show that your
 * adapter works with the rest. A test class implements the fixture and has one {@code @Nested} class for each contract:
 *
 * <pre>{@code
 * class H2ServicesTest implements ServicesFixture {
 *
 *     @TempDir Path folder;
 *
 *     @Override
 *     public Transactions openDatabase(Clock clock) {
 *         return new H2Transactions(folder.resolve("test.db"), clock);
 *     }
 *
 *     @Override
 *     public BlobStore openBlobStore() {
 *         return new InMemoryBlobStore();
 *     }
 *
 *     @Nested class Projects extends ProjectServiceContract {}
 *
 *     @Nested class FinalCuts extends FinalCutContract {}
 *
 *     @Nested class Media extends MediaServiceContract {}
 *
 *     @Nested class Generations extends GenerationServiceContract {}
 *
 *     @Nested class VideoAudio extends VideoAudioContract {}
 *
 *     @Nested class Pairs extends PairContract {}
 *
 *     @Nested class Embedding extends EmbedderContract {}
 *
 *     @Nested class FileReuse extends FileReuseContract {}
 *
 *     @Nested class UploadPreparation extends UploadPreparationContract {}
 *
 *     @Nested class ProfileIsolation extends ProfileIsolationContract {}
 *
 *     @Nested class Jobs extends JobServiceContract {}
 *
 *     @Nested class Plans extends PlanContract {}
 *
 *     @Nested class Captions extends CaptionContract {}
 *
 *     @Nested class Sending extends SendingContract {}
 *
 *     @Nested class UnknownOutcomes extends UnknownOutcomeContract {}
 *
 *     @Nested class OperationPolls extends OperationPollsContract {}
 *
 *     @Nested class Downloading extends DownloadingContract {}
 *
 *     @Nested class Workers extends JobWorkerContract {}
 *
 *     @Nested class Scenes extends SceneServiceContract {}
 *
 *     @Nested class Takes extends TakeServiceContract {}
 *
 *     @Nested class Storyboards extends StoryboardContract {}
 *
 *     @Nested class Collection extends CollectionContract {}
 *
 *     @Nested class Undeletion extends UndeletionContract {}
 *
 *     @Nested class Recovery extends RecoveryContract {}
 *
 *     @Nested class Verification extends VerificationContract {}
 *
 *     @Nested class StoreIdentity extends StoreIdentityContract {}
 *
 *     @Nested class Repair extends RepairContract {}
 *
 *     @Nested class DeletionRaces extends DeletionRaceContract {}
 *
 *     @Nested class TombstoneRaces extends TombstoneRaceContract {}
 *
 *     @Nested class OrphanRaces extends OrphanRaceContract {}
 *
 *     @Nested class RecoveryRaces extends RecoveryRaceContract {}
 *
 *     @Nested class ThumbnailRaces extends ThumbnailRaceContract {}
 * }
 * }</pre>
 */
public interface ServicesFixture {

    /**
     * Opens a fresh, empty database whose transactions take their time from the clock. Called once for each test.
     */
    Transactions openDatabase(Clock clock);

    /** Closes the database after each test; a fixture that empties one database again and again may leave it open. */
    default void closeDatabase(Transactions transactions) {
        transactions.close();
    }

    /**
     * Opens a fresh, empty blob store that supports store ids. Called once for each test; the contract closes the
     * store.
     */
    BlobStore openBlobStore();

    /** Makes an id generator for the services; {@link SequentialIds} unless overridden. */
    default IdGenerator newIds(Clock clock) {
        return new SequentialIds(clock);
    }
}
