package io.github.reelstore.app;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The writes that the store confirmed to each {@link WriterProcess}, without what it confirmed as deleted. */
final class ConfirmedWrites {

    private final Set<String> projects = new HashSet<>();
    private final Set<Pair> pairs = new HashSet<>();

    private record Pair(String project, String image, String audio, String video) {}

    /** Adds a line of a process's output; the lines of one project must be in order. */
    void add(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "project" -> projects.add(words[1]);
            case "pair" -> pairs.add(new Pair(words[1], words[2], words[3], words[4]));
            case "deleted" -> {
                projects.remove(words[1]);
                pairs.removeIf(pair -> pair.project.equals(words[1]));
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    /** The ids of the rows that must exist, by table. */
    Map<String, List<String>> ids() {
        return Map.of(
                "video_projects", List.copyOf(projects),
                "image_generations", ofPairs(Pair::image),
                "audio_generations", ofPairs(Pair::audio),
                "veo3_video_generations", ofPairs(Pair::video));
    }

    /** The ids of each video, after those of its image and audio. */
    List<String> videosOfPairs() {
        return ofPairs(pair -> pair.image + " " + pair.audio + " " + pair.video);
    }

    private List<String> ofPairs(Function<Pair, String> id) {
        return pairs.stream().map(id).toList();
    }
}
