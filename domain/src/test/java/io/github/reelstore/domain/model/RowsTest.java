package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Validation and builders of the four row types. */
class RowsTest {

    /** Numbers that may be negative. */
    private static final Set<String> SIGNED = Set.of("seed");

    private static final Set<String> NOT_BLANK = Set.of("title", "provider");

    static Stream<Class<? extends Record>> rows() {
        return Samples.ROWS.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aBuilderOfARowBuildsTheSameRow(Class<? extends Record> type) throws Exception {
        Record full = Samples.full(type, 1);
        assertThat(build(toBuilder(full))).isEqualTo(full).isNotSameAs(full);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachSetterChangesOnlyItsComponent(Class<? extends Record> type) throws Exception {
        Record full = Samples.full(type, 1);
        Record other = Samples.full(type, 2);
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = unwrapped(Samples.get(other, component));
            Object builder = toBuilder(full);
            setter(builder, component).invoke(builder, value);
            assertThat(build(builder)).isEqualTo(Samples.with(full, component.getName(), value));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void optionalComponentsCanBeClearedAndOthersAreRequired(Class<? extends Record> type) throws Exception {
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isPrimitive()) {
                continue;
            }
            Object builder = toBuilder(Samples.full(type, 1));
            setter(builder, component).invoke(builder, (Object) null);
            if (component.getType() == Optional.class) {
                assertThat(Samples.get(build(builder), component)).isEqualTo(Optional.empty());
            } else if (type != VideoGeneration.class || !component.getName().equals("status")) {
                required.add(component.getName());
                assertThatThrownBy(() -> build(builder))
                        .isInstanceOfSatisfying(
                                StorageException.InvalidInput.class,
                                e -> assertThat(e.subject()).isEqualTo(component.getName()));
            }
        }
        assertThat(required).contains("id", "profileId", "createdAt", "updatedAt");
    }

    @Test
    void aVideoIsPendingUntilItHasAFileUnlessAStatusIsSet() {
        VideoGeneration video = Samples.full(VideoGeneration.class, 1);
        VideoGenerationBuilder builder = VideoGeneration.builder()
                .id(video.id())
                .profileId(video.profileId())
                .createdAt(video.createdAt())
                .updatedAt(video.updatedAt());
        assertThat(builder.build().status()).isEqualTo(GenerationStatus.PENDING);
        assertThat(builder.filePath(video.filePath().orElseThrow()).build().status())
                .isEqualTo(GenerationStatus.COMPLETED);
        assertThat(builder.status(GenerationStatus.FAILED).build().status()).isEqualTo(GenerationStatus.FAILED);
    }

    @Test
    void aNewProjectIsADraftOfVersionOne() {
        VideoProject full = Samples.full(VideoProject.class, 1);
        VideoProject project = VideoProject.builder()
                .id(full.id())
                .profileId(full.profileId())
                .title("t")
                .createdAt(full.createdAt())
                .updatedAt(full.updatedAt())
                .build();
        assertThat(project.status()).isEqualTo(ProjectStatus.DRAFT);
        assertThat(project.version()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void textsAreLimitedToWhatBothDatabasesCanStore(Class<? extends Record> type) {
        Record full = Samples.full(type, 1);
        List<String> bad = List.of(
                "\0", "a\0b", "a\0", "\uD83C", "a\uD83Cb", "\uDFAC", "\uDFAC\uD83C", "\uD83C\uD83C\uDFAC", "end\uD83C");
        List<String> good =
                List.of("🎬", "\uD83C\uDFAC\uD83C\uDFAC", "a\u0001\n\t", "\uFFFF\uFFFE\uFEFF", "x".repeat(100_000));
        int texts = 0;
        for (RecordComponent component : type.getRecordComponents()) {
            if (Samples.typeOf(component) == String.class) {
                bad.forEach(text -> assertRefused(full, component, text));
                good.forEach(text -> assertAccepted(full, component, text));
                texts++;
            }
        }
        assertThat(texts).isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onlyTitlesAndProvidersMustNotBeBlank(Class<? extends Record> type) {
        Record full = Samples.full(type, 1);
        for (RecordComponent component : type.getRecordComponents()) {
            if (Samples.typeOf(component) == String.class) {
                for (String blank : List.of("", " ", "\n\t", "\u2003")) {
                    if (NOT_BLANK.contains(component.getName()) && component.getType() == String.class) {
                        assertRefused(full, component, blank);
                    } else {
                        assertAccepted(full, component, blank);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void negativeNumbersAreRefused(Class<? extends Record> type) {
        Record full = Samples.full(type, 1);
        int numbers = 0;
        for (RecordComponent component : type.getRecordComponents()) {
            boolean wide = List.of(Long.class, long.class).contains(Samples.typeOf(component));
            if (wide || Samples.typeOf(component) == Integer.class) {
                assertAccepted(full, component, wide ? (Object) 0L : 0);
                assertAccepted(full, component, wide ? (Object) Long.MAX_VALUE : Integer.MAX_VALUE);
                for (Object negative : wide ? List.of(-1L, Long.MIN_VALUE) : List.<Object>of(-1, Integer.MIN_VALUE)) {
                    if (SIGNED.contains(component.getName())) {
                        assertAccepted(full, component, negative);
                    } else {
                        assertRefused(full, component, negative);
                    }
                }
                numbers++;
            }
        }
        assertThat(numbers).isPositive();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void timesAreLimitedToWhatBothDatabasesCanStore(Class<? extends Record> type) {
        Record full = Samples.full(type, 1);
        int times = 0;
        for (RecordComponent component : type.getRecordComponents()) {
            if (Samples.typeOf(component) == Instant.class) {
                Stream.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.000001Z")
                        .map(Instant::parse)
                        .forEach(time -> assertAccepted(full, component, time));
                Stream.concat(
                                Stream.of(
                                                "0000-12-31T23:59:59.999999Z",
                                                "+10000-01-01T00:00:00Z",
                                                "2026-01-01T00:00:00.000000001Z",
                                                "2026-01-01T00:00:00.123456789Z",
                                                "1969-12-31T23:59:59.999999999Z")
                                        .map(Instant::parse),
                                Stream.of(Instant.MIN, Instant.MAX))
                        .forEach(time -> assertRefused(full, component, time));
                times++;
            }
        }
        assertThat(times).isGreaterThanOrEqualTo(2);
    }

    private static void assertAccepted(Record row, RecordComponent component, Object value) {
        Record changed = Samples.with(row, component.getName(), value);
        assertThat(unwrapped(Samples.get(changed, component))).isEqualTo(value);
    }

    private static void assertRefused(Record row, RecordComponent component, Object value) {
        assertThatThrownBy(() -> Samples.with(row, component.getName(), value))
                .as("%s = %s", component.getName(), value)
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo(component.getName()));
    }

    private static Object unwrapped(Object value) {
        return value instanceof Optional<?> optional ? optional.orElseThrow() : value;
    }

    private static Object toBuilder(Record row) throws ReflectiveOperationException {
        return row.getClass().getMethod("toBuilder").invoke(row);
    }

    private static Record build(Object builder) throws ReflectiveOperationException {
        try {
            return (Record) builder.getClass().getMethod("build").invoke(builder);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** The setter that takes the value itself; an optional column also has one that takes an {@code Optional}. */
    private static Method setter(Object builder, RecordComponent component) {
        return Arrays.stream(builder.getClass().getMethods())
                .filter(method -> method.getName().equals(component.getName()))
                .filter(method -> method.getParameterCount() == 1 && method.getParameterTypes()[0] != Optional.class)
                .findFirst()
                .orElseThrow();
    }
}
