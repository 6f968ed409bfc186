package io.github.reelstore.domain.storyboard.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.storyboard.Storyboard;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The least set of requests that makes the cells of a storyboard present.
 *
 * @param storyboard the storyboard that it is made from
 * @param cells what is done about each cell that is not present, in the order of the scenes
 */
public record StoryboardPlan(Storyboard storyboard, List<PlannedCell> cells) {

    public StoryboardPlan {
        cells = List.copyOf(cells);
    }

    /**
     * What the plan does, as a digest: two plans have the same one if they do the same about the same cells, for the same prices. So a plan that
     * was shown can be compared with the one that is about to be requested.
     */
    public String digest() {
        MessageDigest digest = ContentHash.newDigest();
        cells.forEach(planned -> digest.update((planned.cell().key() + " " + planned.step() + "\n").getBytes(UTF_8)));
        return ContentHash.of(digest).value();
    }

    /**
     * Returns this plan, if it is the one that was shown.
     *
     * @param shown the {@link #digest} of that one; empty if none was
     * @throws StorageException.Conflict if it is another one by now
     */
    public StoryboardPlan ifShown(Optional<String> shown) {
        if (shown.isPresent() && !shown.get().equals(digest())) {
            throw new StorageException.Conflict(
                    "plan",
                    "The plan is not the one with this digest any more; nothing was requested. Read the plan again.");
        }
        return this;
    }

    /** The requests that are paid. */
    public List<PlannedCell.Step.Request> requests() {
        return cells.stream()
                .flatMap(cell ->
                        cell.step() instanceof PlannedCell.Step.Request request ? Stream.of(request) : Stream.empty())
                .toList();
    }

    /** What they cost, one sum for each currency, ordered by its code; requests without a known price are not in it. */
    public List<Money> total() {
        return sums(requests().stream().flatMap(request -> request.price().stream()));
    }

    /**
     * What the videos cost that wait for their images, and that a further plan requests: one sum for each currency, ordered by its code. It is not
     * in the {@link #total}.
     */
    public List<Money> laterTotal() {
        return sums(cells.stream()
                .flatMap(cell ->
                        cell.step() instanceof PlannedCell.Step.Wait wait ? wait.price().stream() : Stream.empty()));
    }

    private static List<Money> sums(Stream<Money> prices) {
        Map<Currency, Money> sums = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        prices.forEach(price -> sums.merge(price.currency(), price, Money::plus));
        return List.copyOf(sums.values());
    }

    /** The number of requests whose price is not known. */
    public long unpriced() {
        return requests().stream().filter(request -> request.price().isEmpty()).count();
    }
}
