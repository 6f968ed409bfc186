package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;

/** Properties of JSON texts, languages and patches, over random inputs. */
class ModelPropertiesTest {

    // JSON

    /** Valid texts of all kinds, nested, with white space wherever it is allowed. */
    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> numbers =
                Arbitraries.of("0", "-0", "1", "-12.50", "1e5", "1E+5", "0.1e-7", "900719925474099312");
        Arbitrary<String> words = Arbitraries.of("null", "true", "false");
        Arbitrary<String> scalars = Arbitraries.oneOf(numbers, words, strings().map(JsonSyntax::quote));
        return Arbitraries.recursive(() -> scalars, ModelPropertiesTest::nested, 0, 4);
    }

    private static Arbitrary<String> nested(Arbitrary<String> inner) {
        Arbitrary<String> space = Arbitraries.of("", " ", "\n\t\r ");
        Arbitrary<List<String>> items = inner.list().ofMaxSize(3);
        return Combinators.combine(items, strings(), space, Arbitraries.of(true, false))
                .as((values, name, blank, object) -> object
                        ? "{" + blank
                                + String.join(
                                        ",",
                                        values.stream()
                                                .map(value -> JsonSyntax.quote(name) + ":" + blank + value)
                                                .toList())
                                + "}"
                        : "[" + blank + String.join(blank + ",", values) + "]" + blank);
    }

    /** Strings that both databases can store. */
    private static Arbitrary<String> strings() {
        return Arbitraries.strings().ofMaxLength(20).filter(ModelPropertiesTest::isStorable);
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    @Property
    void validJsonIsAcceptedUnchanged(@ForAll("json") String text) {
        assertThat(new JsonText(text).value()).isEqualTo(text);
    }

    @Property
    void truncatedJsonIsRefused(@ForAll("json") String text, @ForAll @IntRange(min = 1, max = 400) int removed) {
        String container = "[" + text + "]";
        assertThatThrownBy(() -> new JsonText(container.substring(0, Math.max(0, container.length() - removed))))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    @Property
    void anyStorableTextsCanBeTags(@ForAll List<String> texts) {
        if (texts.stream().allMatch(ModelPropertiesTest::isStorable)) {
            assertThat(JsonText.arrayOf(texts).value()).startsWith("[").endsWith("]");
        } else {
            assertThatThrownBy(() -> JsonText.arrayOf(texts)).isInstanceOf(StorageException.InvalidInput.class);
        }
    }

    @Property(tries = 100)
    void deepNestingIsRefusedAndNeverOverflowsTheStack(
            @ForAll @IntRange(min = 1, max = 1_000_000) int depth, @ForAll("openings") String opening) {
        String text = opening.repeat(depth) + "0" + (opening.equals("[") ? "]" : "}").repeat(depth);
        // the innermost value is one more level
        if (depth < JsonSyntax.MAX_DEPTH) {
            assertThat(new JsonText(text).value()).hasSize(text.length());
        } else {
            assertThatThrownBy(() -> new JsonText(text))
                    .isInstanceOf(StorageException.InvalidInput.class)
                    .hasMessageContaining("nested deeper");
        }
    }

    @Provide
    Arbitrary<String> openings() {
        return Arbitraries.of("[", "{\"a\":");
    }

    // Languages

    /** Texts that resemble language tags, many of which are valid. */
    @Provide
    Arbitrary<String> tags() {
        Arbitrary<String> parts = Arbitraries.of(
                "en",
                "PT",
                "vi",
                "br",
                "BR",
                "hant",
                "419",
                "1996",
                "u",
                "x",
                "co",
                "phonebk",
                "valencia",
                "zh",
                "cmn",
                "iw",
                "he",
                "no",
                "nynorsk",
                "i",
                "klingon",
                "a",
                "",
                "und",
                "sgn",
                "DE",
                "ja",
                "jp",
                "T",
                "de1996");
        Arbitrary<String> joined = parts.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("-", list));
        return Arbitraries.oneOf(
                joined, Arbitraries.strings().withChars("abZ09-_").ofMaxLength(12), Arbitraries.strings());
    }

    @Property
    void canonicalisationIsIdempotent(@ForAll("tags") String text) {
        LanguageTag tag;
        try {
            tag = LanguageTag.of(text);
        } catch (StorageException.InvalidInput e) {
            assertThat(e.subject()).isEqualTo("language");
            return;
        }
        assertThat(LanguageTag.of(tag.value())).isEqualTo(tag).isEqualTo(new LanguageTag(tag.value()));
        assertThat(tag.matches(tag)).isTrue();
    }

    // Patches

    @Provide
    Arbitrary<List<Tuple2<Field<VideoProject, String>, Optional<String>>>> changes() {
        Arbitrary<Field<VideoProject, String>> fields = Arbitraries.of(List.of(
                ProjectField.TITLE,
                ProjectField.DESCRIPTION,
                ProjectField.SCRIPT,
                ProjectField.ASPECT_RATIO,
                ProjectField.PROVIDER_PROJECT_ID));
        Arbitrary<String> values = strings().filter(text -> !text.isBlank());
        return Combinators.combine(fields, values.optional())
                .as((field, value) -> Tuple.of(field, field.isRequired() ? value.or(() -> Optional.of("t")) : value))
                .list()
                .ofMaxSize(12);
    }

    @Property
    void aPatchChangesOnlyItsOwnColumns(
            @ForAll("changes") List<Tuple2<Field<VideoProject, String>, Optional<String>>> changes) {
        VideoProject row = Samples.full(VideoProject.class, 1);
        Map<Field<VideoProject, String>, Optional<String>> last = new LinkedHashMap<>();
        Patch<VideoProject> patch = Patch.empty();
        VideoProject expected = row;
        for (Tuple2<Field<VideoProject, String>, Optional<String>> change : changes) {
            Field<VideoProject, String> field = change.get1();
            patch = change.get2().isPresent() ? patch.set(field, change.get2().get()) : patch.clear(field);
            expected = field.with(expected, change.get2().orElse(null));
            last.put(field, change.get2());
        }

        VideoProject changed = patch.applyTo(row);

        assertThat(changed).isEqualTo(expected);
        assertThat(patch.applyTo(changed)).isEqualTo(changed);
        assertThat(new LinkedHashSet<Object>(patch.fields())).isEqualTo(new LinkedHashSet<Object>(last.keySet()));
        last.forEach((field, value) -> assertThat(field.get(changed)).isEqualTo(value));
    }
}
