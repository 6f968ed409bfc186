package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The constants of ProjectField, GenerationField, ImageField and AudioField. */
class FieldsTest {

    /** Columns that a patch cannot change. */
    private static final Set<String> FIXED =
            Set.of("id", "profile_id", "version", "made_from", "created_at", "updated_at");

    @Test
    void projectFieldsAreTheColumnsOfAProject() throws Exception {
        assertFields(ProjectField.class, ProjectField.all(), VideoProject.class);
    }

    @Test
    void generationFieldsAreTheColumnsOfAVideo() throws Exception {
        assertFields(GenerationField.class, GenerationField.all(), VideoGeneration.class);
    }

    @Test
    void imageFieldsAreTheColumnsOfAnImage() throws Exception {
        assertFields(ImageField.class, ImageField.all(), ImageGeneration.class);
    }

    @Test
    void audioFieldsAreTheColumnsOfAudio() throws Exception {
        assertFields(AudioField.class, AudioField.all(), AudioGeneration.class);
    }

    private static <R extends Record> void assertFields(Class<?> holder, List<Field<R, ?>> all, Class<R> type)
            throws Exception {
        Set<String> columns = new LinkedHashSet<>();
        for (java.lang.reflect.Field constant : holder.getDeclaredFields()) {
            if (Modifier.isPublic(constant.getModifiers())) {
                @SuppressWarnings("unchecked") // the constants of a holder are all of its record
                Field<R, Object> field = (Field<R, Object>) constant.get(null);
                assertThat(constant.getName().toLowerCase(Locale.ROOT)).isEqualTo(field.column());
                assertThat(columns.add(field.column())).isTrue();
                RecordComponent component = Arrays.stream(type.getRecordComponents())
                        .filter(one -> snakeCase(one.getName()).equals(field.column()))
                        .findFirst()
                        .orElseThrow();
                assertSetsOnly(field, component, type);
                assertClearsOnly(field, component, type);
            }
        }
        assertThat(all).extracting(Field::column).containsExactlyElementsOf(columns);
        List<String> changeable = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            changeable.add(snakeCase(component.getName()));
        }
        changeable.removeAll(FIXED);
        assertThat(columns).containsExactlyInAnyOrderElementsOf(changeable);
    }

    private static <R extends Record> void assertSetsOnly(
            Field<R, Object> field, RecordComponent component, Class<R> type) {
        R row = Samples.full(type, 1);
        Object value = field.get(Samples.full(type, 2)).orElseThrow();
        assertThat(field.get(row)).isPresent().isNotEqualTo(Optional.of(value));
        R changed = Patch.<R>empty().set(field, value).applyTo(row);
        assertThat(changed).isEqualTo(Samples.with(row, component.getName(), value));
        assertThat(field.get(changed)).contains(value);
    }

    private static <R extends Record> void assertClearsOnly(
            Field<R, Object> field, RecordComponent component, Class<R> type) {
        R row = Samples.full(type, 1);
        Patch<R> empty = Patch.empty();
        if (component.getType() != Optional.class) {
            assertThatThrownBy(() -> empty.clear(field))
                    .isInstanceOfSatisfying(
                            StorageException.InvalidInput.class,
                            e -> assertThat(e.subject()).isEqualTo(field.column()));
            return;
        }
        R cleared = empty.clear(field).applyTo(row);
        assertThat(field.get(cleared)).isEmpty();
        Object value = field.get(row).orElseThrow();
        assertThat(empty.set(field, value).applyTo(cleared)).isEqualTo(row);
    }

    /** Does not handle acronyms and numbers; no component name contains any. */
    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
