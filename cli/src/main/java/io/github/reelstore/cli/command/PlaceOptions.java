package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.storyboard.board.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the place of a scene in its project. */
final class PlaceOptions {

    private static final String CHOICE = "--first or --last or --before=<SCENE> or --after=<SCENE>.";

    @Option(names = "--first", description = "before all scenes")
    private boolean first;

    @Option(names = "--last", description = "after all scenes")
    private boolean last;

    @Option(
            names = "--before",
            paramLabel = "SCENE",
            converter = Conversions.AnyId.class,
            description = "directly before this scene")
    private @Nullable String before;

    @Option(
            names = "--after",
            paramLabel = "SCENE",
            converter = Conversions.AnyId.class,
            description = "directly after this scene")
    private @Nullable String after;

    Optional<Place> place() {
        List<Place> places = Stream.of(
                        Optional.of(Place.FIRST).filter(any -> first),
                        Optional.of(Place.LAST).filter(any -> last),
                        Optional.ofNullable(before).<Place>map(Place.Before::new),
                        Optional.ofNullable(after).<Place>map(Place.After::new))
                .flatMap(Optional::stream)
                .toList();
        if (places.size() > 1) {
            throw new WrongUsage("Specify only one of these: " + CHOICE);
        }
        return places.stream().findFirst();
    }

    Place required() {
        return place().orElseThrow(() -> WrongUsage.missing("Specify one of these: " + CHOICE));
    }
}
