package io.github.reelstore.testkit.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.JsonText;
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
 * What all four repositories must do with hostile text. The columns are those of the records, found by reflection, so that a
 * new one cannot be forgotten.
 */
abstract class RowTextContract<I extends Id, R extends Record> extends RowInsertContract<I, R> {

    /** The types whose values are any text, and how one is made. */
    private static final Map<String, Function<String, Object>> TEXT_TYPES = Map.of(
            "String",
            text -> text,
            "ChannelId",
            ChannelId::new,
            "GenerationStatus",
            GenerationStatus::new,
            "JsonText",
            text -> JsonText.arrayOf(List.of(withoutControls(text))));

    /** The types whose values are no text, or text by rules of their own that the domain's tests are about. */
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

    /** Texts that would mean something if a statement, a pattern, a path or a driver read them. */
    static final List<String> NASTY_TEXTS = List.of(
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
            "#{profile} ${clips} ${java.lang.Runtime}",
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

    /** Texts that one of the databases could not give back. */
    private static final List<String> IMPOSSIBLE_TEXTS =
            List.of("a\u0000b", "\u0000", "a\uD83C", "\uDFAC", "\uDFAC\uD83C", "\uD83C\uD83C");

    /** Postgres writes them in JSON in a way of its own. */
    private static String withoutControls(String text) {
        return text.replaceAll("[\\x01-\\x1F]", " ");
    }

    RowTextContract(RowKind<I, R> kind) {
        super(kind);
    }

    @Test
    void everyTextColumnTakesNastyTextsAndGivesThemBack() {
        for (int i = 0; i < NASTY_TEXTS.size(); i++) {
            assertEachColumnGivesBack(NASTY_TEXTS.get(i), "nasty-" + i);
        }
    }

    /** Longer than a page of a database, and nothing that could be compressed: an index may refuse it, and says so. */
    @Test
    void everyTextColumnTakesALongTextOrRefusesIt() {
        String text = "'đ%_\\"
                + IntStream.range(0, 3_000)
                        .mapToObj(i -> Integer.toHexString(i * 0x9E3779B1))
                        .collect(Collectors.joining());
        int taken = 0;
        for (RecordComponent column : textColumns()) {
            R row = with(kind().minimal("long-" + column.getName()), column, text);
            try {
                run(tx -> kind().insert(tx, row));
                assertThat(find(kind().idOf(row))).contains(row);
                taken++;
            } catch (StorageException.Integrity e) {
                assertThat(e.subject()).isEqualTo(kind().idOf(row).value());
                assertThat(find(kind().idOf(row))).isEmpty();
            }
        }
        assertThat(taken).isGreaterThanOrEqualTo(textColumns().size() - 1);
    }

    private void assertEachColumnGivesBack(String text, String id) {
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
    void everyTextColumnRefusesWhatADatabaseCouldNotGiveBack() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        for (String text : IMPOSSIBLE_TEXTS) {
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
    void noNastyIdFindsOrChangesARow() {
        R row = kind().minimal("r");
        run(tx -> kind().insert(tx, row));
        List<String> ids = new ArrayList<>(NASTY_TEXTS);
        ids.addAll(IMPOSSIBLE_TEXTS);
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

    /** What no row can have may be refused rather than looked for. */
    static void assertFindsNothing(String text, BooleanSupplier nothing) {
        try {
            assertThat(nothing.getAsBoolean()).as(text).isTrue();
        } catch (StorageException.InvalidInput e) {
            assertThat(IMPOSSIBLE_TEXTS).contains(text);
        }
    }

    @Test
    void aProfileOfAnyNameHasItsOwnRows() {
        for (int i = 0; i < NASTY_TEXTS.size(); i++) {
            ProfileId profile = new ProfileId(NASTY_TEXTS.get(i));
            R row = kind().minimal("of-" + i, profile, Rows.START);
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
    void aProfileWhoseNameNoDatabaseCouldGiveBackIsRefused() {
        for (String text : IMPOSSIBLE_TEXTS) {
            ProfileId profile = new ProfileId(text);
            Throwable refusal = catchThrowable(() ->
                    runAs(profile, tx -> kind().insert(tx, kind().minimal("r", profile, Rows.START))));
            assertThat(refusal).as(text).isInstanceOf(StorageException.InvalidInput.class);
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
                        .as("the type of %s: say in this class whether it takes any text", column)
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

    // the value is of the type that the field's own values have
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

    /** The row with the text in one column; what the record's constructor throws, this throws. */
    private R with(R row, RecordComponent changed, String text) {
        Object value = make(typeOf(changed), text);
        RecordComponent[] columns = row.getClass().getRecordComponents();
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            boolean here = columns[i].getName().equals(changed.getName());
            values[i] =
                    here ? (columns[i].getType() == Optional.class ? Optional.of(value) : value) : get(row, columns[i]);
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

    // the class of a record is that of its type
    @SuppressWarnings("unchecked")
    private R construct(R row, RecordComponent[] columns, Object[] values) {
        Class<?>[] types = Arrays.stream(columns).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (R) row.getClass().getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof StorageException refusal) {
                throw refusal;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot construct " + row.getClass(), e);
        }
    }
}
