package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.mp4;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newImage;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static io.github.reelstore.testkit.services.SampleDrafts.none;
import static io.github.reelstore.testkit.services.SampleDrafts.png;
import static io.github.reelstore.testkit.services.SampleDrafts.some;
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
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration.Input;
import io.github.reelstore.domain.service.ProjectService;
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
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link ProjectService}, except for final cuts; see {@link ServicesFixture}. */
public abstract class ProjectServiceContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Test
    void aProjectIsCreatedFromItsDraft() {
        VideoProject project = store.alice()
                .projects()
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
        assertThat(store.alice().projects().get(project.id())).isEqualTo(project);
    }

    @Test
    void aProjectNeedsATitle() {
        for (VideoProjectBuilder draft :
                List.of(VideoProject.builder(), VideoProject.builder().title(" "))) {
            store.assertRefused(
                    StorageException.InvalidInput.class,
                    () -> store.alice().projects().create(draft));
        }
    }

    @Test
    void aProjectThatTheProfileDoesNotHaveIsNotFoundByAnyMethod() {
        ProjectId theirs = store.bob().newProject("theirs").id();
        Patch<VideoProject> patch = Patch.<VideoProject>empty().set(ProjectField.TITLE, "mine");
        for (ProjectId id : List.of(new ProjectId("none"), theirs)) {
            List<Runnable> calls = List.of(
                    () -> store.alice().projects().get(id),
                    () -> store.alice().projects().update(id, patch),
                    () -> store.alice().projects().update(id, 1, patch),
                    () -> store.alice().projects().delete(id),
                    () -> store.alice().projects().getProjectWithGenerations(id),
                    () -> store.alice().projects().getProjectWithGenerations(id, LanguageTag.of("en")));
            for (Runnable call : calls) {
                assertThat(store.assertRefused(StorageException.NotFound.class, call)
                                .subject())
                        .isEqualTo(id.value());
            }
        }
    }

    @Test
    void projectsAreListedByFilterAndPage() {
        VideoProject first = store.alice().newProject("first");
        store.clock.advance(Duration.ofSeconds(1));
        VideoProject second = store.alice().newProject("second");
        VideoProject third = store.alice().newProject("third");
        store.bob().newProject("theirs");
        Page<VideoProject> page = store.alice().projects().list(ProjectFilter.ALL, PageRequest.first(2));
        assertThat(page.items()).containsExactly(third, second);
        assertThat(store.alice()
                        .projects()
                        .list(
                                ProjectFilter.ALL,
                                PageRequest.first(2).after(page.next().orElseThrow()))
                        .items())
                .containsExactly(first);
        TimeRange early = new TimeRange(Optional.empty(), Optional.of(second.createdAt()));
        assertThat(store.alice()
                        .projects()
                        .list(new ProjectFilter(Optional.empty(), Optional.empty(), early), PageRequest.first(2))
                        .items())
                .containsExactly(first);
    }

    @Test
    void anUpdateIsRefusedIfTheProjectWasChanged() {
        VideoProject project = store.alice().newProject("old");
        Patch<VideoProject> patch = Patch.<VideoProject>empty().set(ProjectField.TITLE, "new");
        assertThat(store.alice().projects().update(project.id(), 1, patch).title())
                .isEqualTo("new");
        store.assertRefused(
                StorageException.Conflict.class, () -> store.alice().projects().update(project.id(), 1, patch));
        assertThat(store.alice().projects().update(project.id(), patch).version())
                .isEqualTo(3);
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice()
                        .projects()
                        .update(project.id(), Patch.<VideoProject>empty().set(ProjectField.TITLE, "")));
    }

    @Test
    void deleteRemovesTheProjectWithAllItsRows() {
        VideoProject project = store.alice().newProject("p");
        store.alice().projects().setFinalCut(project.id(), mp4(9));
        store.alice()
                .generations()
                .createImageAudioVideoPair(
                        some(newImage(project, png(1))),
                        some(newAudio(project, mp3(1), "en")),
                        newVideo(project, mp4(1)));
        VideoProject other = store.alice().newProject("other");
        assertThat(store.alice().projects().delete(project.id()))
                .isEqualTo(new Deletion(4, 4, new ProjectContents(1, 1, 1)));
        assertThat(store.rows(SampleRows.ALICE).projects()).containsExactly(other);
        assertThat(store.rows(SampleRows.ALICE).generations()).isEmpty();
        assertThat(store.rows(SampleRows.ALICE).images()).isEmpty();
        assertThat(store.rows(SampleRows.ALICE).audio()).isEmpty();
        assertThat(store.tombstoneKeys())
                .containsExactlyInAnyOrderElementsOf(store.files())
                .hasSize(4);
    }

    @Test
    void aProjectIsLoadedWithItsVideosAndAllTheyReferTo() {
        VideoProject project = store.alice().newProject("p");
        VideoProject other = store.alice().newProject("other");
        ImageGeneration ofOther = store.alice().generations().addImage(newImage(other, png(7)));
        VideoGeneration bare = store.alice().generations().addVideo(newVideo(project));
        store.clock.advance(Duration.ofMillis(1));
        var pair = store.alice()
                .generations()
                .createImageAudioVideoPair(
                        some(newImage(project, png(1))),
                        some(newAudio(project, mp3(1), "en")),
                        newVideo(project)
                                .withInputs(List.of(
                                        new Input(InputRole.REFERENCE, ofOther.id()),
                                        new Input(InputRole.FIRST_FRAME, ofOther.id()))));
        GenerationId video = pair.generation().id();
        AudioGeneration vietnamese = store.alice().generations().addAudio(newAudio(other, mp3(2), "vi"), video);
        AudioGeneration german = store.alice().generations().addAudio(newAudio(project, mp3(3), "de"), video);
        store.alice().generations().addVideo(newVideo(other));

        ProjectWithGenerations loaded = store.alice().projects().getProjectWithGenerations(project.id());
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
        VideoProject project = store.alice().newProject("p");
        assertThat(store.alice().projects().getProjectWithGenerations(project.id()))
                .isEqualTo(new ProjectWithGenerations(project, List.of()));
        assertThat(store.alice().projects().getProjectWithGenerations(project.id(), LanguageTag.of("en")))
                .isEqualTo(new ProjectWithGenerations(project, List.of()));
    }

    /** One scene in English, Vietnamese and Brazilian Portuguese, one only in English, one without audio. */
    @Test
    void aLanguageSelectsVideosThatHaveItOrHaveNoAudio() {
        VideoProject project = store.alice().newProject("p");
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
        VideoProject project = store.alice().newProject("p");
        GenerationId scene = newScene(project, "scene");
        addAudio(project, scene, 1, "en");
        AudioId vietnamese = addAudio(project, scene, 2, "vi");
        for (String language : List.of("en", "vi")) {
            assertThat(store.alice()
                            .projects()
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
        VideoProject project = store.alice().newProject("p");
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
        VideoProject project = store.alice().newProject("p");
        GenerationId scene = newScene(project, "scene");
        addAudio(project, scene, 1, "en");
        AudioId audio = store.alice()
                .generations()
                .addAudio(newAudio(project, mp3(2), "de"))
                .id();
        store.transactions().inTransaction(SampleRows.ALICE, tx -> {
            tx.generations().link(SampleRows.tracks(SampleRows.track(scene.value(), "vi", audio.value())));
            return true;
        });
        assertThat(scenesIn(project, "vi")).containsExactly(tuple("scene", some(audio)));
        assertThat(scenesIn(project, "de")).isEmpty();
    }

    @Test
    void audioWithoutALanguageIsNeverSelected() {
        VideoProject project = store.alice().newProject("p");
        GenerationId scene = newScene(project, "scene");
        NewAudio withoutLanguage = newAudio(project, mp3(1), null);
        AudioId first =
                store.alice().generations().addAudio(withoutLanguage, scene).id();
        assertThat(scenesIn(project, "en")).isEmpty();
        assertThat(store.alice()
                        .projects()
                        .getProjectWithGenerations(project.id())
                        .generations())
                .singleElement()
                .satisfies(view ->
                        assertThat(view.audio()).map(AudioGeneration::id).contains(first));
    }

    private GenerationId newScene(VideoProject project, String sceneId) {
        store.clock.advance(Duration.ofMillis(1));
        var video = newVideo(project);
        video.row().sceneId(sceneId);
        return store.alice().generations().addVideo(video).id();
    }

    private AudioId addAudio(VideoProject project, GenerationId scene, int number, String language) {
        return store.alice()
                .generations()
                .addAudio(newAudio(project, mp3(number), language), scene)
                .id();
    }

    /** Returns the scenes that are selected for a language, each with its selected audio. */
    private List<Tuple> scenesIn(VideoProject project, String language) {
        return store
                .alice()
                .projects()
                .getProjectWithGenerations(project.id(), LanguageTag.of(language))
                .generations()
                .stream()
                .map(view -> tuple(
                        view.generation().sceneId().orElseThrow(), view.audio().map(AudioGeneration::id)))
                .toList();
    }
}
