package io.github.reelstore.testkit.services;

import static io.github.reelstore.testkit.services.SampleDrafts.mp3;
import static io.github.reelstore.testkit.services.SampleDrafts.newAudio;
import static io.github.reelstore.testkit.services.SampleDrafts.newVideo;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.GenerationService;
import io.github.reelstore.testkit.rows.SampleRows;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@code addAudio} of {@link GenerationService} to a video; see {@link ServicesFixture}. */
public abstract class VideoAudioContract {

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    @Test
    void audioBecomesTheFirstAudioOfAVideoAndThenAFurtherTrack() {
        VideoProject project = store.alice().newProject("p");
        GenerationId video =
                store.alice().generations().addVideo(newVideo(project)).id();
        AudioGeneration english = store.alice().generations().addAudio(newAudio(project, mp3(1), "en"), video);
        AudioGeneration vietnamese = store.alice().generations().addAudio(newAudio(project, mp3(2), "vi"), video);
        AudioGeneration brazilian = store.alice().generations().addAudio(newAudio(project, mp3(3), "pt-BR"), video);

        assertThat(store.rows(SampleRows.ALICE).generations())
                .singleElement()
                .extracting(VideoGeneration::audioGenerationId)
                .isEqualTo(Optional.of(english.id()));
        GenerationLinks links = store.transactions()
                .readOnly(SampleRows.ALICE, tx -> tx.generations().linksOf(video));
        assertThat(links.audioTracks())
                .containsExactly(
                        SampleRows.track(video.value(), "pt-BR", brazilian.id().value()),
                        SampleRows.track(video.value(), "vi", vietnamese.id().value()));
        assertThat(store.rows(SampleRows.ALICE).audio()).containsExactlyInAnyOrder(english, vietnamese, brazilian);
    }

    @Test
    void theFirstAudioOfAVideoNeedsNoLanguage() {
        VideoProject project = store.alice().newProject("p");
        GenerationId video =
                store.alice().generations().addVideo(newVideo(project)).id();
        AudioGeneration audio = store.alice().generations().addAudio(newAudio(project, mp3(1), null), video);
        assertThat(store.rows(SampleRows.ALICE).generations())
                .singleElement()
                .extracting(VideoGeneration::audioGenerationId)
                .isEqualTo(Optional.of(audio.id()));
        // audio with a language can follow
        store.alice().generations().addAudio(newAudio(project, mp3(2), "en"), video);
        assertThat(store.rows(SampleRows.ALICE).audio()).hasSize(2);
    }

    @Test
    void furtherAudioNeedsALanguageThatTheVideoDoesNotHaveYet() {
        VideoProject project = store.alice().newProject("p");
        GenerationId video =
                store.alice().generations().addVideo(newVideo(project)).id();
        store.alice().generations().addAudio(newAudio(project, mp3(1), "en"), video);
        store.alice().generations().addAudio(newAudio(project, mp3(2), "vi"), video);
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> store.alice().generations().addAudio(newAudio(project, mp3(3), null), video));
        for (String taken : List.of("en", "vi")) {
            store.assertRefused(
                    StorageException.AlreadyExists.class,
                    () -> store.alice().generations().addAudio(newAudio(project, mp3(3), taken), video));
        }
        store.alice().generations().addAudio(newAudio(project, mp3(3), "en-GB"), video);
        assertThat(store.rows(SampleRows.ALICE).audio()).hasSize(3);
    }

    @Test
    void theFirstAudioNeedsALanguageInWhichTheVideoHasNoTrack() {
        VideoProject project = store.alice().newProject("p");
        GenerationId video =
                store.alice().generations().addVideo(newVideo(project)).id();
        store.alice().generations().addAudio(newAudio(project, mp3(1), "en"), video);
        store.alice().generations().addAudio(newAudio(project, mp3(2), "vi"), video);
        store.alice().generations().updateVideo(video, row -> row.audioGenerationId(Optional.empty()));
        store.assertRefused(
                StorageException.AlreadyExists.class,
                () -> store.alice().generations().addAudio(newAudio(project, mp3(3), "vi"), video));
        AudioGeneration english = store.alice().generations().addAudio(newAudio(project, mp3(4), "en"), video);
        assertThat(store.alice().generations().getVideo(video).audioGenerationId())
                .contains(english.id());
    }

    @Test
    void addAudioRefusesAVideoThatTheProfileDoesNotHave() {
        VideoProject project = store.alice().newProject("p");
        GenerationId theirs = store.bob()
                .generations()
                .addVideo(newVideo(store.bob().newProject("theirs")))
                .id();
        for (GenerationId video : List.of(new GenerationId("none"), theirs)) {
            StorageException exception = store.assertRefused(
                    StorageException.NotFound.class,
                    () -> store.alice().generations().addAudio(newAudio(project, mp3(1), "en"), video));
            assertThat(exception.subject()).isEqualTo(video.value());
        }
    }
}
