package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.ALICE;
import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static io.github.reelstore.testkit.rows.SampleRows.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract tests for {@code insert} and {@code find} of all four repositories; see {@link DatabaseFixture}. */
@ParameterizedClass
@MethodSource("kinds")
public abstract class RowInsertContract {

    /** Texts that would break a statement built by string concatenation. */
    static final List<String> SPECIAL_TEXTS = List.of(
            "Robert'); DROP TABLE video_projects;--",
            "it's \"quoted\" `so` [or] \\so\\",
            "100% _any_ ? ?1 :name $1 @p {0} #{id} ${id}",
            " blanks around ",
            "lines\nof\r\nall\rkinds\tand tabs",
            "Tiếng Việt, 日本語, العربية, e\u0301, 👩‍🚀🎬",
            "\u0001\u001F\u007F\u0085\u00A0\u2028\u200B\uFEFF\uFFFD\uFFFF",
            "NULL");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    TestedRows<Id, Record> kind;

    static List<TestedRows<?, ?>> kinds() {
        return TestedRows.all();
    }

    @Test
    void aRowWithEveryColumnIsReadBackUnchanged() {
        db.run(tx -> kind.insertParents(tx, 1));
        assertReadBackUnchanged(kind.full(1));
    }

    @Test
    void aMinimalRowIsReadBackUnchanged() {
        assertReadBackUnchanged(kind.minimal("r"));
    }

    @Test
    void textIsReadBackUnchanged() {
        for (int i = 0; i < SPECIAL_TEXTS.size(); i++) {
            assertReadBackUnchanged(kind.withTexts(kind.minimal("r" + i), SPECIAL_TEXTS.get(i)));
        }
    }

    @Test
    void emptyTextIsNotAbsent() {
        assertReadBackUnchanged(kind.withOptionalTexts(kind.minimal("empty"), ""));
        assertReadBackUnchanged(kind.withOptionalTexts(kind.minimal("blank"), "  "));
    }

    @Test
    void jsonIsReadBackUnchanged() {
        String tricky = "{\"a\": [1, -0.5, true, null, \"it's \\\"q\\\" \\\\ ${x} 日本 🎬\"]}";
        assertReadBackUnchanged(kind.withJson(kind.minimal("tricky"), new JsonText(tricky)));
        assertReadBackUnchanged(kind.withJson(kind.minimal("null"), new JsonText("null")));
        assertReadBackUnchanged(kind.withJson(kind.minimal("text"), new JsonText("\"\"")));
    }

    @Test
    void extremeNumbersAreReadBackUnchanged() {
        assertReadBackUnchanged(kind.withNumbers(kind.minimal("greatest"), Long.MAX_VALUE, Integer.MAX_VALUE));
        assertReadBackUnchanged(kind.withNumbers(kind.minimal("least"), 0, 0));
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
    void timesAreReadBackUnchanged(Instant time) {
        assertReadBackUnchanged(kind.timed(kind.minimal("created"), time, START));
        assertReadBackUnchanged(kind.timed(kind.minimal("updated"), START, time));
    }

    private void assertReadBackUnchanged(Record row) {
        Id id = kind.idOf(row);
        db.run(tx -> kind.insert(tx, row));
        assertThat(db.find(kind, id)).contains(row);
        assertThat(db.read(tx -> kind.list(tx, TimeRange.ALWAYS, PageRequest.first(100)))
                        .items())
                .contains(row);
        assertThat(db.update(kind, id, Patch.empty())).isEqualTo(row);
    }

    @Test
    void aTransactionSeesItsOwnWrites() {
        Record row = kind.minimal("r");
        db.run(tx -> {
            kind.insert(tx, row);
            assertThat(kind.find(tx, kind.idOf(row))).contains(row);
        });
    }

    @Test
    void aMissingRowIsNotFound() {
        db.run(tx -> kind.insert(tx, kind.minimal("R")));
        for (String id : List.of("none", "r", "R ", "%", "_", "", "R' OR '1'='1")) {
            assertThat(db.find(kind, kind.id(id))).as(id).isEmpty();
        }
    }

    @Test
    void anotherProfilesRowIsNotFound() {
        db.run(tx -> kind.insert(tx, kind.minimal("r")));
        for (ProfileId other : List.of(BOB, new ProfileId("ALICE"), new ProfileId("x' OR '1'='1"))) {
            assertThat(db.findAs(other, kind, kind.id("r"))).as(other.value()).isEmpty();
        }
    }

    @Test
    void aProfileIdCanBeAnyText() {
        ProfileId odd = new ProfileId("o'Neil %_ 🎬");
        Record row = kind.minimal("r", odd, START);
        db.runAs(odd, tx -> kind.insert(tx, row));
        assertThat(db.findAs(odd, kind, kind.id("r"))).contains(row);
    }

    @Test
    void insertRefusesAnotherProfilesRow() {
        db.assertInvalid(tx -> kind.insert(tx, kind.minimal("r", BOB, START)));
        assertThat(db.findAs(BOB, kind, kind.id("r"))).isEmpty();
        assertThat(db.find(kind, kind.id("r"))).isEmpty();
    }

    @Test
    void insertRefusesAnIdThatCannotBePartOfAKey() {
        String longest = "x".repeat(100);
        db.run(tx -> kind.insert(tx, kind.renamed(kind.minimal("r"), longest)));
        assertThat(db.find(kind, kind.id(longest))).isPresent();

        for (String id : List.of(
                "", ".", "..", "a/b", "/a", "a\\b", "a\0b", "a b", "ä", ".a", "a.", "con", "NUL.txt", longest + "x")) {
            Record row = kind.renamed(kind.minimal("r"), id);
            assertThat(kind.idOf(row)).isEqualTo(kind.id(id));
            db.assertInvalid(tx -> kind.insert(tx, row));
        }
        assertThat(db.read(tx -> kind.list(tx, TimeRange.ALWAYS, PageRequest.first(100)))
                        .items())
                .hasSize(1);
    }

    @Test
    void insertRefusesATakenId() {
        Record first = kind.minimal("r");
        db.run(tx -> kind.insert(tx, first));
        Record second = kind.minimal("r", ALICE, SampleRows.micros(1));
        db.assertRefused(StorageException.AlreadyExists.class, "r", tx -> kind.insert(tx, second));
        assertThat(db.find(kind, kind.id("r"))).contains(first);
    }

    @Test
    void insertRefusesAnIdTakenByAnotherProfile() {
        Record first = kind.withOptionalTexts(kind.minimal("r"), "first");
        db.run(tx -> kind.insert(tx, first));
        Record second = kind.withKeys(kind.minimal("r", BOB, START), "another");
        db.assertRefusedAs(BOB, StorageException.AlreadyExists.class, "r", tx -> kind.insert(tx, second));
        assertThat(db.findAs(BOB, kind, kind.id("r"))).isEmpty();
        assertThat(db.find(kind, kind.id("r"))).contains(first);
    }

    @Test
    void insertRefusesAFileOfAnotherProfile() {
        for (KeyColumn theirs : KeyColumn.values()) {
            for (Field<Record, BlobKey> field : kind.keyFields()) {
                String id = theirs.name() + "-" + field.column();
                BlobKey key = new BlobKey("claimed/" + id);
                db.runAs(BOB, tx -> theirs.insert(tx, "bob-" + id, key));

                Record row = Patch.<Record>empty().set(field, key).applyTo(kind.minimal(id));
                db.assertRefused(StorageException.Integrity.class, key.value(), tx -> kind.insert(tx, row));
                assertThat(db.find(kind, kind.id(id))).isEmpty();
            }
        }
    }

    @Test
    void rowsOfOneProfileCanReferToTheSameFile() {
        for (KeyColumn other : KeyColumn.values()) {
            for (Field<Record, BlobKey> field : kind.keyFields()) {
                String id = other.name() + "-" + field.column();
                BlobKey key = new BlobKey("shared/" + id);
                db.run(tx -> other.insert(tx, "other-" + id, key));
                assertReadBackUnchanged(Patch.<Record>empty().set(field, key).applyTo(kind.minimal(id)));
            }
        }
    }

    @Test
    void insertDeletesTheTombstoneOfItsFile() {
        for (Field<Record, BlobKey> field : kind.keyFields()) {
            BlobKey key = new BlobKey("again/" + field.column());
            db.makeTombstone(ALICE, key);
            Record row = Patch.<Record>empty().set(field, key).applyTo(kind.minimal(field.column()));
            db.run(tx -> kind.insert(tx, row));
            assertThat(db.tombstoneKeys()).doesNotContain(key);
        }
    }

    /** A file that another profile deleted still belongs to that profile until it is collected. */
    @Test
    void insertRefusesAFileThatAnotherProfileDeleted() {
        for (Field<Record, BlobKey> field : kind.keyFields()) {
            BlobKey key = new BlobKey("theirs/" + field.column());
            db.makeTombstone(BOB, key);
            Record row = Patch.<Record>empty().set(field, key).applyTo(kind.minimal(field.column()));
            db.assertRefused(StorageException.Integrity.class, key.value(), tx -> kind.insert(tx, row));
            assertThat(db.tombstoneKeysOf(BOB)).contains(key);
        }
    }
}
