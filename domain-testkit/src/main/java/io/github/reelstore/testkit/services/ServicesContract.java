package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.ProjectWithGenerations;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.ProjectWithGenerations.InputView;
import io.github.reelstore.domain.service.ProjectWithGenerations.TrackView;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for the services over any pair of a database and a blob store: one JUnit test for each rule in their
 * javadoc. They show that your adapter works with the rest. Extend this class in your adapter's tests:
 *
 * <pre>{@code
 * class H2ServicesTest extends ServicesContract {
 *
 *     @TempDir Path folder;
 *
 *     @Override
 *     protected Transactions openDatabase(Clock clock) {
 *         return new H2Transactions(folder.resolve("test.db"), clock);
 *     }
 *
 *     @Override
 *     protected BlobStore openStore() {
 *         return new InMemoryBlobStore();
 *     }
 * }
 * }</pre>
 */
public abstract class ServicesContract extends EmbedderContract {

    /** Called by the adapter's test class. */
    protected ServicesContract() {}

    @Test
    void aProjectIsCreatedFromItsDraft() {
        VideoProject project = alice().projects()
                .create(VideoProject.builder()
                        .title("Dusk")
                        .channelId(new ChannelId("c"))
                        .status(ProjectStatus.IN_PROGRESS)
                        .version(77)
                        .profileId(SampleRows.BOB)
                        .id(new ProjectId("../mine")));
        assertThat(ProjectId.of(project.id().value())).isEqualTo(project.id());
        assertThat(project)
                .isEqualTo(SampleRows.project(project.id().value())
                        .title("Dusk")
                        .channelId(new ChannelId("c"))
                        .status(ProjectStatus.IN_PROGRESS)
                        .build());
        assertThat(alice().projects().get(project.id())).isEqualTo(project);
    }

    @Test
    void aProjectNeedsATitle() {
        for (VideoProjectBuilder draft :
                List.of(VideoProject.builder(), VideoProject.builder().title(" "))) {
            assertRefused(
                    StorageException.InvalidInput.class,
                    () -> alice().projects().create(draft));
        }
    }

    @Test
    void aProjectThatTheProfileDoesNotHaveIsNotFoundByAnyMethod() {
        ProjectId theirs = bob().newProject("theirs").id();
        Patch<VideoProject> patch = Patch.<VideoProject>empty().set(ProjectField.TITLE, "mine");
        for (ProjectId id : List.of(new ProjectId("none"), theirs)) {
            List<Runnable> calls = List.of(
                    () -> alice().projects().get(id),
                    () -> alice().projects().update(id, patch),
                    () -> alice().projects().update(id, 1, patch),
                    () -> alice().projects().delete(id),
                    () -> alice().projects().getProjectWithGenerations(id),
                    () -> alice().projects().getProjectWithGenerations(id, LanguageTag.of("en")));
            for (Runnable call : calls) {
                assertThat(assertRefused(StorageException.NotFound.class, call).subject())
                        .isEqualTo(id.value());
            }
        }
    }

    @Test
    void projectsAreListedByFilterAndPage() {
        VideoProject first = alice().newProject("first");
        clock.advance(Duration.ofSeconds(1));
        VideoProject second = alice().newProject("second");
        VideoProject third = alice().newProject("third");
        bob().newProject("theirs");
        Page<VideoProject> page = alice().projects().list(ProjectFilter.ALL, PageRequest.first(2));
        assertThat(page.items()).containsExactly(third, second);
        assertThat(alice().projects()
                        .list(
                                ProjectFilter.ALL,
                                PageRequest.first(2).after(page.next().orElseThrow()))
                        .items())
                .containsExactly(first);
        TimeRange early = new TimeRange(Optional.empty(), Optional.of(second.createdAt()));
        assertThat(alice().projects()
                        .list(new ProjectFilter(Optional.empty(), Optional.empty(), early), PageRequest.first(2))
                        .items())
                .containsExactly(first);
    }

    @Test
    void anUpdateIsRefusedIfTheProjectWasChanged() {
        VideoProject project = alice().newProject("old");
        Patch<VideoProject> patch = Patch.<VideoProject>empty().set(ProjectField.TITLE, "new");
        assertThat(alice().projects().update(project.id(), 1, patch).title()).isEqualTo("new");
        assertRefused(StorageException.Conflict.class, () -> alice().projects().update(project.id(), 1, patch));
        assertThat(alice().projects().update(project.id(), patch).version()).isEqualTo(3);
        assertRefused(
                StorageException.InvalidInput.class,
                () -> alice().projects()
                        .update(project.id(), Patch.<VideoProject>empty().set(ProjectField.TITLE, "")));
    }

    @Test
    void deleteRemovesTheProjectWithAllItsRows() {
        VideoProject project = alice().newProject("p");
        alice().projects().setFinalCut(project.id(), mp4(9));
        alice().generations()
                .createImageAudioVideoPair(
                        some(newImage(project, png(1))),
                        some(newAudio(project, mp3(1), "en")),
                        newVideo(project, mp4(1)));
        VideoProject other = alice().newProject("other");
        assertThat(alice().projects().delete(project.id())).isEqualTo(new Deletion(4, 4));
        assertThat(rows(SampleRows.ALICE).projects()).containsExactly(other);
        assertThat(rows(SampleRows.ALICE).generations()).isEmpty();
        assertThat(rows(SampleRows.ALICE).images()).isEmpty();
        assertThat(rows(SampleRows.ALICE).audio()).isEmpty();
        assertThat(tombstoneKeys()).containsExactlyInAnyOrderElementsOf(files()).hasSize(4);
    }

    @Test
    void aProjectIsLoadedWithItsVideosAndAllTheyReferTo() {
        VideoProject project = alice().newProject("p");
        VideoProject other = alice().newProject("other");
        ImageGeneration ofOther = alice().generations().addImage(newImage(other, png(7)));
        VideoGeneration bare = alice().generations().addVideo(newVideo(project));
        clock.advance(Duration.ofMillis(1));
        var pair = alice().generations()
                .createImageAudioVideoPair(
                        some(newImage(project, png(1))),
                        some(newAudio(project, mp3(1), "en")),
                        newVideo(project)
                                .withInputs(List.of(
                                        new Input(InputRole.REFERENCE, ofOther.id()),
                                        new Input(InputRole.FIRST_FRAME, ofOther.id()))));
        GenerationId video = pair.generation().id();
        AudioGeneration vietnamese = alice().generations().addAudio(newAudio(other, mp3(2), "vi"), video);
        AudioGeneration german = alice().generations().addAudio(newAudio(project, mp3(3), "de"), video);
        alice().generations().addVideo(newVideo(other));

        ProjectWithGenerations loaded = alice().projects().getProjectWithGenerations(project.id());
        assertThat(loaded.project()).isEqualTo(project);
        assertThat(loaded.generations())
                .containsExactly(
                        new GenerationView(bare, none(), List.of(), none(), List.of()),
                        new GenerationView(
                                pair.generation(),
                                pair.image(),
                                List.of(
                                        new InputView(InputRole.FIRST_FRAME, 0, ofOther),
                                        new InputView(InputRole.REFERENCE, 0, ofOther)),
                                pair.audio(),
                                List.of(
                                        new TrackView(LanguageTag.of("de"), german),
                                        new TrackView(LanguageTag.of("vi"), vietnamese))));
    }

    @Test
    void aProjectWithoutVideosIsLoadedAlone() {
        VideoProject project = alice().newProject("p");
        assertThat(alice().projects().getProjectWithGenerations(project.id()))
                .isEqualTo(new ProjectWithGenerations(project, List.of()));
        assertThat(alice().projects().getProjectWithGenerations(project.id(), LanguageTag.of("en")))
                .isEqualTo(new ProjectWithGenerations(project, List.of()));
    }

    /** One scene in English, Vietnamese and Brazilian Portuguese, one only in English, one without audio. */
    @Test
    void aLanguageSelectsVideosThatHaveItOrHaveNoAudio() {
        VideoProject project = alice().newProject("p");
        GenerationId three = newScene(project, "three");
        AudioId english = addAudio(project, three, 1, "en");
        AudioId vietnamese = addAudio(project, three, 2, "vi");
        AudioId brazilian = addAudio(project, three, 3, "pt-BR");
        GenerationId one = newScene(project, "one");
        AudioId onlyEnglish = addAudio(project, one, 4, "en");
        newScene(project, "silent");

        assertThat(scenesIn(project, "en"))
                .containsExactly(
                        tuple("three", some(english)), tuple("one", some(onlyEnglish)), tuple("silent", none()));
        assertThat(scenesIn(project, "vi")).containsExactly(tuple("three", some(vietnamese)), tuple("silent", none()));
        assertThat(scenesIn(project, "pt-BR"))
                .containsExactly(tuple("three", some(brazilian)), tuple("silent", none()));
        assertThat(scenesIn(project, "pt")).containsExactly(tuple("three", some(brazilian)), tuple("silent", none()));
        assertThat(scenesIn(project, "pt-PT")).containsExactly(tuple("silent", none()));
        assertThat(scenesIn(project, "en-GB")).containsExactly(tuple("silent", none()));
        assertThat(scenesIn(project, "de")).containsExactly(tuple("silent", none()));
    }

    @Test
    void aViewOfALanguageIncludesTheFurtherTracks() {
        VideoProject project = alice().newProject("p");
        GenerationId scene = newScene(project, "scene");
        addAudio(project, scene, 1, "en");
        AudioId vietnamese = addAudio(project, scene, 2, "vi");
        for (String language : List.of("en", "vi")) {
            assertThat(alice().projects()
                            .getProjectWithGenerations(project.id(), LanguageTag.of(language))
                            .generations())
                    .singleElement()
                    .satisfies(view -> assertThat(view.audioTracks())
                            .extracting(
                                    TrackView::language, track -> track.audio().id())
                            .containsExactly(tuple(LanguageTag.of("vi"), vietnamese)));
        }
    }

    @Test
    void theExactLanguageIsPreferredToItsRegionalForms() {
        VideoProject project = alice().newProject("p");
        GenerationId exactLast = newScene(project, "exact last");
        addAudio(project, exactLast, 1, "pt-BR");
        AudioId exact = addAudio(project, exactLast, 2, "pt");
        GenerationId regional = newScene(project, "regional");
        AudioId brazilian = addAudio(project, regional, 3, "pt-BR");
        addAudio(project, regional, 4, "pt-PT");
        assertThat(scenesIn(project, "pt"))
                .containsExactly(tuple("exact last", some(exact)), tuple("regional", some(brazilian)));
    }

    /** The language of the track counts, not that of its audio row. */
    @Test
    void aFurtherTrackIsSelectedByTheLanguageOfTheTrack() {
        VideoProject project = alice().newProject("p");
        GenerationId scene = newScene(project, "scene");
        addAudio(project, scene, 1, "en");
        AudioId audio =
                alice().generations().addAudio(newAudio(project, mp3(2), "de")).id();
        transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.generations().link(SampleRows.tracks(SampleRows.track(scene.value(), "vi", audio.value())));
            return true;
        });
        assertThat(scenesIn(project, "vi")).containsExactly(tuple("scene", some(audio)));
        assertThat(scenesIn(project, "de")).isEmpty();
    }

    @Test
    void audioWithoutALanguageIsNeverSelected() {
        VideoProject project = alice().newProject("p");
        GenerationId scene = newScene(project, "scene");
        NewAudio withoutLanguage = newAudio(project, mp3(1), null);
        AudioId first = alice().generations().addAudio(withoutLanguage, scene).id();
        assertThat(scenesIn(project, "en")).isEmpty();
        assertThat(alice().projects().getProjectWithGenerations(project.id()).generations())
                .singleElement()
                .satisfies(view ->
                        assertThat(view.audio()).map(AudioGeneration::id).contains(first));
    }

    private GenerationId newScene(VideoProject project, String sceneId) {
        clock.advance(Duration.ofMillis(1));
        var video = newVideo(project);
        video.row().sceneId(sceneId);
        return alice().generations().addVideo(video).id();
    }

    private AudioId addAudio(VideoProject project, GenerationId scene, int number, String language) {
        return alice().generations()
                .addAudio(newAudio(project, mp3(number), language), scene)
                .id();
    }

    /** Returns the scenes that are selected for a language, each with its selected audio. */
    private List<Tuple> scenesIn(VideoProject project, String language) {
        return alice()
                .projects()
                .getProjectWithGenerations(project.id(), LanguageTag.of(language))
                .generations()
                .stream()
                .map(view -> tuple(
                        view.generation().sceneId().orElseThrow(), view.audio().map(AudioGeneration::id)))
                .toList();
    }
}
