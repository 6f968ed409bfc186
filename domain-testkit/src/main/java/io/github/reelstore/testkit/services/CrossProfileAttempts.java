package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.CrossProfileAttempts.SECRET;
import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static io.github.reelstore.testkit.services.SampleDrafts.some;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.rows.SampleRows;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Attempt;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Call;
import io.github.reelstore.testkit.services.ProfileIsolationContract.Outcome;
import io.github.reelstore.testkit.services.StoreUnderTest.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Alice's rows and files, and bob's attempts to access them: at least one for every method that
 * {@link ProfileIsolationContract} finds.
 */
final class CrossProfileAttempts {

    /** Occurs in every row of alice, in the names of her files, and in their bytes. */
    static final String SECRET = "alices-secret";

    static final PageRequest PAGE = PageRequest.first(100);

    final StoreUnderTest store;
    private final List<Attempt> attempts = new ArrayList<>();

    final VideoProject project;
    final GenerationPair pair;
    final VideoGeneration unfinished;
    final AudioGeneration further;
    final BlobKey finalCut;
    final BlobKey deleted;

    final VideoProject projectOfBob;
    final VideoGeneration videoOfBob;

    /** Stores alice's rows and files, and makes the attempts. */
    static CrossProfileAttempts in(StoreUnderTest store) {
        CrossProfileAttempts attempts = new CrossProfileAttempts(store);
        new ServiceAttempts(attempts).addAll();
        new MaintenanceAttempts(attempts).addAll();
        new RepositoryAttempts(attempts).addAll();
        new LedgerAttempts(attempts).addAll();
        new StoryboardRowAttempts(attempts).addAll();
        new ArchiveAttempts(attempts).addAll();
        new JobServiceAttempts(attempts).addAll();
        new StoryboardAttempts(attempts).addAll();
        new EmbedderAttempts(attempts).addAll();
        return attempts;
    }

    private CrossProfileAttempts(StoreUnderTest store) {
        this.store = store;
        Services alice = store.alice();
        VideoProject bare = alice.projects()
                .create(VideoProject.builder().title(SECRET).script(SECRET).channelId(new ChannelId("channel")));
        this.project = alice.projects().setFinalCut(bare.id(), mp4(1));
        this.finalCut = project.videoPath().orElseThrow();
        NewAudio furtherAudio = newAudio(project, mp3(2), "vi");
        furtherAudio.row().text(SECRET);
        this.further = alice.generations().addAudio(furtherAudio);
        this.pair = alice.generations().createImageAudioVideoPair(some(image(1)), some(audio(1)), video(some(1)));
        NewGeneration withoutFile = video(none());
        this.unfinished = alice.generations().addVideo(withoutFile);
        alice.generations().addImage(image(4));
        alice.generations().addAudio(audio(4));
        ImageGeneration deletedImage = alice.generations().addImage(image(3));
        this.deleted = deletedImage.filePath();
        store.transactions().inTransaction(SampleRows.ALICE, tx -> tx.images().delete(deletedImage.id()));

        Services bob = store.bob();
        this.projectOfBob = bob.newProject("of bob");
        this.videoOfBob = bob.generations().addVideo(newVideo(projectOfBob));
    }

    List<Attempt> all() {
        return List.copyOf(attempts);
    }

    /** Returns ids that must not occur in any row of bob. */
    List<String> idsOfAlice() {
        return Stream.of(
                        project.id(),
                        pair.generation().id(),
                        imageRow().id(),
                        audioRow().id(),
                        further.id(),
                        unfinished.id())
                .map(id -> id.value())
                .toList();
    }

    private NewImage image(int number) {
        NewImage image = newImage(project, png(number));
        image.row().prompt(SECRET);
        return image;
    }

    private NewAudio audio(int number) {
        NewAudio audio = newAudio(project, mp3(number), "en");
        audio.row().text(SECRET);
        return audio;
    }

    private NewGeneration video(Optional<Integer> number) {
        NewGeneration video = number.map(n -> newVideo(project, mp4(n + 10)))
                .orElseGet(() -> newVideo(project))
                .withFurtherAudio(number.isPresent() ? List.of(further.id()) : List.of());
        video.row().prompt(SECRET);
        return video;
    }

    ImageGeneration imageRow() {
        return pair.image().orElseThrow();
    }

    AudioGeneration audioRow() {
        return pair.audio().orElseThrow();
    }

    /** Returns a row of the transaction's profile with a file of alice. */
    ImageGeneration imageWithAlicesFile(Tx tx) {
        return SampleRows.image("thief")
                .profileId(tx.profile())
                .filePath(imageRow().filePath())
                .build();
    }

    VideoGeneration videoInAlicesProject(Tx tx) {
        return SampleRows.generation("g", project.id().value())
                .profileId(tx.profile())
                .build();
    }

    static ProjectFilter ofChannel() {
        return new ProjectFilter(some(new ChannelId("channel")), none(), TimeRange.ALWAYS);
    }

    void add(String method, Outcome outcome, Call call) {
        attempts.add(new Attempt(method, outcome, call));
    }

    /** Adds an attempt that runs in its own transaction. */
    void in(String method, Outcome outcome, Function<Tx, Object> call) {
        add(method, outcome, services -> in(services, call));
    }

    Object in(Services services, Function<Tx, Object> call) {
        return store.transactions().inTransaction(services.profile(), call::apply);
    }
}
