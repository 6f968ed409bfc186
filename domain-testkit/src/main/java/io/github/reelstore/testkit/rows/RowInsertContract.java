package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.Rows.ALICE;
import static io.github.reelstore.testkit.rows.Rows.BOB;
import static io.github.reelstore.testkit.rows.Rows.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code insert} and {@code find} of all four repositories must do. */
abstract class RowInsertContract<I extends Id, R extends Record> extends DatabaseContract {

    /** Texts that a statement put together from them would not survive. */
    static final List<String> HARD_TEXTS = List.of(
            "Robert'); DROP TABLE video_projects;--",
            "it's \"quoted\" `so` [or] \\so\\",
            "100% _any_ ? ?1 :name $1 @p {0} #{id} ${id}",
            " blanks around ",
            "lines\nof\r\nall\rkinds\tand tabs",
            "Tiếng Việt, 日本語, العربية, e\u0301, 👩‍🚀🎬",
            "\u0001\u001F\u007F\u0085\u00A0\u2028\u200B\uFEFF\uFFFD\uFFFF",
            "NULL");

    private final RowKind<I, R> kind;

    RowInsertContract(RowKind<I, R> kind) {
        this.kind = kind;
    }

    final RowKind<I, R> kind() {
        return kind;
    }

    final Optional<R> find(I id) {
        return findAs(ALICE, id);
    }

    final Optional<R> findAs(ProfileId profile, I id) {
        return foundAs(profile, tx -> kind.find(tx, id));
    }

    final R update(I id, Patch<R> patch) {
        return write(tx -> kind.update(tx, id, patch));
    }

    final Page<R> list(PageRequest page) {
        return read(tx -> kind.list(tx, TimeRange.ALWAYS, page));
    }

    @Test
    void aRowWithEveryColumnComesBackAsItWas() {
        run(tx -> kind.insertParents(tx, 1));
        assertComesBack(kind.full(1));
    }

    @Test
    void aRowWithOnlyWhatIsRequiredComesBackAsItWas() {
        assertComesBack(kind.minimal("r"));
    }

    @Test
    void textsComeBackAsTheyWere() {
        for (int i = 0; i < HARD_TEXTS.size(); i++) {
            assertComesBack(kind.withTexts(kind.minimal("r" + i), HARD_TEXTS.get(i)));
        }
    }

    @Test
    void emptyTextsAreNotAbsent() {
        assertComesBack(kind.withOptionalTexts(kind.minimal("empty"), ""));
        assertComesBack(kind.withOptionalTexts(kind.minimal("blank"), "  "));
    }

    @Test
    void jsonComesBackAsItWas() {
        String tricky = "{\"a\": [1, -0.5, true, null, \"it's \\\"q\\\" \\\\ ${x} 日本 🎬\"]}";
        assertComesBack(kind.withJson(kind.minimal("tricky"), new JsonText(tricky)));
        assertComesBack(kind.withJson(kind.minimal("null"), new JsonText("null")));
        assertComesBack(kind.withJson(kind.minimal("text"), new JsonText("\"\"")));
    }

    @Test
    void theLeastAndGreatestNumbersComeBackAsTheyWere() {
        assertComesBack(kind.withNumbers(kind.minimal("greatest"), Long.MAX_VALUE, Integer.MAX_VALUE));
        assertComesBack(kind.withNumbers(kind.minimal("least"), 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00.000001Z",
                "1582-10-10T00:00:00Z",
                "1900-02-28T23:59:59.999999Z",
                "1969-12-31T23:59:59.999999Z",
                "2026-03-29T01:30:00.1Z",
                "2026-10-25T02:30:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void timesComeBackAsTheyWere(Instant time) {
        assertComesBack(kind.timed(kind.minimal("created"), time, START));
        assertComesBack(kind.timed(kind.minimal("updated"), START, time));
    }

    private void assertComesBack(R row) {
        I id = kind.idOf(row);
        run(tx -> kind.insert(tx, row));
        assertThat(find(id)).contains(row);
        assertThat(read(tx -> kind.list(tx, TimeRange.ALWAYS, PageRequest.first(100)))
                        .items())
                .contains(row);
        assertThat(update(id, Patch.empty())).isEqualTo(row);
    }

    @Test
    void theTransactionSeesWhatItWrote() {
        R row = kind.minimal("r");
        run(tx -> {
            kind.insert(tx, row);
            assertThat(kind.find(tx, kind.idOf(row))).contains(row);
        });
    }

    @Test
    void whatWasNeverInsertedIsNotFound() {
        run(tx -> kind.insert(tx, kind.minimal("R")));
        for (String id : List.of("none", "r", "R ", "%", "_", "", "R' OR '1'='1")) {
            assertThat(find(kind.id(id))).as(id).isEmpty();
        }
    }

    @Test
    void anotherProfilesRowIsNotFound() {
        run(tx -> kind.insert(tx, kind.minimal("r")));
        for (ProfileId other : List.of(BOB, new ProfileId("ALICE"), new ProfileId("x' OR '1'='1"))) {
            assertThat(findAs(other, kind.id("r"))).as(other.value()).isEmpty();
        }
    }

    @Test
    void aProfilesIdMayBeAnyText() {
        ProfileId odd = new ProfileId("o'Neil %_ 🎬");
        R row = kind.minimal("r", odd, START);
        runAs(odd, tx -> kind.insert(tx, row));
        assertThat(findAs(odd, kind.id("r"))).contains(row);
    }

    @Test
    void anotherProfilesRowIsNotInserted() {
        assertInvalid(tx -> kind.insert(tx, kind.minimal("r", BOB, START)));
        assertThat(findAs(BOB, kind.id("r"))).isEmpty();
        assertThat(find(kind.id("r"))).isEmpty();
    }

    @Test
    void anIdThatCouldNotBePartOfAKeyIsNotInserted() {
        String longest = "x".repeat(100);
        run(tx -> kind.insert(tx, kind.renamed(kind.minimal("r"), longest)));
        assertThat(find(kind.id(longest))).isPresent();

        for (String id : List.of(
                "", ".", "..", "a/b", "/a", "a\\b", "a\0b", "a b", "ä", ".a", "a.", "con", "NUL.txt", longest + "x")) {
            R row = kind.renamed(kind.minimal("r"), id);
            assertThat(kind.idOf(row)).isEqualTo(kind.id(id));
            assertInvalid(tx -> kind.insert(tx, row));
        }
        assertThat(read(tx -> kind.list(tx, TimeRange.ALWAYS, PageRequest.first(100)))
                        .items())
                .hasSize(1);
    }

    @Test
    void aTakenIdStaysWithItsRow() {
        R first = kind.minimal("r");
        run(tx -> kind.insert(tx, first));
        R second = kind.minimal("r", ALICE, Rows.micros(1));
        assertRefused(StorageException.AlreadyExists.class, "r", tx -> kind.insert(tx, second));
        assertThat(find(kind.id("r"))).contains(first);
    }

    @Test
    void anIdThatAnotherProfileTookIsTaken() {
        R first = kind.withOptionalTexts(kind.minimal("r"), "first");
        run(tx -> kind.insert(tx, first));
        R second = withKeys(kind.minimal("r", BOB, START), "another");
        assertRefusedAs(BOB, StorageException.AlreadyExists.class, "r", tx -> kind.insert(tx, second));
        assertThat(findAs(BOB, kind.id("r"))).isEmpty();
        assertThat(find(kind.id("r"))).contains(first);
    }

    /** The row with keys of its own in every column that refers to a file. */
    final R withKeys(R row, String unique) {
        Patch<R> patch = Patch.empty();
        for (Field<R, BlobKey> field : kind.keyFields()) {
            patch = patch.set(field, new BlobKey(unique + "/" + field.column()));
        }
        return patch.applyTo(row);
    }

    @Test
    void aFileThatAnotherProfileRefersToIsNotReferredTo() {
        for (KeyColumn theirs : KeyColumn.values()) {
            for (Field<R, BlobKey> ours : kind.keyFields()) {
                String id = theirs.name() + "-" + ours.column();
                BlobKey key = new BlobKey("claimed/" + id);
                runAs(BOB, tx -> theirs.insert(tx, "bob-" + id, key));

                R row = Patch.<R>empty().set(ours, key).applyTo(kind.minimal(id));
                assertRefused(StorageException.Integrity.class, key.value(), tx -> kind.insert(tx, row));
                assertThat(find(kind.id(id))).isEmpty();
            }
        }
    }

    @Test
    void rowsOfOneProfileMayReferToOneFile() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<R, BlobKey> ours : kind.keyFields()) {
                String id = other.name() + "-" + ours.column();
                BlobKey key = new BlobKey("shared/" + id);
                run(tx -> other.insert(tx, "other-" + id, key));
                assertComesBack(Patch.<R>empty().set(ours, key).applyTo(kind.minimal(id)));
            }
        }
    }

    @Test
    void theTombstoneOfAFileThatARowRefersToAgainGoesAway() {
        for (Field<R, BlobKey> field : kind.keyFields()) {
            BlobKey key = new BlobKey("again/" + field.column());
            bury(ALICE, key);
            R row = Patch.<R>empty().set(field, key).applyTo(kind.minimal(field.column()));
            run(tx -> kind.insert(tx, row));
            assertThat(buried()).doesNotContain(key);
        }
    }

    /** What another profile deleted is still its own, until it is collected. */
    @Test
    void aFileThatAnotherProfileDeletedIsRefused() {
        for (Field<R, BlobKey> field : kind.keyFields()) {
            BlobKey key = new BlobKey("theirs/" + field.column());
            bury(BOB, key);
            R row = Patch.<R>empty().set(field, key).applyTo(kind.minimal(field.column()));
            assertRefused(StorageException.Integrity.class, key.value(), tx -> kind.insert(tx, row));
            assertThat(buriedOf(BOB)).contains(key);
        }
    }
}
