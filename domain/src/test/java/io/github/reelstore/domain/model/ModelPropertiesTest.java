package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Properties of JSON texts, languages and patches, over random inputs. */
class ModelPropertiesTest {

    private static final List<String> LANGUAGE_PARTS = List.of(
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

    private static final List<Field<VideoProject, String>> FIELDS = List.of(
            ProjectField.TITLE,
            ProjectField.DESCRIPTION,
            ProjectField.SCRIPT,
            ProjectField.ASPECT_RATIO,
            ProjectField.PROVIDER_PROJECT_ID);

    // JSON

    @PropertyTest
    void validJsonIsAcceptedUnchanged(RandomInput in) {
        String text = json(in, 4);
        assertThat(new JsonText(text).value()).isEqualTo(text);
    }

    @PropertyTest
    void truncatedJsonIsRefused(RandomInput in) {
        String container = "[" + json(in, 4) + "]";
        int removed = in.between(1, container.length());
        assertThatThrownBy(() -> new JsonText(container.substring(0, container.length() - removed)))
                .isInstanceOf(StorageException.InvalidInput.class);
    }

    /** A valid text of any kind, nested, with white space wherever it is allowed. */
    private static String json(RandomInput in, int depth) {
        if (depth == 0 || in.oneOf(true, false)) {
            String number = in.oneOf("0", "-0", "1", "-12.50", "1e5", "1E+5", "0.1e-7", "900719925474099312");
            String word = in.oneOf("null", "true", "false");
            return in.oneOf(number, word, JsonSyntax.quote(in.text(RandomInput::isStorable)));
        }
        List<String> items = in.list(0, 3, () -> json(in, depth - 1));
        String blank = in.oneOf("", " ", "\n\t\r ");
        if (in.oneOf(true, false)) {
            return "[" + blank + String.join(blank + ",", items) + "]" + blank;
        }
        String name = JsonSyntax.quote(in.text(RandomInput::isStorable)) + ":" + blank;
        return "{" + blank
                + String.join(",", items.stream().map(item -> name + item).toList())
                + "}";
    }

    @PropertyTest
    void anyStorableTextsCanBeTags(RandomInput in) {
        List<String> texts = in.list(0, 4, in::text);
        if (texts.stream().allMatch(RandomInput::isStorable)) {
            assertThat(JsonText.arrayOf(texts).value()).startsWith("[").endsWith("]");
        } else {
            assertThatThrownBy(() -> JsonText.arrayOf(texts)).isInstanceOf(StorageException.InvalidInput.class);
        }
    }

    @PropertyTest
    void deepNestingIsRefusedAndNeverOverflowsTheStack(RandomInput in) {
        int depth = in.oneOf(
                in.between(1, JsonSyntax.MAX_DEPTH - 1),
                in.between(JsonSyntax.MAX_DEPTH - 1, JsonSyntax.MAX_DEPTH + 1),
                in.between(1, 1_000_000));
        String opening = in.oneOf("[", "{\"a\":");
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

    // Languages

    @PropertyTest
    void canonicalisationIsIdempotent(RandomInput in) {
        String text = in.oneOf(in.joined("-", 1, 6, LANGUAGE_PARTS), in.ofCharacters("abZ09-_", 0, 12), in.text());
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

    /** What a patch does to a field: empty clears it. */
    private record Change(Field<VideoProject, String> field, Optional<String> value) {

        static Change random(RandomInput in) {
            Field<VideoProject, String> field = in.oneOf(FIELDS);
            String value = in.text(text -> RandomInput.isStorable(text) && !text.isBlank());
            return new Change(
                    field, Optional.of(value).filter(set -> field.isRequired() || in.oneOf(true, true, false)));
        }

        Patch<VideoProject> in(Patch<VideoProject> patch) {
            return value.map(set -> patch.set(field, set)).orElseGet(() -> patch.clear(field));
        }
    }

    @PropertyTest
    void aPatchChangesOnlyItsOwnColumns(RandomInput in) {
        VideoProject row = Samples.full(VideoProject.class, 1);
        Map<Field<VideoProject, String>, Optional<String>> last = new LinkedHashMap<>();
        Patch<VideoProject> patch = Patch.empty();
        VideoProject expected = row;
        for (Change change : in.list(0, 12, () -> Change.random(in))) {
            patch = change.in(patch);
            expected = change.field().with(expected, change.value().orElse(null));
            last.put(change.field(), change.value());
        }

        VideoProject changed = patch.applyTo(row);

        assertThat(changed).isEqualTo(expected);
        assertThat(patch.applyTo(changed)).isEqualTo(changed);
        assertThat(new LinkedHashSet<Object>(patch.fields())).isEqualTo(new LinkedHashSet<Object>(last.keySet()));
        last.forEach((field, value) -> assertThat(field.get(changed)).isEqualTo(value));
    }
}
