package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.Matrix;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.Cell;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.StoryboardScene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A storyboard as a matrix: a row for each scene, a column for each track and language. */
final class BoardText {

    /** How many cells are explained below the matrix. */
    private static final int EXPLAINED = 10;

    private final Layout layout;
    private final CliContext context;

    BoardText(Layout layout, CliContext context) {
        this.layout = layout;
        this.context = context;
    }

    /** A column: a track, and the language of audio. */
    private record Column(MediaKind track, Optional<LanguageTag> language) {

        String heading() {
            return language.map(LanguageTag::value)
                    .orElse(JobRequest.nameOf(track))
                    .toUpperCase(Locale.ROOT);
        }
    }

    String of(Storyboard board) {
        if (board.scenes().isEmpty()) {
            return "No scenes. Add one: "
                    + SafeText.of(context.command("scene add "
                            + SceneCommands.argument(board.project().id()) + " --prompt \"...\""))
                    + "\n";
        }
        return matrix(board) + "\n" + legend(board) + explained(board) + next(board);
    }

    private String matrix(Storyboard board) {
        List<Column> columns = columns(board);
        Matrix matrix = new Matrix(
                layout, "SCENE", columns.stream().map(Column::heading).toList());
        for (StoryboardScene scene : board.scenes()) {
            matrix.add(
                    nameOf(scene.scene()),
                    columns.stream()
                            .map(column -> scene.cell(column.track(), column.language()))
                            .map(this::cell)
                            .toList());
        }
        return matrix.render();
    }

    private static List<Column> columns(Storyboard board) {
        List<Column> columns = new ArrayList<>();
        if (cells(board).anyMatch(cell -> cell.key().track() == MediaKind.IMAGE)) {
            columns.add(new Column(MediaKind.IMAGE, Optional.empty()));
        }
        columns.add(new Column(MediaKind.VIDEO, Optional.empty()));
        board.languages().forEach(language -> columns.add(new Column(MediaKind.AUDIO, Optional.of(language))));
        return columns;
    }

    private static String nameOf(Scene scene) {
        return scene.sceneId() + scene.title().map(title -> "  " + title).orElse("");
    }

    private Matrix.Cell cell(Optional<Cell> cell) {
        if (cell.isEmpty()) {
            return new Matrix.Cell("", UnaryOperator.identity());
        }
        CellState state = cell.get().state();
        return new Matrix.Cell(CellText.state(state), text -> CellText.coloured(layout.style(), state, text));
    }

    private static Stream<Cell> cells(Storyboard board) {
        return board.scenes().stream().flatMap(scene -> scene.cells().stream());
    }

    private String legend(Storyboard board) {
        Map<CellState, Integer> counts = new EnumMap<>(CellState.class);
        cells(board).forEach(cell -> counts.merge(cell.state(), 1, Integer::sum));
        StringBuilder lines = new StringBuilder();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .forEach(count -> lines.append(layout.cut(
                                count.getKey().symbol() + " " + count.getValue() + " "
                                        + count.getKey().words() + ": "
                                        + count.getKey().meaning(),
                                0))
                        .append('\n'));
        return lines.toString();
    }

    /** What is stale, too long or failed, and why; and which translations are outdated. */
    private String explained(Storyboard board) {
        List<String> notes = Stream.concat(
                        cells(board)
                                .filter(cell -> !CellText.detail(cell).isEmpty())
                                .map(cell -> TakeText.nameOf(cell.key()) + ": " + CellText.detailed(cell)),
                        board.scenes().stream()
                                .flatMap(scene -> scene.outdated().stream()
                                        .sorted(Comparator.comparing(LanguageTag::value))
                                        .map(language -> scene.scene().sceneId() + ", line " + language
                                                + ": what it was translated from has changed")))
                .toList();
        if (notes.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder("\n");
        notes.stream()
                .limit(EXPLAINED)
                .forEach(note -> lines.append(layout.cut(note, 0)).append('\n'));
        if (notes.size() > EXPLAINED) {
            lines.append("and ").append(notes.size() - EXPLAINED).append(" more, which scene show has\n");
        }
        return lines.toString();
    }

    private String next(Storyboard board) {
        boolean incomplete = cells(board).anyMatch(cell -> switch (cell.state()) {
            case MISSING, FAILED, STALE -> true;
            default -> false;
        });
        return incomplete
                ? "\nWhat it takes to complete it: "
                        + SafeText.of(context.command("storyboard plan "
                                + SceneCommands.argument(board.project().id())))
                        + "\n"
                : "";
    }
}
