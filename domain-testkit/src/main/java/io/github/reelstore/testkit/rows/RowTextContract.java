package io.github.reelstore.testkit.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.TimeRange;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract tests for hostile text in all four repositories; see {@link DatabaseFixture}. The columns are found in the
 * records by reflection, so that no new column is missed.
 */
@ParameterizedClass
@MethodSource("kinds")
public abstract class RowTextContract {

    /** The types whose values can be any text, and how to make a value. */
    private static final Map<String, Function<String, Object>> TEXT_TYPES = Map.of(
            "String",
            text -> text,
            "ChannelId",
            ChannelId::new,
            "GenerationStatus",
            GenerationStatus::new,
            "JsonText",
            text -> JsonText.arrayOf(List.of(withoutControls(text))),
            "MediaInfo",
            text -> MediaInfo.NONE.withAbsent(List.of(text)));

    /** The types whose values are not text, or are text with rules that the domain's own tests cover. */
    private static final Set<String> OTHER_TYPES = Set.of(
            "long",
            "Long",
            "Seed",
            "MadeFrom",
            "Integer",
            "Instant",
            "ProjectStatus",
            "LanguageTag",
            "FrameRate",
            "BlobKey",
            "ContentHash",
            "ProjectId",
            "GenerationId",
            "ImageId",
            "AudioId",
            "ProfileId");

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    TestedRows<Id, Record> kind;

    static List<TestedRows<?, ?>> kinds() {
        return TestedRows.all();
    }

    /** Replaces control characters, which Postgres writes differently in JSON. */
    private static String withoutControls(String text) {
        return text.replaceAll("[\\x01-\\x1F]", " ");
    }

    @Test
    void everyTextColumnReadsBackHostileTextUnchanged() {
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            assertEachColumnReadsBackUnchanged(HostileTexts.STORABLE.get(i), "nasty-" + i);
        }
    }

    /** The text is longer than a database page and cannot be compressed: an index may refuse it with an error. */
    @Test
    void everyTextColumnStoresOrRefusesALongText() {
        String text = "'đ%_\\"
                + IntStream.range(0, 3_000)
                        .mapToObj(i -> Integer.toHexString(i * 0x9E3779B1))
                        .collect(Collectors.joining());
        int stored = 0;
        for (RecordComponent column : textColumns()) {
            Record row = with(kind.minimal("long-" + column.getName()), column, text);
            try {
                db.run(tx -> kind.insert(tx, row));
                assertThat(db.find(kind, kind.idOf(row))).contains(row);
                stored++;
            } catch (StorageException.Integrity e) {
                assertThat(e.subject()).isEqualTo(kind.idOf(row).value());
                assertThat(db.find(kind, kind.idOf(row))).isEmpty();
            }
        }
        // the status and the scene are in indexes
        assertThat(stored).isGreaterThanOrEqualTo(textColumns().size() - 2);
    }

    private void assertEachColumnReadsBackUnchanged(String text, String id) {
        List<Record> rows = new ArrayList<>();
        for (RecordComponent column : textColumns()) {
            rows.add(with(kind.minimal(id + "-" + column.getName()), column, text));
        }
        db.run(tx -> rows.forEach(row -> kind.insert(tx, row)));
        for (Record row : rows) {
            assertThat(db.find(kind, kind.idOf(row)))
                    .as("%s with %s", kind.idOf(row), text)
                    .contains(row);
        }
        assertThat(allRows()).as(text).containsAll(rows);

        Patch<Record> patch = Patch.empty();
        for (Field<Record, ?> field : textFields()) {
            patch = setText(patch, field, text);
        }
        Record first = rows.get(0);
        Record changed = kind.touched(patch.applyTo(first), db.clock.instant());
        assertThat(db.update(kind, kind.idOf(first), patch)).as(text).isEqualTo(changed);
        assertThat(db.find(kind, kind.idOf(first))).as(text).contains(changed);
    }

    @Test
    void everyTextColumnRefusesUnstorableText() {
        Record row = kind.minimal("r");
        db.run(tx -> kind.insert(tx, row));
        for (String text : HostileTexts.UNSTORABLE) {
            for (RecordComponent column : textColumns()) {
                db.assertInvalid(tx -> kind.insert(tx, with(kind.minimal("impossible"), column, text)));
            }
            for (Field<Record, ?> field : textFields()) {
                db.assertInvalid(tx -> kind.update(tx, kind.id("r"), setText(Patch.empty(), field, text)));
            }
        }
        assertThat(allRows()).containsExactly(row);
    }

    @Test
    void hostileIdsNeitherFindNorChangeARow() {
        Record row = kind.minimal("r");
        db.run(tx -> kind.insert(tx, row));
        List<String> ids = new ArrayList<>(HostileTexts.STORABLE);
        ids.addAll(HostileTexts.UNSTORABLE);
        for (String text : ids) {
            Id id = kind.id(text);
            assertFindsNothing(text, () -> db.find(kind, id).isEmpty());
            assertFindsNothing(
                    text,
                    () -> db.findAs(new ProfileId(text), kind, kind.id("r")).isEmpty());
            assertThat(catchThrowable(() -> db.update(kind, id, Patch.empty())))
                    .as(text)
                    .isInstanceOfAny(StorageException.NotFound.class, StorageException.InvalidInput.class);
            assertThat(catchThrowable(() -> db.run(tx -> kind.delete(tx, id))))
                    .as(text)
                    .isInstanceOfAny(StorageException.NotFound.class, StorageException.InvalidInput.class);
        }
        assertThat(allRows()).containsExactly(row);
    }

    /** A text that no row can have may be refused instead of searched for. */
    static void assertFindsNothing(String text, BooleanSupplier nothing) {
        try {
            assertThat(nothing.getAsBoolean()).as(text).isTrue();
        } catch (StorageException.InvalidInput e) {
            assertThat(HostileTexts.UNSTORABLE).contains(text);
        }
    }

    @Test
    void aProfileWithAHostileNameHasItsOwnRows() {
        for (int i = 0; i < HostileTexts.STORABLE.size(); i++) {
            ProfileId profile = new ProfileId(HostileTexts.STORABLE.get(i));
            Record row = kind.minimal("of-" + i, profile, SampleRows.START);
            db.runAs(profile, tx -> kind.insert(tx, row));
            assertThat(db.findAs(profile, kind, kind.idOf(row))).contains(row);
            assertThat(db.find(kind, kind.idOf(row))).isEmpty();
            assertThat(db.readAs(profile, tx -> kind.list(tx, TimeRange.ALWAYS, PageRequest.first(2)))
                            .items())
                    .as(profile.value())
                    .containsExactly(row);
        }
        assertThat(allRows()).isEmpty();
    }

    @Test
    void aProfileWithAnUnstorableNameIsRefused() {
        for (String text : HostileTexts.UNSTORABLE) {
            ProfileId profile = new ProfileId(text);
            Throwable exception = catchThrowable(() ->
                    db.runAs(profile, tx -> kind.insert(tx, kind.minimal("r", profile, SampleRows.START))));
            assertThat(exception).as(text).isInstanceOf(StorageException.InvalidInput.class);
        }
        assertThat(db.listedAs(
                        new ProfileId("?"),
                        tx -> kind.list(tx, TimeRange.ALWAYS, PageRequest.first(9))
                                .items()))
                .isEmpty();
    }

    final List<Record> allRows() {
        return db.list(kind, PageRequest.first(PageRequest.MAX_LIMIT)).items();
    }

    private List<RecordComponent> textColumns() {
        List<RecordComponent> columns = new ArrayList<>();
        for (RecordComponent column : kind.minimal("r").getClass().getRecordComponents()) {
            String type = typeOf(column);
            if (TEXT_TYPES.containsKey(type)) {
                columns.add(column);
            } else {
                assertThat(OTHER_TYPES)
                        .as("the type of %s: add it to TEXT_TYPES or OTHER_TYPES", column)
                        .contains(type);
            }
        }
        return columns;
    }

    private List<Field<Record, ?>> textFields() {
        List<Field<Record, ?>> fields = kind.fields().stream()
                .filter(field -> TEXT_TYPES.containsKey(valueType(field)))
                .toList();
        assertThat(fields).isNotEmpty();
        return fields;
    }

    private String valueType(Field<Record, ?> field) {
        return field.get(kind.full(1)).orElseThrow().getClass().getSimpleName();
    }

    // the value has the type of the field's values
    @SuppressWarnings("unchecked")
    private <T> Patch<Record> setText(Patch<Record> patch, Field<Record, T> field, String text) {
        return patch.set(field, (T) make(valueType(field), text));
    }

    private static Object make(String type, String text) {
        return Optional.ofNullable(TEXT_TYPES.get(type)).orElseThrow().apply(text);
    }

    private static String typeOf(RecordComponent column) {
        Type type = column.getGenericType() instanceof ParameterizedType optional
                ? optional.getActualTypeArguments()[0]
                : column.getGenericType();
        return type.getTypeName().replaceAll(".*\\.", "");
    }

    private Record with(Record row, RecordComponent column, String text) {
        return kind.with(row, column.getName(), make(typeOf(column), text));
    }
}
