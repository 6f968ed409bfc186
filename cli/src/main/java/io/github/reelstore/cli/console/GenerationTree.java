package io.github.reelstore.cli.console;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.ProjectWithGenerations.InputView;
import io.github.reelstore.domain.service.ProjectWithGenerations.TrackView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clips as a tree: under each its prompt, its files, its images and its speech. */
public final class GenerationTree {

    private static final String BRANCH = "├─ ";
    private static final String LAST_BRANCH = "└─ ";
    private static final String TRUNK = "│  ";
    private static final String NO_TRUNK = "   ";

    private final Layout layout;

    /** A line under a clip: what it is, and either some text or a file with its size. */
    private record Leaf(String label, String size, String value, boolean mayBeCut) {

        static Leaf text(String label, String value) {
            return new Leaf(label, "", value, true);
        }

        static Leaf file(String label, Optional<Long> size, BlobKey key, Optional<String> facts) {
            String value = key.value() + facts.map(text -> "  " + text).orElse("");
            return new Leaf(SafeText.of(label), size.map(Layout::size).orElse("?"), value, false);
        }
    }

    public GenerationTree(Layout layout) {
        this.layout = layout;
    }

    /** The lines, each with its end. */
    public String render(List<GenerationView> generations) {
        if (generations.isEmpty()) {
            return "No clips.\n";
        }
        StringBuilder lines =
                new StringBuilder(layout.style().bold(Layout.count(generations.size(), "clip"))).append('\n');
        for (int i = 0; i < generations.size(); i++) {
            append(lines, generations.get(i), i == generations.size() - 1);
        }
        return lines.toString();
    }

    private void append(StringBuilder lines, GenerationView view, boolean last) {
        VideoGeneration clip = view.generation();
        String name = layout.cut(clip.sceneId().orElse("no scene"), layout.width() / 2);
        lines.append(last ? LAST_BRANCH : BRANCH)
                .append(layout.style().bold(name))
                .append(layout.style().dim("  " + SafeText.of(clip.id().value())))
                .append("  ")
                .append(SafeText.of(clip.status().value()))
                .append(clip.model()
                        .map(model -> "  " + SafeText.cut(model, 30))
                        .orElse(""))
                .append('\n');
        append(lines, leaves(view), last ? NO_TRUNK : TRUNK);
    }

    private void append(StringBuilder lines, List<Leaf> leaves, String trunk) {
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
        VideoGeneration clip = view.generation();
        List<Leaf> leaves = new ArrayList<>();
        clip.prompt().ifPresent(prompt -> leaves.add(Leaf.text("prompt", prompt)));
        clip.errorMessage().ifPresent(error -> leaves.add(Leaf.text("error", error)));
        leaves.add(clip.filePath()
                .map(key -> Leaf.file("clip", clip.byteSize(), key, facts(clip)))
                .orElseGet(() -> Leaf.text("clip", Layout.outside(clip.videoPath()))));
        view.image().ifPresent(image -> leaves.add(image("image", image)));
        for (InputView input : view.inputs()) {
            leaves.add(image(input.role().value(), input.image()));
        }
        speech(view).forEach(leaves::add);
        return leaves;
    }

    private static Optional<String> facts(VideoGeneration clip) {
        String facts = Stream.of(clip.durationMs().map(Layout::length), Layout.pixels(clip.width(), clip.height()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return Optional.of(facts).filter(text -> !text.isEmpty());
    }

    private static Leaf image(String label, ImageGeneration image) {
        return Leaf.file(label, image.byteSize(), image.filePath(), Layout.pixels(image.width(), image.height()));
    }

    /** With a language asked for, the speech resolved may be one of the further tracks: it is shown once. */
    private static Stream<Leaf> speech(GenerationView view) {
        Stream<Leaf> resolved =
                view
                        .audio()
                        .map(audio ->
                                speech(audio.language().map(Object::toString).orElse(""), audio))
                        .stream();
        Stream<Leaf> further = view.audioTracks().stream()
                .filter(track -> !Optional.of(track.audio()).equals(view.audio()))
                .map(GenerationTree::track);
        return Stream.concat(resolved, further);
    }

    private static Leaf track(TrackView track) {
        return speech(track.language().value(), track.audio());
    }

    private static Leaf speech(String language, AudioGeneration audio) {
        return Leaf.file(
                ("speech " + language).strip(),
                audio.byteSize(),
                audio.filePath(),
                audio.durationMs().map(Layout::length));
    }
}
