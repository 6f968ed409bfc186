package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.board.NewScene;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Projects that look like those of a user, for pictures of the pages. ffmpeg makes the videos from drawn images. */
final class SampleFilm {

    private final Reelstore store;
    private final Path folder;

    SampleFilm(Reelstore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * A scene.
     *
     * @param look its picture
     * @param seconds its duration; 0 for one that has only an image, -1 for one without files
     * @param prompt its prompt
     * @param languages the languages of its audio, apart by spaces
     */
    private record Shot(Landscape look, int seconds, String prompt, String languages) {}

    private static final List<Shot> LIGHTHOUSE = List.of(
            new Shot(Landscape.DAWN, 6, "Dawn over the headland; gulls rise from the cliffs", "en vi es"),
            new Shot(Landscape.NOON, 4, "The keeper climbs the last steps with a can of oil", "en vi es"),
            new Shot(Landscape.STORM, 8, "A storm front rolls in from the open sea", "en vi"),
            new Shot(Landscape.GOLD, 5, "The lamp room, brass and glass in the last gold light", "en vi es"),
            new Shot(Landscape.DUSK, 9, "The lamp turns on and its beam sweeps the darkening water", "en vi"),
            new Shot(Landscape.NIGHT, 0, "A fishing boat answers with its lantern", "en"),
            new Shot(Landscape.ICE, 5, "Stars wheel over the tower", "en vi"),
            new Shot(Landscape.DAWN, -1, "First light: the boat is home, the keeper sleeps", ""));

    /** Makes the projects, and returns the one with the most scenes. */
    ProjectId make() throws IOException, InterruptedException {
        small("Deserts of the south", "travel", ProjectStatus.DRAFT, Landscape.DESERT);
        small("Ice and silence", "travel", ProjectStatus.COMPLETED, Landscape.ICE);
        small("Thunder season", "weather", ProjectStatus.IN_PROGRESS, Landscape.STORM);
        small("One day at noon", "shorts", ProjectStatus.COMPLETED, Landscape.NOON);
        small("Night train", "shorts", ProjectStatus.DRAFT, Landscape.NIGHT);
        ProjectId project = store.projects()
                .create(VideoProject.builder()
                        .title("The keeper of the light")
                        .description("A day and a night at a lighthouse, narrated in three languages.")
                        .channelId(ChannelId.of("coast-stories"))
                        .status(ProjectStatus.IN_PROGRESS)
                        .defaultLanguage(LanguageTag.of("en"))
                        .aspectRatio("16:9"))
                .id();
        for (int i = 0; i < LIGHTHOUSE.size(); i++) {
            add(project, LIGHTHOUSE.get(i), i + 1);
        }
        edit(project);
        Path cut = clip(Landscape.DUSK.png(folder.resolve("cut.png"), 77), 7);
        store.projects().setFinalCut(project, BlobSource.of(cut));
        return project;
    }

    private void small(String title, String channel, ProjectStatus status, Landscape look) throws IOException {
        ProjectId project = store.projects()
                .create(VideoProject.builder()
                        .title(title)
                        .channelId(ChannelId.of(channel))
                        .status(status))
                .id();
        image(project, look.png(folder.resolve(title + ".png"), title.length()), title);
    }

    private ImageGeneration image(ProjectId project, Path file, String prompt) {
        return store.generations()
                .addImage(new NewImage(
                        project,
                        BlobSource.of(file),
                        ImageGeneration.builder()
                                .provider("imagen")
                                .model("imagen-4")
                                .prompt(prompt)));
    }

    /** A second take, an edited line and an edited prompt. */
    private void edit(ProjectId project) throws IOException, InterruptedException {
        Path picture = Landscape.GOLD.png(folder.resolve("again.png"), 35);
        store.generations()
                .addVideo(new NewGeneration(
                        project,
                        Optional.of(BlobSource.of(clip(picture, 7))),
                        VideoGeneration.builder()
                                .provider("veo")
                                .model("veo-3.1")
                                .sceneId("s5")
                                .prompt(LIGHTHOUSE.get(4).prompt()),
                        List.of(),
                        List.of()));
        String first = store.takes()
                .list(project, CellKey.video("s5"), PageRequest.first(2))
                .items()
                .get(1)
                .id();
        store.takes().choose(project, CellKey.video("s5"), first, Optional.of("the calmer one"));
        store.scenes()
                .setLine(project, "s3", LanguageTag.of("vi"), "Một cơn bão ập đến từ biển khơi.", Optional.empty());
        store.scenes().update(project, "s7", row -> row.prompt("Stars wheel over the tower, and one falls"));
    }

    private void add(ProjectId project, Shot scene, int number) throws IOException, InterruptedException {
        store.scenes()
                .add(
                        project,
                        NewScene.builder()
                                .sceneId("s" + number)
                                .prompt(scene.prompt())
                                .build());
        var row = VideoGeneration.builder()
                .provider("veo")
                .model("veo-3.1")
                .sceneId("s" + number)
                .prompt(scene.prompt());
        Optional<BlobSource> file = Optional.empty();
        if (scene.seconds() >= 0) {
            Path picture = scene.look().png(folder.resolve("scene" + number + ".png"), number * 7);
            row.imageGenerationId(image(project, picture, scene.prompt()).id());
            if (scene.seconds() > 0) {
                file = Optional.of(BlobSource.of(clip(picture, scene.seconds())));
            }
        }
        VideoGeneration video =
                store.generations().addVideo(new NewGeneration(project, file, row, List.of(), List.of()));
        for (String language : scene.languages().split(" ", -1)) {
            if (!language.isEmpty()) {
                Samples sample = language.equals("vi") ? Samples.NARRATION_VI_WAV : Samples.NARRATION_EN_MP3;
                store.scenes()
                        .setLine(project, "s" + number, LanguageTag.of(language), scene.prompt(), Optional.empty());
                store.generations()
                        .addAudio(
                                new NewAudio(
                                        project,
                                        BlobSource.of(sample.in(folder)),
                                        AudioGeneration.builder()
                                                .provider("elevenlabs")
                                                .voice("Mai")
                                                .language(LanguageTag.of(language))
                                                .text(scene.prompt()),
                                        Optional.empty()),
                                video.id());
            }
        }
    }

    /** A slow zoom into a picture. */
    private Path clip(Path picture, int seconds) throws IOException, InterruptedException {
        Path file = picture.resolveSibling(picture.getFileName() + "-" + seconds + ".mp4");
        Process ffmpeg = new ProcessBuilder(
                        "ffmpeg",
                        "-nostdin",
                        "-loglevel",
                        "error",
                        "-y",
                        "-i",
                        picture.toString(),
                        "-vf",
                        "zoompan=z='1+0.002*on':d=" + seconds * 12 + ":s=640x360:fps=12",
                        "-pix_fmt",
                        "yuv420p",
                        "-movflags",
                        "+faststart",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(ffmpeg.waitFor()).isZero();
        return file;
    }
}
