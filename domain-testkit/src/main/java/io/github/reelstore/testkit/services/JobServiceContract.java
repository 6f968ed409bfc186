package io.github.reelstore.testkit.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.BudgetStatus;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.CostLine;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobRequestBuilder;
import io.github.reelstore.domain.ledger.JobResult;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.Price;
import io.github.reelstore.domain.ledger.PriceTable;
import io.github.reelstore.domain.ledger.ProviderJob;
import io.github.reelstore.domain.ledger.jobs.JobService;
import io.github.reelstore.domain.ledger.jobs.NewJob;
import io.github.reelstore.domain.ledger.jobs.RequestedJob;
import io.github.reelstore.domain.ledger.worker.JobWorker;
import io.github.reelstore.domain.ledger.worker.ProviderSetup;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.JobFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.board.TakeService;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract tests for {@link JobService}; see {@link ServicesFixture}. */
public abstract class JobServiceContract {

    private static final PriceTable PRICES = new PriceTable(List.of(new Price(
            "painter",
            Optional.empty(),
            new Price.Basis.PerRequest(),
            Money.parse("0.04 USD"),
            LocalDate.parse("2000-01-01"),
            Optional.empty())));

    @RegisterExtension
    final StoreUnderTest store = new StoreUnderTest();

    private final ScriptedProvider provider = new ScriptedProvider();

    private JobService jobs() {
        return store.jobs(store.alice(), PRICES);
    }

    private static JobRequest image(String prompt) {
        return JobRequest.builder()
                .provider("painter")
                .kind(MediaKind.IMAGE)
                .model("canvas")
                .prompt(prompt)
                .build();
    }

    private static NewJob job(VideoProject project, String prompt) {
        return new NewJob(image(prompt), project.id());
    }

    private ProviderJob planned(NewJob job) {
        RequestedJob requested = jobs().request(job);
        assertThat(requested).isInstanceOf(RequestedJob.Planned.class);
        return requested.job();
    }

    private void work() {
        try (JobWorker worker =
                store.startWorker(store.alice(), new ProviderSetup("painter", provider, "key", 4, 60_000))) {
            assertThat(worker.awaitIdle(Duration.ofSeconds(60))).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<JobResult> reused(NewJob job) {
        RequestedJob requested = jobs().request(job);
        assertThat(requested).isInstanceOf(RequestedJob.Reused.class);
        return ((RequestedJob.Reused) requested).results();
    }

    private static ImageId rowOf(JobResult result) {
        return new ImageId(result.rowId().orElseThrow());
    }

    private int countJobs() {
        return jobs().list(JobFilter.ALL, PageRequest.first(1_000)).items().size();
    }

    @Test
    void aRequestIsPlannedWithItsPrice() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob planned = planned(job(project, "a lake").withScene("3"));
        ProviderJob read = jobs().get(planned.id());
        assertThat(read).isEqualTo(planned);
        assertThat(read.state()).isEqualTo(JobState.PLANNED);
        assertThat(read.frozen()).isEqualTo(image("a lake"));
        assertThat(read.projectId()).isEqualTo(project.id());
        assertThat(read.sceneId()).contains("3");
        assertThat(read.price()).contains(Money.parse("0.04 USD"));
        assertThat(read.charged()).isEmpty();
        assertThat(jobs().list(JobFilter.of(project.id()), PageRequest.first(5)).items())
                .containsExactly(read);
        assertThat(jobs().active()).containsOnlyKeys(JobState.PLANNED).containsEntry(JobState.PLANNED, 1L);
    }

    @Test
    void theSameRequestJoinsTheOneThatRuns() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob first = planned(job(project, "a lake"));
        RequestedJob second = jobs().request(job(project, "a lake").withScene("elsewhere"));
        assertThat(second).isEqualTo(new RequestedJob.Joined(first));
        assertThat(planned(job(project, "a hill")).id()).isNotEqualTo(first.id());
        assertThat(countJobs()).isEqualTo(2);
    }

    @Test
    void anotherTakeIsAskedForOnPurpose() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob first = planned(job(project, "a lake"));
        ProviderJob second = planned(job(project, "a lake").asNewTake());
        assertThat(second.take()).isEqualTo(first.take() + 1);
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(jobs().request(job(project, "a lake")))
                .as("the last take answers")
                .isEqualTo(new RequestedJob.Joined(second));
    }

    @Test
    void aStoredResultIsReusedForNothing() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob done = planned(job(project, "a lake"));
        work();
        List<JobResult> results = reused(job(project, "a lake"));
        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(store.alice()
                                .generations()
                                .getImage(rowOf(result))
                                .filePath())
                        .isEqualTo(result.filePath().orElseThrow()));
        assertThat(jobs().get(done.id()).reuses()).isEqualTo(1);
        assertThat(countJobs()).isEqualTo(1);
        CostLine line = jobs().costs(CostDimension.PROVIDER, Optional.empty(), TimeRange.ALWAYS)
                .get(0);
        assertThat(line.chargedNanos()).isEqualTo(40_000_000);
        assertThat(line.savedNanos()).isEqualTo(40_000_000);
        assertThat(line.reuses()).isEqualTo(1);
    }

    /** Something happens after the first read. */
    private record ThenOnce(Transactions transactions, AtomicReference<Runnable> next) implements Transactions {

        @Override
        public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
            return transactions.inTransaction(profile, work);
        }

        @Override
        public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
            T read = transactions.readOnly(profile, work);
            next.getAndSet(() -> {}).run();
            return read;
        }

        @Override
        public void close() {
            transactions.close();
        }
    }

    @Test
    void aJobThatFinishesWhileItIsAskedForIsNotPaidAgain() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob running = planned(job(project, "a lake"));
        Transactions interrupted = new ThenOnce(store.transactions(), new AtomicReference<>(this::work));
        RequestedJob answer = store.jobs(store.alice(), PRICES, interrupted).request(job(project, "a lake"));
        assertThat(answer).isInstanceOf(RequestedJob.Reused.class);
        assertThat(answer.job().id()).isEqualTo(running.id());
        assertThat(countJobs()).isEqualTo(1);
    }

    @Test
    void anEarlierTakeAnswersIfTheLastOneIsDamaged() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob first = planned(job(project, "a lake"));
        work();
        planned(job(project, "a lake").asNewTake());
        work();
        ImageGeneration last = store.alice()
                .generations()
                .getImage(rowOf(reused(job(project, "a lake")).get(0)));
        byte[] damaged = SampleDrafts.damaged(store.bytesOf(last.filePath()));
        store.alice().generations().deleteImage(last.id());
        store.replaceFile(last.filePath(), damaged);
        RequestedJob answer = jobs().request(job(project, "a lake"));
        assertThat(answer).isInstanceOf(RequestedJob.Reused.class);
        assertThat(answer.job().id()).isEqualTo(first.id());
    }

    @Test
    void aResultThatWasRejectedInTheProjectIsNotUsedAgain() {
        VideoProject project = store.alice().newProject("p");
        planned(job(project, "a lake").withScene("1"));
        work();
        JobResult rejected = reused(job(project, "a lake").withScene("1")).get(0);
        TakeService takes = new TakeService(store.transactions(), store.alice().profile());
        takes.reject(project.id(), MediaKind.IMAGE, rowOf(rejected).value(), "blurred");

        planned(job(project, "a lake").withScene("1"));
        work();

        JobResult second = reused(job(project, "a lake").withScene("1")).get(0);
        assertThat(second.rowId()).isNotEqualTo(rejected.rowId());
        takes.choose(project.id(), CellKey.image("1"), rowOf(rejected).value(), Optional.empty());
        VideoProject other = store.alice().newProject("other");
        assertThat(jobs().request(job(other, "a lake"))).isInstanceOf(RequestedJob.Reused.class);
    }

    @Test
    void aResultThatWasRejectedInTheProjectIsNotUsedAgainFromACopyOfIt() {
        NewJob one = job(store.alice().newProject("one"), "a lake").withScene("1");
        NewJob other = job(store.alice().newProject("other"), "a lake").withScene("1");
        planned(one);
        work();
        JobResult rejected = reused(one).get(0);
        JobResult copy = reused(other).get(0);
        TakeService takes = new TakeService(store.transactions(), store.alice().profile());
        takes.reject(one.projectId(), MediaKind.IMAGE, rowOf(rejected).value(), "blurred");

        assertThat(reused(other)).as("not rejected there").containsExactly(copy);
        planned(one);
        work();
        JobResult second = reused(one).get(0);
        assertThat(second.contentHash()).isNotEqualTo(rejected.contentHash());

        takes.reject(other.projectId(), MediaKind.IMAGE, rowOf(copy).value(), "blurred");
        assertThat(reused(other.withScene("2")).get(0).contentHash()).isEqualTo(second.contentHash());
    }

    @Test
    void severalPricesAreThoseOfTheRequestsInTheirOrder() {
        VideoProject project = store.alice().newProject("p");
        NewJob unknown = new NewJob(
                JobRequest.builder()
                        .provider("singer")
                        .kind(MediaKind.AUDIO)
                        .text("la")
                        .build(),
                project.id());
        assertThat(jobs().pricesOf(List.of(
                        unknown, job(project, "a lake"), job(project, "a hill").withPrice(Money.parse("1 EUR")))))
                .containsExactly(
                        Optional.empty(), Optional.of(Money.parse("0.04 USD")), Optional.of(Money.parse("1 EUR")));
        assertThat(jobs().pricesOf(List.of())).isEmpty();
        planned(job(project, "a lake"));
        assertThat(jobs().priceOf(job(project, "a lake")))
                .as("that of a new job, even if one runs")
                .contains(Money.parse("0.04 USD"));
    }

    @Test
    void aRequestForNothingIsRefused() {
        VideoProject project = store.alice().newProject("p");
        JobRequest nothing = JobRequest.builder()
                .provider("painter")
                .kind(MediaKind.IMAGE)
                .model("canvas")
                .build();
        store.assertRefused(
                StorageException.InvalidInput.class, () -> jobs().request(new NewJob(nothing, project.id())));
    }

    @Test
    void aDeletedResultIsBroughtBackWhileItsFileExists() {
        VideoProject project = store.alice().newProject("p");
        planned(job(project, "a lake"));
        work();
        ImageId first = rowOf(reused(job(project, "a lake")).get(0));
        byte[] bytes = store.bytesOf(store.alice().generations().getImage(first).filePath());
        store.alice().generations().deleteImage(first);
        JobResult back = reused(job(project, "a lake")).get(0);
        ImageGeneration row = store.alice().generations().getImage(rowOf(back));
        assertThat(store.bytesOf(row.filePath())).isEqualTo(bytes);
        assertThat(row.prompt()).contains("a lake");
        assertThat(reused(job(project, "a lake"))).as("once").containsExactly(back);

        store.alice().generations().deleteImage(row.id());
        store.collectAllNow();
        assertThat(jobs().request(job(project, "a lake"))).isInstanceOf(RequestedJob.Planned.class);
    }

    @Test
    void aDamagedResultIsNotReused() {
        VideoProject project = store.alice().newProject("p");
        planned(job(project, "a lake"));
        work();
        ImageGeneration row = store.alice()
                .generations()
                .getImage(rowOf(reused(job(project, "a lake")).get(0)));
        byte[] damaged = SampleDrafts.damaged(store.bytesOf(row.filePath()));
        store.alice().generations().deleteImage(row.id());
        store.replaceFile(row.filePath(), damaged);
        assertThat(jobs().request(job(project, "a lake"))).isInstanceOf(RequestedJob.Planned.class);
    }

    @Test
    void aResultOfAnotherProjectIsStoredThereTooOnce() {
        VideoProject one = store.alice().newProject("one");
        VideoProject other = store.alice().newProject("other");
        ProviderJob paid = planned(job(one, "a lake"));
        work();
        JobResult original = reused(job(one, "a lake")).get(0);
        JobResult copy = reused(job(other, "a lake")).get(0);
        assertThat(copy.filePath()).as("the file is shared").isEqualTo(original.filePath());
        assertThat(store.alice().generations().getImage(rowOf(copy)).projectId())
                .contains(other.id());
        assertThat(reused(job(other, "a lake"))).containsExactly(copy);
        assertThat(jobs().request(job(other, "a lake"))).isInstanceOfSatisfying(RequestedJob.Reused.class, again -> {
            assertThat(again.from()).isEqualTo(paid.id());
            assertThat(jobs().details(again.job().id()).reusedFrom()).contains(paid.id());
        });
        assertThat(jobs().details(paid.id()).reusedFrom()).isEmpty();
        assertThat(jobs().get(paid.id()).reuses())
                .as("all of them saved its price")
                .isEqualTo(4);
        assertThat(store.files()).hasSize(1);
        assertThat(store.rows(store.alice().profile()).images()).hasSize(2);
        long charged = 0;
        for (CostLine line : jobs().costs(CostDimension.PROJECT, Optional.empty(), TimeRange.ALWAYS)) {
            charged += line.chargedNanos();
        }
        assertThat(charged).isEqualTo(paid.price().orElseThrow().nanos());
    }

    /** Something happens before a write transaction. */
    private record BeforeWrite(Transactions transactions, AtomicInteger number, Runnable action)
            implements Transactions {

        @Override
        public <T, E extends Exception> T inTransaction(ProfileId profile, Work<T, E> work) throws E {
            if (number.decrementAndGet() == 0) {
                action.run();
            }
            return transactions.inTransaction(profile, work);
        }

        @Override
        public <T, E extends Exception> T readOnly(ProfileId profile, Work<T, E> work) throws E {
            return transactions.readOnly(profile, work);
        }

        @Override
        public void close() {
            transactions.close();
        }
    }

    /** Makes a request twice: the second one comes before the numbered write transaction of the first one. */
    private void assertBothReuse(NewJob job, int write) {
        List<RequestedJob> answers = new ArrayList<>();
        Transactions interrupted =
                new BeforeWrite(store.transactions(), new AtomicInteger(write), () -> answers.add(jobs().request(job)));
        StoreUnderTest.Services services = new StoreUnderTest.Services(
                interrupted, store.blobs(), store.newIds(), store.alice().profile());
        answers.add(store.jobs(services, PRICES, interrupted).request(job));
        assertThat(answers)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(RequestedJob.Reused.class, reused -> {
                    ProviderJob only = answers.get(0).job();
                    assertThat(reused.job().id()).isEqualTo(only.id());
                    assertThat(reused.results())
                            .hasSize(1)
                            .isEqualTo(jobs().details(only.id()).results());
                }));
    }

    /** Before the job is copied, and before the row of the copy is stored. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void twoRequestsAtOnceStoreAResultOfAnotherProjectOnce(int write) {
        VideoProject one = store.alice().newProject("one");
        VideoProject other = store.alice().newProject("other");
        ProviderJob paid = planned(job(one, "a lake"));
        work();
        assertBothReuse(job(other, "a lake"), write);
        assertThat(countJobs()).isEqualTo(2);
        assertThat(store.rows(store.alice().profile()).images()).hasSize(2);
        assertThat(jobs().get(paid.id()).reuses()).isEqualTo(2);
    }

    @Test
    void twoRequestsAtOnceBringADeletedResultBackOnce() {
        VideoProject project = store.alice().newProject("p");
        planned(job(project, "a lake"));
        work();
        store.alice()
                .generations()
                .deleteImage(rowOf(reused(job(project, "a lake")).get(0)));
        assertBothReuse(job(project, "a lake"), 1);
        assertThat(countJobs()).isOne();
        assertThat(store.rows(store.alice().profile()).images()).hasSize(1);
    }

    @Test
    void eachProfileHasItsOwnJobsAndResults() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob done = planned(job(project, "a lake"));
        work();
        JobService bobs = store.jobs(store.bob(), PRICES);
        store.assertRefused(StorageException.NotFound.class, () -> bobs.get(done.id()));
        store.assertRefused(StorageException.NotFound.class, () -> bobs.details(done.id()));
        store.assertRefused(StorageException.NotFound.class, () -> bobs.cancel(done.id()));
        store.assertRefused(StorageException.NotFound.class, () -> bobs.retry(done.id()));
        store.assertRefused(StorageException.NotFound.class, () -> bobs.request(job(project, "a lake")));
        assertThat(bobs.list(JobFilter.ALL, PageRequest.first(5)).items()).isEmpty();
        VideoProject own = store.bob().newProject("own");
        assertThat(bobs.request(job(own, "a lake"))).isInstanceOf(RequestedJob.Planned.class);
    }

    @Test
    void aProjectAndAnInputMustExist() {
        store.assertRefused(
                StorageException.NotFound.class,
                () -> jobs().request(new NewJob(image("a lake"), new ProjectId("missing"))));
        store.assertRefused(StorageException.NotFound.class, () -> jobs().get(new JobId("missing")));
        assertThat(countJobs()).isZero();
    }

    @Test
    void aBudgetAdmitsExactlyItsLimit() {
        VideoProject project = store.alice().newProject("p");
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, Money.parse("0.12 USD"));
        for (int i = 0; i < 3; i++) {
            planned(job(project, "lake " + i));
        }
        StorageException refused = store.assertRefused(
                StorageException.BudgetExceeded.class, () -> jobs().request(job(project, "one more")));
        assertThat(refused)
                .hasMessage(
                        "The budget (0.12 USD a day) has 0 USD left, and this costs 0.04 USD; nothing was requested."
                                + " Raise the budget, or wait for its next period.");
        assertThat(countJobs()).isEqualTo(3);
        assertThat(jobs().budgets())
                .singleElement()
                .satisfies(status -> assertThat(status.left()).isEqualTo(Money.parse("0 USD")));
        assertThat(jobs().request(job(project, "lake 1")))
                .as("what runs already costs nothing")
                .isInstanceOf(RequestedJob.Joined.class);
        store.clock.advance(Duration.ofDays(1));
        planned(job(project, "one more"));
    }

    @Test
    void aBudgetOfNothingAdmitsNothingThatCosts() {
        VideoProject project = store.alice().newProject("p");
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0 USD"));
        store.assertRefused(StorageException.BudgetExceeded.class, () -> jobs().request(job(project, "a lake")));
        planned(job(project, "a lake").withPrice(Money.parse("0 USD")));
    }

    @Test
    void aBudgetThatIsPassedAdmitsWhatCostsNothing() {
        VideoProject project = store.alice().newProject("p");
        planned(job(project, "a lake"));
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0.01 USD"));
        store.assertRefused(StorageException.BudgetExceeded.class, () -> jobs().request(job(project, "a hill")));
        planned(job(project, "a hill").withPrice(Money.parse("0 USD")));
    }

    @Test
    void everyBudgetThatCoversAJobCounts() {
        VideoProject project = store.alice().newProject("p");
        VideoProject other = store.alice().newProject("other");
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("1 USD"));
        jobs().setBudget(BudgetScope.PROJECT, project.id().value(), BudgetPeriod.MONTH, Money.parse("0.05 USD"));
        jobs().setBudget(BudgetScope.PROVIDER, "singer", BudgetPeriod.DAY, Money.parse("0 USD"));
        planned(job(project, "a lake"));
        store.assertRefused(StorageException.BudgetExceeded.class, () -> jobs().request(job(project, "a hill")));
        planned(job(other, "a hill"));
        assertThat(jobs().budgets())
                .filteredOn(status -> status.budget().scope() == BudgetScope.PROFILE)
                .extracting(BudgetStatus::spent)
                .as("the refused one has reserved nothing")
                .containsExactly(Money.parse("0.08 USD"));
    }

    @Test
    void aBudgetCountsWhatWasSpentBeforeItWasSet() {
        VideoProject project = store.alice().newProject("p");
        planned(job(project, "a lake"));
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, Money.parse("0.05 USD"));
        store.assertRefused(StorageException.BudgetExceeded.class, () -> jobs().request(job(project, "a hill")));
    }

    @Test
    void aBudgetHasOneCurrencyAndNeedsAPrice() {
        VideoProject project = store.alice().newProject("p");
        jobs().setBudget(BudgetScope.PROVIDER, "painter", BudgetPeriod.DAY, Money.parse("5 EUR"));
        assertThat(store.assertRefused(
                        StorageException.InvalidInput.class, () -> jobs().request(job(project, "a lake"))))
                .hasMessage(
                        "The budget (5 EUR a day for provider painter) is in EUR, but the price of \"painter\", model"
                                + " \"canvas\" is 0.04 USD; give both the same currency.");
        JobService unpriced = store.jobs(store.alice(), PriceTable.EMPTY);
        assertThat(store.assertRefused(
                        StorageException.InvalidInput.class, () -> unpriced.request(job(project, "a lake"))))
                .hasMessage(
                        "There is a budget (5 EUR a day for provider painter), but no price is known for \"painter\", model"
                                + " \"canvas\"; pass a price table that has it (--providers FILE), or state a price for the request.");
        assertThat(jobs().deleteBudget(BudgetScope.PROVIDER, "painter", BudgetPeriod.DAY))
                .isTrue();
        assertThat(jobs().deleteBudget(BudgetScope.PROVIDER, "painter", BudgetPeriod.DAY))
                .isFalse();
        assertThat(unpriced.request(job(project, "a lake")).job().price()).isEmpty();
    }

    @Test
    void aBudgetSaysWhatThePriceOfARequestNeeds() {
        VideoProject project = store.alice().newProject("p");
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, Money.parse("5 USD"));
        Price price = new Price(
                "painter",
                Optional.empty(),
                new Price.Basis.PerParameter("durationSeconds"),
                Money.parse("0.04 USD"),
                LocalDate.EPOCH,
                Optional.empty());
        JobService priced = store.jobs(store.alice(), new PriceTable(List.of(price)));
        assertThat(store.assertRefused(
                        StorageException.InvalidInput.class, () -> priced.request(job(project, "a lake"))))
                .hasMessage(
                        "There is a budget (5 USD a day), but the price of \"painter\", model \"canvas\" needs a number as"
                                + " the parameter \"durationSeconds\", which the request does not have; add it, change the price"
                                + " table, or state a price for the request.");
    }

    /** Else each job would be refused by one of them. */
    @Test
    void budgetsForTheSameJobsHaveTheSameCurrency() {
        Money dollars = Money.parse("10 USD");
        Money euros = Money.parse("10 EUR");
        JobService jobs = jobs();
        jobs.setBudget(BudgetScope.PROVIDER, "veo", BudgetPeriod.DAY, dollars);
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> jobs.setBudget(BudgetScope.PROVIDER, "veo", BudgetPeriod.MONTH, euros));
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> jobs.setBudget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, euros));
        assertThat(jobs.budgets()).hasSize(1);

        String project = store.alice().newProject("p").id().value();
        jobs.setBudget(BudgetScope.PROVIDER, "tts", BudgetPeriod.DAY, euros);
        jobs.setBudget(BudgetScope.PROJECT, project, BudgetPeriod.DAY, euros);
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> jobs.setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, dollars));
        jobs.setBudget(BudgetScope.PROVIDER, "veo", BudgetPeriod.DAY, euros);
        jobs.setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, euros);
        store.assertRefused(
                StorageException.InvalidInput.class,
                () -> jobs.setBudget(BudgetScope.PROVIDER, "veo", BudgetPeriod.DAY, dollars));
        assertThat(jobs.budgets())
                .hasSize(4)
                .allSatisfy(status -> assertThat(status.budget().limit()).isEqualTo(euros));
    }

    @Test
    void aBatchIsAdmittedWholeOrNotAtAll() {
        VideoProject project = store.alice().newProject("p");
        planned(job(project, "lake 0"));
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0.12 USD"));
        List<NewJob> batch = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            batch.add(job(project, "lake " + i));
        }
        assertThat(store.assertRefused(StorageException.BudgetExceeded.class, () -> jobs().requestAll(batch)))
                .as("what was left before the batch")
                .hasMessage(
                        "The budget (0.12 USD in total) has 0.08 USD left, and these requests cost more than that together;"
                                + " nothing was requested. Raise the budget.");
        assertThat(countJobs()).isEqualTo(1);
        assertThat(jobs().requestAll(batch.subList(0, 3)))
                .extracting(Object::getClass)
                .isEqualTo(List.of(RequestedJob.Joined.class, RequestedJob.Planned.class, RequestedJob.Planned.class));
    }

    @Test
    void aBatchThatIsRefusedCountsAndStoresNoReuse() {
        VideoProject one = store.alice().newProject("one");
        VideoProject other = store.alice().newProject("other");
        ProviderJob paid = planned(job(one, "a lake"));
        work();
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0.04 USD"));
        List<NewJob> batch = List.of(job(one, "a lake"), job(other, "a lake"), job(other, "a hill"));
        for (int i = 0; i < 3; i++) {
            store.assertRefused(StorageException.BudgetExceeded.class, () -> jobs().requestAll(batch));
        }
        assertThat(jobs().get(paid.id()).reuses()).isZero();
        assertThat(countJobs()).isEqualTo(1);
        assertThat(store.rows(store.alice().profile()).images()).hasSize(1);

        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.TOTAL, Money.parse("0.08 USD"));
        assertThat(jobs().requestAll(batch))
                .extracting(Object::getClass)
                .isEqualTo(List.of(RequestedJob.Reused.class, RequestedJob.Reused.class, RequestedJob.Planned.class));
        assertThat(jobs().get(paid.id()).reuses()).isEqualTo(2);
    }

    @Test
    void theSameRequestTwiceInABatchIsOneJob() {
        VideoProject project = store.alice().newProject("p");
        List<RequestedJob> answers = jobs().requestAll(List.of(job(project, "a lake"), job(project, "a lake")));
        assertThat(answers.get(1))
                .isEqualTo(new RequestedJob.Joined(answers.get(0).job()));
    }

    @Test
    void aCancelledJobIsNotSentAndCostsNothing() {
        VideoProject project = store.alice().newProject("p");
        jobs().setBudget(BudgetScope.PROFILE, "", BudgetPeriod.DAY, Money.parse("0.04 USD"));
        ProviderJob planned = planned(job(project, "a lake"));
        ProviderJob cancelled = jobs().cancel(planned.id());
        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(cancelled.charged()).contains(Money.parse("0 USD"));
        store.assertRefused(StorageException.Conflict.class, () -> jobs().cancel(planned.id()));
        work();
        assertThat(jobs().get(planned.id())).isEqualTo(cancelled);
        RequestedJob again = jobs().retry(planned.id());
        assertThat(again).isInstanceOf(RequestedJob.Planned.class);
        assertThat(again.job().frozen()).isEqualTo(planned.frozen());
        store.assertRefused(
                StorageException.Conflict.class, () -> jobs().retry(again.job().id()));
    }

    @Test
    void aRepeatedJobIsTheSameTake() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob first = planned(job(project, "a lake"));
        work();
        ProviderJob second = planned(job(project, "a lake").asNewTake());
        jobs().cancel(second.id());
        RequestedJob again = jobs().retry(second.id());
        assertThat(again).isInstanceOf(RequestedJob.Planned.class);
        assertThat(again.job().take()).isEqualTo(second.take()).isGreaterThan(first.take());
        work();
        assertThat(jobs().retry(second.id()).job().id())
                .as("it has the results of the take by now")
                .isEqualTo(again.job().id());
    }

    @Test
    void blankTextsAreAbsent() {
        VideoProject project = store.alice().newProject("p");
        JobRequest plain = image("a lake");
        JobRequest blank = JobRequest.parse(plain.toJson());
        JobRequest withBlanks = JobRequestBuilder.builder(blank)
                .model(plain.model().or(() -> Optional.of("")))
                .voice(Optional.of(""))
                .text(Optional.of(" "))
                .build();
        assertThat(withBlanks).isEqualTo(plain);
        JobRequest nothing = JobRequest.builder()
                .provider(plain.provider())
                .kind(plain.kind())
                .prompt("")
                .build();
        store.assertRefused(
                StorageException.InvalidInput.class, () -> jobs().request(new NewJob(nothing, project.id())));
    }

    @Test
    void aProjectWithRunningJobsIsNotDeletedAndItsCostsStay() {
        VideoProject project = store.alice().newProject("p");
        ProviderJob planned = planned(job(project, "a lake"));
        store.assertRefused(
                StorageException.Integrity.class, () -> store.alice().projects().delete(project.id()));
        work();
        store.alice().projects().delete(project.id());
        assertThat(jobs().get(planned.id()).projectId()).isEqualTo(project.id());
        assertThat(jobs().costs(CostDimension.PROJECT, Optional.empty(), TimeRange.ALWAYS))
                .extracting(CostLine::chargedNanos)
                .containsExactly(40_000_000L);
    }

    @ParameterizedTest
    @EnumSource
    void theSumOfAllLinesIsTheTotal(CostDimension by) {
        VideoProject project = store.alice().newProject("p");
        VideoProject other = store.alice().newProject("other");
        planned(job(project, "a lake").withScene("1"));
        planned(job(project, "a hill").withScene("2").withPrice(Money.parse("0.000000001 USD")));
        planned(job(other, "a hut").withPrice(Money.parse("3 EUR")));
        store.clock.advance(Duration.ofDays(1));
        planned(job(other, "a boat"));
        jobs().cancel(planned(job(other, "a storm")).id());
        store.jobs(store.alice(), PriceTable.EMPTY).request(job(other, "free"));
        long dollars = 0;
        long euros = 0;
        long count = 0;
        for (CostLine line : jobs().costs(by, Optional.empty(), TimeRange.ALWAYS)) {
            long nanos = line.chargedNanos() + line.reservedNanos();
            if (line.currency().equals(Optional.of(Money.currency("EUR")))) {
                euros += nanos;
            } else {
                dollars += nanos;
            }
            count += line.jobs();
        }
        assertThat(dollars).isEqualTo(80_000_001);
        assertThat(euros).isEqualTo(3_000_000_000L);
        assertThat(count).isEqualTo(6);
    }
}
