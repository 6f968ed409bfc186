package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.MediaFile;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.GenerationPair;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reelstore pair}. */
@Command(
        name = "pair",
        description = "Stores an image, audio and the video made from them: all of them or none.",
        footer = "Add --image or --audio, or both. Without --video, the video is recorded as pending.")
public final class PairCommand implements Runnable {

    private final CliContext context;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "the project")
    private @Nullable ProjectId project;

    @Option(
            names = "--provider",
            required = true,
            paramLabel = "P",
            converter = Conversions.NotBlank.class,
            description = "the provider that made them")
    private String provider = "";

    @Mixin
    private final TextOptions.Prompt promptOptions = new TextOptions.Prompt();

    @Option(names = "--image", paramLabel = "FILE", description = "the image file (- for standard input)")
    private @Nullable MediaFile image;

    @Option(names = "--audio", paramLabel = "FILE", description = "the audio file (- for standard input)")
    private @Nullable MediaFile audio;

    @Option(names = "--language", paramLabel = "TAG", description = "the language of the audio, such as en or pt-BR")
    private @Nullable LanguageTag language;

    @Option(names = "--voice", paramLabel = "V", description = "the voice of the audio")
    private @Nullable String voice;

    @Mixin
    private final TextOptions.SpokenText textOptions = new TextOptions.SpokenText();

    @Option(
            names = "--format",
            paramLabel = "F",
            description =
                    "the requested output format, such as mp3_44100_128; required for pcm_24000 and ulaw_8000, which have no"
                            + " header")
    private @Nullable AudioEncoding format;

    @Option(names = "--video", paramLabel = "FILE", description = "the video file (- for standard input)")
    private @Nullable MediaFile video;

    @Option(names = "--scene", paramLabel = "S", description = "the scene that the video shows")
    private @Nullable String scene;

    @Option(names = "--model", paramLabel = "M", description = "the model that made the video")
    private @Nullable String model;

    public PairCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (image == null && audio == null) {
            throw new WrongUsage("A pair needs an image or audio, or both: add --image FILE or --audio FILE.");
        }
        if (audio == null && (language != null || voice != null || textOptions.isGiven() || format != null)) {
            throw new WrongUsage("--language, --voice, --text and --format require --audio FILE.");
        }
        ProjectId to = Objects.requireNonNull(project);
        String prompt = promptOptions.requiredIn(context);
        String text = textOptions.in(context);
        Optional<NewImage> newImage = Optional.ofNullable(image)
                .map(context::source)
                .map(source -> new NewImage(
                        to, source, ImageGeneration.builder().provider(provider).prompt(prompt)));
        Optional<NewAudio> newAudio = Optional.ofNullable(audio)
                .map(context::source)
                .map(source -> new NewAudio(
                        to,
                        source,
                        AudioGeneration.builder()
                                .provider(provider)
                                .language(language)
                                .voice(voice)
                                .text(text),
                        Optional.ofNullable(format)));
        NewGeneration newVideo = new NewGeneration(
                to,
                Optional.ofNullable(video).map(context::source),
                VideoGeneration.builder()
                        .provider(provider)
                        .prompt(prompt)
                        .sceneId(scene)
                        .model(model),
                List.of(),
                List.of());
        GenerationPair pair = context.store().generations().createImageAudioVideoPair(newImage, newAudio, newVideo);
        context.printVideo(
                pair,
                pair.generation().filePath(),
                pair.generation().thumbPath(),
                layout -> new MediaText(layout).pair(pair));
    }
}
