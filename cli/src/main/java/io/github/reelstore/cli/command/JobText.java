package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.JobAttempt;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobDetails;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.LanguageTag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs as text. Where the provider has a result is never shown: it may be a signed URL. */
final class JobText {

    private final Layout layout;

    JobText(Layout layout) {
        this.layout = layout;
    }

    /** An empty table for one line per job. */
    TextTable table() {
        return new TextTable(layout, 1, "ID", "REQUEST", "KIND", "PROVIDER", "LANGUAGE", "STATE", "COST", "CREATED");
    }

    /** Adds a job to such a table. */
    void addTo(TextTable table, ProviderJob job) {
        table.row(
                job.id().value(),
                requestOf(job).flatMap(JobText::words).orElse("-"),
                JobRequest.nameOf(job.kind()),
                job.provider(),
                job.language().map(LanguageTag::value).orElse("-"),
                job.state().value(),
                job.cost().map(Money::toString).orElse("-"),
                layout.time(job.createdAt()));
    }

    private static Optional<String> words(JobRequest request) {
        return request.text().or(request::prompt);
    }

    private static Optional<JobRequest> requestOf(ProviderJob job) {
        try {
            return Optional.of(job.frozen());
        } catch (StorageException.InvalidInput e) {
            // stored by another program
            return Optional.empty();
        }
    }

    /** The answer to a request. */
    String requested(RequestedJob answer, Optional<Money> saved) {
        Details details = new Details(layout, headingOf(answer));
        about(details, answer.job());
        if (answer instanceof RequestedJob.Reused reused) {
            details.whole("reused from", reused.from())
                    .whole("saved", saved.map(Money::toString).orElse("a price that is not known"));
            return details.render() + results(reused.job(), reused.results());
        }
        return details.whole("price", answer.job().price().map(Money::toString).orElse("not known"))
                .render();
    }

    private static String headingOf(RequestedJob answer) {
        if (answer instanceof RequestedJob.Reused) {
            return "Reused the results of an earlier request; nothing is paid";
        }
        return answer instanceof RequestedJob.Joined
                ? "Joined an unfinished job for the same request; nothing more is paid"
                : "Planned a job";
    }

    private static void about(Details details, ProviderJob job) {
        details.whole("id", job.id())
                .whole("state", job.state())
                .whole("kind", JobRequest.nameOf(job.kind()))
                .text("provider", Optional.of(job.provider()))
                .text("model", job.model())
                .whole("project", job.projectId())
                .text("scene", job.sceneId());
    }

    /** All that is known about a job. */
    String details(JobDetails all) {
        ProviderJob job = all.job();
        Details details = new Details(layout, "Job " + job.id());
        about(details, job);
        Optional<JobRequest> request = requestOf(job);
        details.text("language", job.language())
                .text("voice", request.flatMap(JobRequest::voice))
                .text("prompt", request.flatMap(JobRequest::prompt))
                .text("text", request.flatMap(JobRequest::text))
                .text("seed", request.flatMap(JobRequest::seed))
                .text(
                        "parameters",
                        request.map(JobRequest::parameters)
                                .filter(json -> !json.members().isEmpty()));
        request.map(JobRequest::inputs)
                .orElse(List.of())
                .forEach(input -> details.whole(
                        input.role().value(),
                        input.image().map(Object::toString).orElse(input.hash().value())));
        if (job.take() > 0) {
            details.whole("take", job.take() + 1);
        }
        details.whole("operation", job.operationName())
                .text("endpoint", job.operationEndpoint().or(() -> request.flatMap(JobRequest::endpoint)))
                .text("credential", job.credential())
                .whole("price", job.price())
                .whole("charged", job.charged())
                .text("usage", job.usage())
                .whole("reused from", all.reusedFrom())
                .whole("reused", Optional.of(Layout.count(job.reuses(), "time")).filter(any -> job.reuses() > 0))
                .whole("created", layout.time(job.createdAt()))
                .whole("submitted", job.submittedAt().map(layout::time))
                .whole("expires", job.remoteExpiresAt().map(layout::time))
                .whole("finished", job.completedAt().map(layout::time))
                .whole("error", job.errorMessage());
        return details.render() + results(job, all.results()) + attempts(all.attempts()) + advice(job);
    }

    /** What to do with a job whose outcome is not known. */
    static String advice(ProviderJob job) {
        if (job.state() != JobState.OUTCOME_UNKNOWN) {
            return "";
        }
        return "It is not known whether the provider has accepted it, so it is not sent again. Look at the provider, and decide"
                + " with: reelstore job resolve " + job.id()
                + job.operationName()
                        .map(name -> " --accepted " + SafeText.of(Messages.forShell(name)))
                        .orElse("")
                + "\n";
    }

    private String results(ProviderJob job, List<JobResult> results) {
        if (results.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable(layout, 2, "RESULT", "STATE", "ID", "FILE");
        results.forEach(result -> table.row(
                JobRequest.nameOf(job.kind()) + " " + (result.position() + 1),
                result.state().value(),
                result.rowId().orElse("-"),
                result.filePath().map(BlobKey::value).orElse("-")));
        return "\n" + table.render();
    }

    private String attempts(List<JobAttempt> attempts) {
        if (attempts.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable(layout, 4, "FAILED", "TIMES", "WHILE", "CLASS", "MESSAGE");
        attempts.forEach(attempt -> table.row(
                layout.time(attempt.lastAt()),
                Long.toString(attempt.times()),
                attempt.state().value(),
                attempt.failure().value(),
                attempt.message()));
        int forgotten = attempts.get(attempts.size() - 1).number() - attempts.size();
        return "\n" + table.render()
                + (forgotten == 0
                        ? ""
                        : Layout.count(forgotten, "more failure") + " after the first " + JobAttempt.FIRST_KEPT
                                + " are not kept.\n");
    }

    /** A change of a job as one line. */
    static String change(ProviderJob job) {
        return Stream.concat(Stream.of(job.id().value(), job.state().value(), job.provider()), detail(job).stream())
                .map(SafeText::of)
                .collect(Collectors.joining("  "));
    }

    private static Optional<String> detail(ProviderJob job) {
        if (job.errorMessage().isPresent()) {
            return job.errorMessage();
        }
        if (!job.state().isActive()) {
            return job.cost().map(Money::toString);
        }
        return job.operationName().filter(any -> job.state() == JobState.SUBMITTED);
    }
}
