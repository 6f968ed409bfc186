package io.github.reelstore.app.cli;

import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.service.Verification;
import io.github.reelstore.domain.service.Verification.Problem;
import io.github.reelstore.domain.service.VerificationService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reelstore verify}. */
@Command(
        name = "verify",
        description = "Looks whether the files are there that the profile's rows refer to. Changes nothing.",
        footer =
                "Kinds of problems: missing (no such file), size (another one than the row says), external (a clip of an adopted"
                        + " database whose file is outside of the store). Exit status 0 if there is none, 3 if there are some.")
final class VerifyCommand implements Callable<Integer> {

    static final int PROBLEMS_FOUND = 3;

    private final Session session;

    @Option(names = "--project", paramLabel = "ID", description = "only the rows of this project")
    private @Nullable ProjectId project;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        Verification result = session.store().verification().verify(Optional.ofNullable(project), listener(problems));
        session.print(
                new Verified(result.checked(), problems.stream().map(Item::of).toList()),
                layout -> text(layout, result, problems));
        return result.problems() == 0 ? CommandLine.ExitCode.OK : PROBLEMS_FOUND;
    }

    private static VerificationService.Listener listener(List<Problem> problems) {
        return problems::add;
    }

    private String text(Layout layout, Verification result, List<Problem> problems) {
        if (result.checked() == 0) {
            return "There is nothing to check: profile " + session.store().profile() + " has no rows.\n";
        }
        StringBuilder lines = new StringBuilder();
        for (Problem problem : problems) {
            lines.append(layout.style().red(kind(problem)))
                    .append("  ")
                    .append(SafeText.of(
                            problem.row() + problem.key().map(key -> "  " + key).orElse("")))
                    .append("  ")
                    .append(SafeText.of(problem.detail()))
                    .append('\n');
        }
        String count = problems.isEmpty() ? "no problems" : Layout.count(problems.size(), "problem");
        return lines + "Checked " + Layout.count(result.checked(), "row") + ": " + count + ".\n";
    }

    private static String kind(Problem problem) {
        return problem.kind().name().toLowerCase(Locale.ROOT);
    }

    private record Verified(long checked, List<Item> problems) {}

    private record Item(String kind, Optional<String> key, String row, String detail) {

        static Item of(Problem problem) {
            return new Item(
                    VerifyCommand.kind(problem), problem.key().map(Object::toString), problem.row(), problem.detail());
        }
    }
}
