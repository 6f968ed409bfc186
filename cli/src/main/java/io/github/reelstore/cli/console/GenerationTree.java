package io.github.reelstore.cli.console;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.ProjectWithGenerations.InputView;
import io.github.reelstore.domain.service.ProjectWithGenerations.TrackView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Videos as a tree, each with its prompt, file, images and audio. It keeps little of a video, whose texts may be long. */
public final class GenerationTree {

    private static final String BRANCH = "├─ ";
    private static final String LAST_BRANCH = "└─ ";
    private static final String TRUNK = "│  ";
    private static final String NO_TRUNK = "   ";

    private static final int MAX_LABEL = 40;

    /** Of a prompt or an error; JSON output has all of it. */
    private static final int MAX_TEXT = 2_000;

    private final Layout layout;
    private final Map<String, Integer> languages = new TreeMap<>();
    private final StringBuilder lines = new StringBuilder();
    private @Nullable GenerationView last;
    private int videos;

    /** A line below a video: a label, and either text or a file with its size. */
    private record Leaf(String label, String size, String value, boolean mayBeCut) {

        static Leaf text(String label, String value) {
            return new Leaf(label, "", value, true);
        }

        static Leaf file(String label, Optional<Long> size, BlobKey key, Optional<String> properties) {
            String value = key.value() + properties.map(text -> "  " + text).orElse("");
            // a role may be any text, and all labels are padded to the longest
            return new Leaf(
                    SafeText.cut(label, MAX_LABEL), size.map(Layout::size).orElse("?"), value, false);
        }
    }

    public GenerationTree(Layout layout) {
        this.layout = layout;
    }

    /** Adds a video. */
    public void add(GenerationView view) {
        videos++;
        languagesOf(view).forEach(language -> languages.merge(language, 1, Integer::sum));
        appendLast(false);
        last = view;
    }

    private void appendLast(boolean end) {
        if (last != null) {
            append(last, end);
        }
    }

    private static Stream<String> languagesOf(GenerationView view) {
        Stream<LanguageTag> first = view.audio().flatMap(AudioGeneration::language).stream();
        Stream<LanguageTag> further = view.audioTracks().stream().map(TrackView::language);
        return Stream.concat(first, further).map(LanguageTag::value).distinct();
    }

    /** Whether no video has been added. */
    public boolean isEmpty() {
        return videos == 0;
    }

    /** The lines of the videos, each terminated by a line feed. No video can be added afterwards. */
    public String render() {
        appendLast(true);
        return isEmpty() ? "No videos.\n" : layout.style().bold(Layout.count(videos, "video")) + "\n" + lines;
    }

    /** The number of videos with audio in each language, ordered by tag; empty if no video has audio. */
    public String languages() {
        if (languages.isEmpty()) {
            return "";
        }
        String all = " of " + Layout.count(videos, "video");
        return layout.style().bold("Languages") + "\n"
                + languages.entrySet().stream()
                        .map(language -> "  " + language.getKey() + "  " + language.getValue() + all + "\n")
                        .collect(Collectors.joining());
    }

    private void append(GenerationView view, boolean last) {
        VideoGeneration video = view.generation();
        String name = layout.cut(SafeText.cut(video.sceneId().orElse("no scene"), MAX_TEXT), layout.width() / 2);
        lines.append(last ? LAST_BRANCH : BRANCH)
                .append(layout.style().bold(name))
                .append(layout.style().dim("  " + SafeText.of(video.id().value())))
                .append("  ")
                .append(SafeText.of(video.status().value()))
                .append(video.model()
                        .map(model -> "  " + SafeText.cut(model, 30))
                        .orElse(""))
                .append('\n');
        append(leaves(view), last ? NO_TRUNK : TRUNK);
    }

    private void append(List<Leaf> leaves, String trunk) {
        int labels = leaves.stream()
                .mapToInt(leaf -> SafeText.width(leaf.label()))
                .max()
                .orElse(0);
        int sizes = leaves.stream().mapToInt(leaf -> leaf.size().length()).max().orElse(0);
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            String before =
                    trunk + (i == leaves.size() - 1 ? LAST_BRANCH : BRANCH) + SafeText.pad(leaf.label(), labels) + "  ";
            String size = leaf.mayBeCut() ? "" : " ".repeat(sizes - leaf.size().length()) + leaf.size() + "  ";
            String value = leaf.mayBeCut() ? layout.cut(leaf.value(), SafeText.width(before)) : leaf.value();
            lines.append(before).append(size).append(value).append('\n');
        }
    }

    private static List<Leaf> leaves(GenerationView view) {
        VideoGeneration video = view.generation();
        List<Leaf> leaves = new ArrayList<>();
        video.prompt().ifPresent(prompt -> leaves.add(Leaf.text("prompt", SafeText.cut(prompt, MAX_TEXT))));
        video.errorMessage().ifPresent(error -> leaves.add(Leaf.text("error", SafeText.cut(error, MAX_TEXT))));
        leaves.add(video.filePath()
                .map(key -> Leaf.file("video", video.byteSize(), key, properties(video)))
                .orElseGet(() -> Leaf.text("video", Layout.externalFile(video.videoPath()))));
        video.mediaInfo()
                .map(MediaInfo::warnings)
                .orElse(List.of())
                .forEach(warning -> leaves.add(Leaf.text("warning", SafeText.cut(warning, MAX_TEXT))));
        view.image().ifPresent(image -> leaves.add(image("image", image)));
        for (InputView input : view.inputs()) {
            leaves.add(image(input.role().value(), input.image()));
        }
        audio(view).forEach(leaves::add);
        return leaves;
    }

    private static Optional<String> properties(VideoGeneration video) {
        String properties = Stream.of(
                        video.durationMs().map(Layout::duration),
                        Layout.pixels(video.width(), video.height()),
                        video.frameRate().map(Layout::frameRate))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return Optional.of(properties).filter(text -> !text.isEmpty());
    }

    private static Leaf image(String label, ImageGeneration image) {
        return Leaf.file(label, image.byteSize(), image.filePath(), Layout.pixels(image.width(), image.height()));
    }

    /** The resolved audio, then the tracks. In a view for one language, the resolved audio may be a track; it is listed once. */
    private static Stream<Leaf> audio(GenerationView view) {
        Stream<Leaf> resolved =
                view
                        .audio()
                        .map(audio ->
                                audio(audio.language().map(Object::toString).orElse(""), audio))
                        .stream();
        Stream<Leaf> tracks = view.audioTracks().stream()
                .filter(track -> !Optional.of(track.audio()).equals(view.audio()))
                .map(GenerationTree::track);
        return Stream.concat(resolved, tracks);
    }

    private static Leaf track(TrackView track) {
        return audio(track.language().value(), track.audio());
    }

    private static Leaf audio(String language, AudioGeneration audio) {
        return Leaf.file(
                ("audio " + language).strip(),
                audio.byteSize(),
                audio.filePath(),
                audio.durationMs().map(Layout::duration));
    }
}
