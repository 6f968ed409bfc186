package io.github.reelstore.app;

import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.config.SqliteConfig;
import io.github.reelstore.testkit.services.CaptionContract;
import io.github.reelstore.testkit.services.CollectionContract;
import io.github.reelstore.testkit.services.DeletionRaceContract;
import io.github.reelstore.testkit.services.DownloadingContract;
import io.github.reelstore.testkit.services.EmbedderContract;
import io.github.reelstore.testkit.services.FileReuseContract;
import io.github.reelstore.testkit.services.FinalCutContract;
import io.github.reelstore.testkit.services.GenerationServiceContract;
import io.github.reelstore.testkit.services.JobServiceContract;
import io.github.reelstore.testkit.services.JobWorkerContract;
import io.github.reelstore.testkit.services.MediaServiceContract;
import io.github.reelstore.testkit.services.OperationPollsContract;
import io.github.reelstore.testkit.services.OrphanRaceContract;
import io.github.reelstore.testkit.services.PairContract;
import io.github.reelstore.testkit.services.PlanContract;
import io.github.reelstore.testkit.services.ProfileIsolationContract;
import io.github.reelstore.testkit.services.ProjectServiceContract;
import io.github.reelstore.testkit.services.RecoveryContract;
import io.github.reelstore.testkit.services.RecoveryRaceContract;
import io.github.reelstore.testkit.services.RepairContract;
import io.github.reelstore.testkit.services.SceneServiceContract;
import io.github.reelstore.testkit.services.SendingContract;
import io.github.reelstore.testkit.services.ServicesFixture;
import io.github.reelstore.testkit.services.StoreIdentityContract;
import io.github.reelstore.testkit.services.StoryboardContract;
import io.github.reelstore.testkit.services.TakeServiceContract;
import io.github.reelstore.testkit.services.ThumbnailRaceContract;
import io.github.reelstore.testkit.services.TombstoneRaceContract;
import io.github.reelstore.testkit.services.UndeletionContract;
import io.github.reelstore.testkit.services.UnknownOutcomeContract;
import io.github.reelstore.testkit.services.UploadPreparationContract;
import io.github.reelstore.testkit.services.VerificationContract;
import io.github.reelstore.testkit.services.VideoAudioContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A further pair of backends; by default, each backend is tested in one pair. */
@Tag("pairs")
class SqliteS3ServicesIT implements ServicesFixture {

    @TempDir
    Path folder;

    @Override
    public Transactions openDatabase(Clock clock) {
        return SqliteTransactions.open(SqliteConfig.of(folder.resolve("reelstore.db")), clock);
    }

    @Override
    public BlobStore openBlobStore() {
        return RemoteBackends.s3();
    }

    @Nested
    class Projects extends ProjectServiceContract {}

    @Nested
    class FinalCuts extends FinalCutContract {}

    @Nested
    class Media extends MediaServiceContract {}

    @Nested
    class Generations extends GenerationServiceContract {}

    @Nested
    class VideoAudio extends VideoAudioContract {}

    @Nested
    class Pairs extends PairContract {}

    @Nested
    class Jobs extends JobServiceContract {}

    @Nested
    class Plans extends PlanContract {}

    @Nested
    class Captions extends CaptionContract {}

    @Nested
    class Sending extends SendingContract {}

    @Nested
    class UnknownOutcomes extends UnknownOutcomeContract {}

    @Nested
    class OperationPolls extends OperationPollsContract {}

    @Nested
    class Downloading extends DownloadingContract {}

    @Nested
    class Workers extends JobWorkerContract {}

    @Nested
    class Scenes extends SceneServiceContract {}

    @Nested
    class Takes extends TakeServiceContract {}

    @Nested
    class Storyboards extends StoryboardContract {}

    @Nested
    class Embedding extends EmbedderContract {}

    @Nested
    class FileReuse extends FileReuseContract {}

    @Nested
    class UploadPreparation extends UploadPreparationContract {}

    @Nested
    class ProfileIsolation extends ProfileIsolationContract {}

    @Nested
    class Collection extends CollectionContract {}

    @Nested
    class Undeletion extends UndeletionContract {}

    @Nested
    class Recovery extends RecoveryContract {}

    @Nested
    class Verification extends VerificationContract {}

    @Nested
    class StoreIdentity extends StoreIdentityContract {}

    @Nested
    class Repair extends RepairContract {}

    @Nested
    class DeletionRaces extends DeletionRaceContract {}

    @Nested
    class TombstoneRaces extends TombstoneRaceContract {}

    @Nested
    class OrphanRaces extends OrphanRaceContract {}

    @Nested
    class RecoveryRaces extends RecoveryRaceContract {}

    @Nested
    class ThumbnailRaces extends ThumbnailRaceContract {}
}
