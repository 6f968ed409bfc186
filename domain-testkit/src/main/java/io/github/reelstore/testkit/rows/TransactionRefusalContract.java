package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.audio;
import static io.github.reelstore.testkit.rows.SampleRows.generation;
import static io.github.reelstore.testkit.rows.SampleRows.image;
import static io.github.reelstore.testkit.rows.SampleRows.input;
import static io.github.reelstore.testkit.rows.SampleRows.inputs;
import static io.github.reelstore.testkit.rows.SampleRows.project;
import static io.github.reelstore.testkit.rows.SampleRows.track;
import static io.github.reelstore.testkit.rows.SampleRows.tracks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.BlobReferences;
import io.github.reelstore.domain.port.rows.ImageRepository;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectRepository;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.port.rows.VideoGenerationRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for the calls that {@link Transactions} and {@link Tx} refuse; see {@link DatabaseFixture}. */
public abstract class TransactionRefusalContract {

    private static final ProjectId PROJECT = new ProjectId("p");
    private static final GenerationId VIDEO = new GenerationId("g");
    private static final ImageId IMAGE = new ImageId("i");
    private static final AudioId AUDIO = new AudioId("a");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    /** Every method that writes, with arguments that a read-write transaction accepts. */
    private enum Write {
        INSERT_PROJECT(tx -> tx.projects().insert(project("new").build())),
        UPDATE_PROJECT(tx ->
                tx.projects().update(PROJECT, Patch.<VideoProject>empty().set(ProjectField.TITLE, "new"))),
        UPDATE_PROJECT_OF_VERSION(tx ->
                tx.projects().update(PROJECT, 1, Patch.<VideoProject>empty().set(ProjectField.TITLE, "new"))),
        DELETE_PROJECT(tx -> tx.projects().delete(PROJECT)),
        INSERT_GENERATION(tx -> tx.generations().insert(generation("new").build())),
        UPDATE_GENERATION(tx ->
                tx.generations().update(VIDEO, Patch.<VideoGeneration>empty().set(GenerationField.PROMPT, "new"))),
        DELETE_GENERATION(tx -> tx.generations().delete(VIDEO)),
        LINK_INPUT(tx -> tx.generations().link(inputs(input("g", InputRole.REFERENCE, 0, "i")))),
        LINK_TRACK(tx -> tx.generations().link(tracks(track("g", "en", "a")))),
        INSERT_IMAGE(tx -> tx.images().insert(image("new").build())),
        UPDATE_IMAGE(tx ->
                tx.images().update(IMAGE, Patch.<ImageGeneration>empty().set(ImageField.PROMPT, "new"))),
        DELETE_IMAGE(tx -> tx.images().delete(IMAGE)),
        INSERT_AUDIO(tx -> tx.audio().insert(audio("new").build())),
        UPDATE_AUDIO(tx ->
                tx.audio().update(AUDIO, Patch.<AudioGeneration>empty().set(AudioField.VOICE, "new"))),
        DELETE_AUDIO(tx -> tx.audio().delete(AUDIO));

        @SuppressWarnings("ImmutableEnumChecker") // A pure function.
        private final Consumer<Tx> work;

        Write(Consumer<Tx> work) {
            this.work = work;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadOnlyTransactionRefusesToWrite(Write write) {
        insertOneOfEach();
        assertThatThrownBy(() -> db.read(tx -> {
                    write.work.accept(tx);
                    return true;
                }))
                .isInstanceOf(StorageException.Unsupported.class);
        assertUnchanged();
        // the refused write succeeds in a read-write transaction
        db.run(write.work);
    }

    @Test
    void aReadOnlyTransactionCanReadAfterARefusal() {
        insertOneOfEach();
        boolean found = db.read(tx -> {
            assertThatThrownBy(() -> tx.projects().delete(PROJECT)).isInstanceOf(StorageException.Unsupported.class);
            return tx.projects().find(PROJECT).isPresent();
        });
        assertThat(found).isTrue();
    }

    @Test
    void aTransactionCanContinueAfterARefusal() {
        db.run(tx -> {
            tx.projects().insert(project("p").build());
            assertThatThrownBy(() -> tx.projects().delete(new ProjectId("none")))
                    .isInstanceOf(StorageException.NotFound.class);
            tx.images().insert(image("i", "p").build());
        });
        assertThat(db.countProjects()).isOne();
    }

    @Test
    void aTransactionCannotContinueAfterAFailedStatementEvenIfTheWorkCatchesTheException() {
        insertOneOfEach();
        List<Throwable> thrown = new ArrayList<>();
        Throwable rethrown = catchThrowable(() -> db.run(tx -> {
            tx.projects().insert(project("before").build());
            thrown.add(catchThrowable(() -> tx.projects().insert(project("p").build())));
            thrown.add(catchThrowable(() -> tx.projects().find(PROJECT)));
            thrown.add(catchThrowable(() -> tx.images().insert(image("after").build())));
        }));
        assertThat(thrown).first().isInstanceOf(StorageException.AlreadyExists.class);
        assertThat(thrown).hasSize(3).allMatch(e -> e == rethrown);
        assertUnchanged();
    }

    @Test
    void aNestedTransactionIsRefused() {
        ThrowingCallable reading = () -> db.read(tx -> true);
        ThrowingCallable writing = () -> db.write(tx -> true);
        for (ThrowingCallable inner : List.of(reading, writing)) {
            db.run(tx -> assertThatThrownBy(inner).isInstanceOf(IllegalStateException.class));
            Boolean refused = db.read(tx -> {
                assertThatThrownBy(inner).isInstanceOf(IllegalStateException.class);
                return true;
            });
            assertThat(refused).isTrue();
        }
        // the thread can run transactions again
        db.run(tx -> tx.projects().insert(project("p").build()));
        assertThat(db.countProjects()).isOne();
    }

    @Test
    void aThreadCanContinueAfterAFailedTransaction() {
        assertThatThrownBy(() -> db.run(tx -> {
                    throw new IllegalArgumentException("rolled back on purpose");
                }))
                .hasMessage("rolled back on purpose");
        db.run(tx -> tx.projects().insert(project("p").build()));
        assertThat(db.countProjects()).isOne();
    }

    @Test
    void anEndedTransactionIsRefused() {
        List<Tx> escaped = new ArrayList<>();
        db.run(escaped::add);
        boolean read = db.read(escaped::add);
        assertThatThrownBy(() -> db.run(tx -> {
                    escaped.add(tx);
                    throw new IllegalArgumentException("rolled back on purpose");
                }))
                .hasMessage("rolled back on purpose");
        assertThat(read).isTrue();
        assertThat(escaped).hasSize(3).allSatisfy(TransactionRefusalContract::assertEnded);
    }

    private static void assertEnded(Tx tx) {
        List<ThrowingCallable> uses =
                List.of(tx::profile, tx::now, tx::projects, tx::generations, tx::images, tx::audio, tx::references);
        uses.forEach(use -> assertThatThrownBy(use).isInstanceOf(IllegalStateException.class));
    }

    /** This includes repositories obtained before the transaction ended. */
    @Test
    void repositoriesOfAnEndedTransactionAreRefused() {
        record Repositories(
                ProjectRepository projects,
                VideoGenerationRepository generations,
                ImageRepository images,
                AudioRepository audio,
                BlobReferences references) {}
        Repositories repositories = db.transactions()
                .inTransaction(
                        ALICE,
                        tx -> new Repositories(
                                tx.projects(), tx.generations(), tx.images(), tx.audio(), tx.references()));
        List<ThrowingCallable> uses = List.of(
                () -> repositories.projects.find(PROJECT),
                () -> repositories.projects.insert(project("p").build()),
                () -> repositories.generations.find(new GenerationId("g")),
                () -> repositories.generations.ofProject(PROJECT),
                () -> repositories.generations.linksOf(new GenerationId("g")),
                () -> repositories.images.find(new ImageId("i")),
                () -> repositories.images.insert(image("i").build()),
                () -> repositories.audio.usedByProject(PROJECT),
                () -> repositories.audio.delete(new AudioId("a")),
                () -> repositories.references.find(new BlobKey("k")),
                () -> repositories.references.findByHash(MediaKind.IMAGE, SampleRows.hash(1)),
                () -> repositories.references.tombstones(PageRequest.first(1)));
        uses.forEach(use -> assertThatThrownBy(use).isInstanceOf(IllegalStateException.class));
        assertThat(db.countProjects()).isZero();
    }

    private void insertOneOfEach() {
        db.run(tx -> {
            tx.projects().insert(project("p").build());
            tx.generations().insert(generation("g").build());
            tx.images().insert(image("i").build());
            tx.audio().insert(audio("a").build());
        });
    }

    private void assertUnchanged() {
        assertThat(db.found(tx -> tx.projects().find(PROJECT)))
                .contains(project("p").build());
        assertThat(db.found(tx -> tx.generations().find(VIDEO)))
                .contains(generation("g").build());
        assertThat(db.links(tx -> tx.generations().linksOf(VIDEO))).isEqualTo(GenerationLinks.NONE);
        assertThat(db.found(tx -> tx.images().find(IMAGE))).contains(image("i").build());
        assertThat(db.found(tx -> tx.audio().find(AUDIO))).contains(audio("a").build());
        assertThat(db.found(tx -> tx.projects().find(new ProjectId("new")))).isEmpty();
        assertThat(db.found(tx -> tx.generations().find(new GenerationId("new"))))
                .isEmpty();
        assertThat(db.found(tx -> tx.images().find(new ImageId("new")))).isEmpty();
        assertThat(db.found(tx -> tx.audio().find(new AudioId("new")))).isEmpty();
        assertThat(db.tombstoneKeys()).isEmpty();
    }
}
