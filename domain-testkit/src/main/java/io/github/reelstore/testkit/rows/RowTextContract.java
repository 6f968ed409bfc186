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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for hostile text in all four repositories. The columns are found in the records by reflection, so that
 * no new column is missed.
 */
abstract class RowTextContract<I extends Id, R extends Record> extends RowInsertContract<I, R> {

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
            "Integer",
            "Instant",
            "ProjectStatus",
            "LanguageTag",
            "BlobKey",
            "ContentHash",
            "ProjectId",
            "GenerationId",
            "ImageId",
            "AudioId",
            "ProfileId");

    /** Texts with a meaning in SQL, patterns, paths or drivers. */
    static final List<String> HOSTILE_TEXTS = List.of(
            "'; DROP TABLE video_projects; --",
            "' OR '1'='1",
            "\" OR \"\"=\"",
            "x'); DELETE FROM blob_tombstones WHERE ('1'='1",
            "a' UNION SELECT profile_id FROM video_projects --",
            "/* comment */ ; -- comment",
            "%",
            "_",
            "%_\\",
            "\\",
            "\\'",
            "\\\\'; SELECT pg_sleep(9); --",
            "$$ dollars $tag$ x $tag$ $1",
            "E'\\x27' U&'\\0027'",
            "?",
            "?1 :name @name $name",
            "#{profile} ${videos} ${java.lang.Runtime}",
            "[a-z]*?.GLOB",
            "line\nline\r\nline\rline",
            "\t\b\f\u001B[2J\u0007",
            "\u202Etxt.exe\u202C \u2066 \u200E",
            "👩‍🚀🎬🇻🇳",
            "Đêm trên biển, tiếng Việt",
            "e\u0301 ế",
            "\uFEFF\uFFFD\uFFFE\uFFFF\uDBFF\uDFFF",
            "../../../etc/passwd",
            "C:\\Windows\\..\\x",
            "null",
            "NULL",
            "0x00",
            "1e999",
            "true",
            "{\"a\": [\"'\"]}");

    /** Texts that at least one of the databases cannot store. */
    private static final List<String> UNSTORABLE_TEXTS =
            List.of("a\u0000b", "\u0000", "a\uD83C", "\uDFAC", "\uDFAC\uD83C", "\uD83C\uD83C");

    /** Replaces control characters, which Postgres writes differently in JSON. */
    private static String withoutControls(String text) {
        return text.replaceAll("[\\x01-\\x1F]", " ");
    }

    RowTextContract(RowFixture<I, R> kind) {
        super(kind);
    }

    @Test
    void everyTextColumnReadsBackHostileTextUnchanged() {
        for (int i = 0; i < HOSTILE_TEXTS.size(); i++) {
            assertEachColumnReadsBackUnchanged(HOSTILE_TEXTS.get(i), "nasty-" + i);
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
            R row = with(kind().minimal("long-" + column.getName()), column, text);
            try {
                run(tx -> kind().insert(tx, row));
                assertThat(find(kind().idOf(row))).contains(row);
                stored++;
            } catch (StorageException.Integrity e) {
                assertThat(e.subject()).isEqualTo(kind().idOf(row).value());
                assertThat(find(kind().idOf(row))).isEmpty();
            }
        }
        assertThat(stored).isGreaterThanOrEqualTo(textColumns().size() - 1);
    }

    private void assertEachColumnReadsBackUnchanged(String text, String id) {
        List<R> rows = new ArrayList<>();
        for (RecordComponent column : textColumns()) {
            rows.add(with(kind().minimal(id + "-" + column.getName()), column, text));
        }
        run(tx -> rows.forEach(row -> kind().insert(tx, row)));
        for (R row : rows) {
            assertThat(find(kind().idOf(row)))
                    .as("%s with %s", kind().idOf(row), text)
                    .contains(row);
        }
        assertThat(allRows()).as(text).containsAll(rows);

        Patch<R> patch = Patch.empty();
        for (Field<R, ?> field : textFields()) {
            patch = setText(patch, field, text);
        }
        R first = rows.get(0);
        R changed = kind().touched(patch.applyTo(first), clock.instant());
        assertThat(update(kind().idOf(first), patch)).as(text).isEqualTo(changed);
        assertThat(find(kind().idOf(first))).as(text).contains(changed);
    }

    @Test
    void everyTextColumnRefusesUnstorableText() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        for (String text : UNSTORABLE_TEXTS) {
            for (RecordComponent column : textColumns()) {
                assertInvalid(tx -> kind().insert(tx, with(kind().minimal("impossible"), column, text)));
            }
            for (Field<R, ?> field : textFields()) {
                assertInvalid(tx -> kind().update(tx, kind().id("r"), setText(Patch.empty(), field, text)));
            }
        }
        assertThat(allRows()).containsExactly(row);
    }

    @Test
    void hostileIdsNeitherFindNorChangeARow() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        List<String> ids = new ArrayList<>(HOSTILE_TEXTS);
        ids.addAll(UNSTORABLE_TEXTS);
        for (String text : ids) {
            I id = kind().id(text);
            assertFindsNothing(text, () -> find(id).isEmpty());
            assertFindsNothing(
                    text, () -> findAs(new ProfileId(text), kind().id("r")).isEmpty());
            assertThat(catchThrowable(() -> update(id, Patch.empty())))
                    .as(text)
                    .isInstanceOfAny(StorageException.NotFound.class, StorageException.InvalidInput.class);
            assertThat(catchThrowable(() -> run(tx -> kind().delete(tx, id))))
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
            assertThat(UNSTORABLE_TEXTS).contains(text);
        }
    }

    @Test
    void aProfileWithAHostileNameHasItsOwnRows() {
        for (int i = 0; i < HOSTILE_TEXTS.size(); i++) {
            ProfileId profile = new ProfileId(HOSTILE_TEXTS.get(i));
            R row = kind().minimal("of-" + i, profile, SampleRows.START);
            runAs(profile, tx -> kind().insert(tx, row));
            assertThat(findAs(profile, kind().idOf(row))).contains(row);
            assertThat(find(kind().idOf(row))).isEmpty();
            assertThat(readAs(profile, tx -> kind().list(tx, TimeRange.ALWAYS, PageRequest.first(2)))
                            .items())
                    .as(profile.value())
                    .containsExactly(row);
        }
        assertThat(allRows()).isEmpty();
    }

    @Test
    void aProfileWithAnUnstorableNameIsRefused() {
        for (String text : UNSTORABLE_TEXTS) {
            ProfileId profile = new ProfileId(text);
            Throwable exception = catchThrowable(() ->
                    runAs(profile, tx -> kind().insert(tx, kind().minimal("r", profile, SampleRows.START))));
            assertThat(exception).as(text).isInstanceOf(StorageException.InvalidInput.class);
        }
        assertThat(listedAs(
                        new ProfileId("?"),
                        tx -> kind().list(tx, TimeRange.ALWAYS, PageRequest.first(9))
                                .items()))
                .isEmpty();
    }

    final List<R> allRows() {
        return list(PageRequest.first(PageRequest.MAX_LIMIT)).items();
    }

    private List<RecordComponent> textColumns() {
        List<RecordComponent> columns = new ArrayList<>();
        for (RecordComponent column : kind().minimal("r").getClass().getRecordComponents()) {
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

    private List<Field<R, ?>> textFields() {
        List<Field<R, ?>> fields = kind().fields().stream()
                .filter(field -> TEXT_TYPES.containsKey(valueType(field)))
                .toList();
        assertThat(fields).isNotEmpty();
        return fields;
    }

    private String valueType(Field<R, ?> field) {
        return field.get(kind().full(1)).orElseThrow().getClass().getSimpleName();
    }

    // the value has the type of the field's values
    @SuppressWarnings("unchecked")
    private <T> Patch<R> setText(Patch<R> patch, Field<R, T> field, String text) {
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

    /** Returns the row with the text in one column; throws what the record's constructor throws. */
    private R with(R row, RecordComponent changed, String text) {
        Object value = make(typeOf(changed), text);
        RecordComponent[] columns = row.getClass().getRecordComponents();
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            boolean isChanged = columns[i].getName().equals(changed.getName());
            values[i] = isChanged
                    ? (columns[i].getType() == Optional.class ? Optional.of(value) : value)
                    : get(row, columns[i]);
        }
        return construct(row, columns, values);
    }

    private Object get(R row, RecordComponent column) {
        try {
            return column.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + column, e);
        }
    }

    // the row's class is R
    @SuppressWarnings("unchecked")
    private R construct(R row, RecordComponent[] columns, Object[] values) {
        Class<?>[] types = Arrays.stream(columns).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (R) row.getClass().getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof StorageException exception) {
                throw exception;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot construct " + row.getClass(), e);
        }
    }
}
