package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.TextStyle;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.Ingredient;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StandingTake;
import java.util.stream.Collectors;

/** Cells of a storyboard as text: each state is a symbol and a word, since colours are not everywhere. */
final class CellText {

    private CellText() {}

    /** A state, such as {@code ~ stale}. */
    static String state(CellState state) {
        return state.symbol() + " " + state.words();
    }

    static String coloured(TextStyle style, CellState state, String text) {
        return switch (state) {
            case MISSING -> style.dim(text);
            case FAILED -> style.red(text);
            case STALE, TOO_LONG -> style.yellow(text);
            case PRESENT -> style.green(text);
            case PLANNED, UNKNOWN -> text;
        };
    }

    /** A state with what it is about, such as {@code ~ stale: text} or {@code > too long: 1.2 s}. */
    static String detailed(Cell cell) {
        return state(cell.state()) + detail(cell);
    }

    /** What a state is about, after a colon; empty if there is nothing to say. */
    static String detail(Cell cell) {
        return switch (cell.state()) {
            case STALE ->
                ": " + cell.changed().stream().sorted().map(Ingredient::value).collect(Collectors.joining(", "))
                        + cell.error()
                                .map(error -> cell.undecided()
                                        ? "; " + error
                                        : "; the last job failed" + (error.isBlank() ? "" : ": " + error))
                                .orElse("");
            case TOO_LONG ->
                cell.overrunMs().map(ms -> ": " + Layout.duration(ms)).orElse("");
            case FAILED ->
                cell.error()
                        .filter(error -> !error.isBlank())
                        .map(error -> ": " + error)
                        .orElse("");
            default -> "";
        };
    }

    /** The track of a cell, and the language of audio: {@code audio vi}. */
    static String track(CellKey key) {
        return JobRequest.nameOf(key.track())
                + key.language().map(LanguageTag::value).map(tag -> " " + tag).orElse("");
    }

    /** Why a take stands: it was chosen, or it is the newest. */
    static String why(StandingTake standing) {
        if (standing.take().isEmpty()) {
            return "-";
        }
        if (standing.lostChoice()) {
            return "the newest (the chosen one is not a take any more)";
        }
        return standing.choice()
                .filter(choice -> choice.takeId().isPresent())
                .map(CellText::chosen)
                .orElse("the newest");
    }

    private static String chosen(Selection choice) {
        return "chosen"
                + choice.reason()
                        .filter(reason -> !reason.isBlank())
                        .map(reason -> ": " + reason)
                        .orElse("");
    }
}
