package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.CliContext;
import io.github.reelstore.cli.console.Conversions;
import io.github.reelstore.cli.console.PagedOutput;
import io.github.reelstore.cli.console.SafeText;
import io.github.reelstore.cli.console.TextFile;
import io.github.reelstore.cli.console.TextTable;
import io.github.reelstore.cli.console.WrongUsage;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobDetails;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.Resolution;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.json.JsonObject;
import io.github.reelstore.json.LedgerJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reelstore job ...}. */
@Command(
        addMethodSubcommands = false,
        name = "job",
        description = "Requests paid results, once each, and follows the jobs that generate them.")
public final class JobCommands {

    private final CliContext context;

    public JobCommands(CliContext context) {
        this.context = context;
    }

    private JobService jobs() {
        return context.store().jobs();
    }

    @Command(
            name = "request",
            description = "Asks for a result: reuses an earlier one, joins a job that is not finished, or plans a job.",
            footer = {
                "An earlier result for the same request is reused if its files still exist; nothing is paid then. A planned job reserves"
                        + " its price of the budgets, and a worker (\"work\") sends it. The price is that of --price, or else that"
                        + " of the price table in --providers.",
                "With --list, all requests are admitted or none, and the sum of their prices is printed."
            })
    void request(
            @Mixin NewJobOptions options,
            @Mixin ProvidersOption providers,
            @Option(
                            names = "--list",
                            paramLabel = "FILE",
                            description =
                                    "request what this list has instead (- for standard input): a JSON object a line, with the"
                                            + " names of these options as its members (newTake, price); the options apply to what a"
                                            + " line leaves out")
                    @Nullable TextFile list) {
        if (list == null) {
            options.requireSingle();
        }
        NewJobOptions.Requests requests = options.in(context, providers);
        RequestedJobs requested = new RequestedJobs(context, context.store().jobs(providers.prices()));
        if (list == null) {
            requested.one(requests.of(Map::of));
        } else {
            List<NewJob> all = list.readAs(
                    stream -> new RequestList(requests::of).read(stream),
                    context.terminal().in());
            requested.all(all);
        }
    }

    @Command(name = "list", description = "Lists jobs, newest first.")
    void list(
            @Option(names = "--project", paramLabel = "ID", description = "only jobs of this project") @Nullable ProjectId project,
            @Option(
                            names = "--state",
                            paramLabel = "S",
                            description =
                                    "only jobs in this state: planned, submitting, submitted, downloading, succeeded, filtered,"
                                            + " failed, cancelled or outcome_unknown")
                    @Nullable JobState state,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "maximum number of jobs, 1 to 1000 (${DEFAULT-VALUE})")
                    PageRequest limit,
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description = "continue after this cursor, which the previous page prints")
                    @Nullable Cursor after) {
        JobFilter filter = new JobFilter(Optional.ofNullable(project), Optional.ofNullable(state));
        PageRequest page = after == null ? limit : limit.after(after);
        context.storeToRead();
        Function<PageRequest, Page<ProviderJob>> read = part -> jobs().list(filter, part);
        if (context.options().json) {
            PagedOutput.json(context.output(), read.andThen(JobCommands::asJson), page);
            return;
        }
        JobText text = new JobText(context.output().layout());
        TextTable table = text.table();
        Optional<Cursor> next = PagedOutput.each(read, page, job -> text.addTo(table, job));
        String selection = (project == null ? "" : " --project " + Messages.forShell(project.value()))
                + (state == null ? "" : " --state " + state);
        String again = context.command("job list" + selection + " --limit " + limit.limit());
        context.output()
                .print(
                        table.isEmpty()
                                ? none(selection)
                                : table.render() + MediaListing.more(next, SafeText.of(again)));
    }

    private String none(String selection) {
        String selected = selection.isEmpty() ? "" : " (" + SafeText.of(selection) + ")";
        return "No jobs" + selected + " in profile " + context.store().profile() + ".\n";
    }

    private static Page<JsonObject> asJson(Page<ProviderJob> page) {
        return new Page<>(page.items().stream().map(LedgerJson::job).toList(), page.next());
    }

    @Command(name = "show", description = "Shows a job with its results, its money and its failed attempts.")
    void show(@Parameters(paramLabel = "JOB", description = "the job") JobId id) {
        context.storeToRead();
        print(id);
    }

    private void print(JobId id) {
        JobDetails details = jobs().details(id);
        context.print(LedgerJson.details(details), layout -> new JobText(layout).details(details));
    }

    @Command(
            name = "watch",
            description = "Follows a job until it is finished, or all jobs until no worker can go on with one.",
            footer = {
                "On a terminal, one line shows how it goes; elsewhere, each change is a line. With --json, only the end is printed.",
                "Exit status 1 if the job has no result (it failed, was filtered or cancelled, or its outcome is unknown) or, without JOB, if"
                        + " the outcome of a job is unknown."
            })
    int watch(@Parameters(paramLabel = "JOB", arity = "0..1", description = "the job") @Nullable JobId id)
            throws InterruptedException {
        context.storeToRead();
        JobWatch watch = new JobWatch(context, jobs());
        return id == null ? watch.all() : watch.one(id);
    }

    @Command(
            name = "cancel",
            description = "Cancels a job. Its price is free again.",
            footer =
                    "A job that was sent already is cancelled at its provider, which needs --providers; many providers cannot cancel"
                            + " without charging, and then the job goes on.")
    void cancel(@Parameters(paramLabel = "JOB", description = "the job") JobId id, @Mixin ProvidersOption providers) {
        context.storeToWrite();
        ProviderJob job = jobs().get(id);
        if (job.state() != JobState.SUBMITTED) {
            jobs().cancel(id);
        } else if (providers.isGiven()) {
            providers.with(context, job.provider(), client -> jobs().cancel(id, client));
        } else {
            throw new WrongUsage("The job " + id + " was sent already; add --providers FILE to cancel it at "
                    + Messages.quoted(job.provider()) + ".");
        }
        print(id);
    }

    @Command(
            name = "resolve",
            description = "Records what you have found out about a job whose outcome is unknown.",
            footer = "Look at the provider first: a job that it has accepted and that is sent again is paid for twice.")
    void resolve(
            @Parameters(paramLabel = "JOB", description = "the job") JobId id,
            @Option(
                            names = "--accepted",
                            paramLabel = "OPERATION",
                            converter = Conversions.NotBlank.class,
                            description = "the provider has accepted it as this operation, which is polled from now on")
                    @Nullable String operation,
            @Option(
                            names = "--endpoint",
                            paramLabel = "E",
                            description = "with --accepted: where the operation is polled, if"
                                    + " not where the request was sent")
                    @Nullable String endpoint,
            @Option(names = "--send-again", description = "the provider has not accepted it: it is sent again")
                    boolean sendAgain,
            @Option(names = "--give-up", description = "the provider has not accepted it: it failed, and costs nothing")
                    boolean giveUp,
            @Option(
                            names = "--lost",
                            description =
                                    "the provider charges it, but its results cannot be downloaded: it ends with those that are stored,"
                                            + " and costs its price")
                    boolean lost) {
        if (endpoint != null && operation == null) {
            throw new WrongUsage("--endpoint requires --accepted.");
        }
        List<Resolution> decisions = Stream.of(
                        Optional.ofNullable(operation)
                                .<Resolution>map(name ->
                                        new Resolution.Accepted(new Operation(name, Optional.ofNullable(endpoint)))),
                        Optional.<Resolution>of(new Resolution.SendAgain()).filter(any -> sendAgain),
                        Optional.<Resolution>of(new Resolution.GiveUp()).filter(any -> giveUp),
                        Optional.<Resolution>of(new Resolution.Lost()).filter(any -> lost))
                .flatMap(Optional::stream)
                .toList();
        if (decisions.size() != 1) {
            String choice = "--accepted=<OPERATION> or --send-again or --give-up or --lost.";
            throw decisions.isEmpty()
                    ? WrongUsage.missing("Specify one of these: " + choice)
                    : new WrongUsage("Specify only one of these: " + choice);
        }
        context.storeToWrite();
        jobs().resolve(id, decisions.get(0));
        print(id);
    }

    @Command(
            name = "retry",
            description = "Asks again for what a failed, filtered or cancelled job was to generate, at the same price.")
    void retry(@Parameters(paramLabel = "JOB", description = "the job") JobId id) {
        context.storeToWrite();
        new RequestedJobs(context, jobs()).again(id);
    }
}
