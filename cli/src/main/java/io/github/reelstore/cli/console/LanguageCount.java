package io.github.reelstore.cli.console;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.ProjectWithGenerations.TrackView;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The number of videos with audio in a language.
 *
 * @param language the language
 * @param videos how many have audio in it, as their first audio or as a track
 */
public record LanguageCount(String language, long videos) {

    /** The languages of the videos, ordered by tag. */
    public static List<LanguageCount> of(List<GenerationView> generations) {
        return generations.stream()
                .flatMap(LanguageCount::languages)
                .collect(groupingBy(String::valueOf, TreeMap::new, counting()))
                .entrySet()
                .stream()
                .map(entry -> new LanguageCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Stream<String> languages(GenerationView view) {
        Stream<LanguageTag> first = view.audio().flatMap(AudioGeneration::language).stream();
        Stream<LanguageTag> further = view.audioTracks().stream().map(TrackView::language);
        return Stream.concat(first, further).map(LanguageTag::value).distinct();
    }
}
