package io.github.reelstore.domain.model;

import io.github.reelstore.domain.media.ContentHash;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an image, audio or a video was made from (column {@code made_from}), as digests. It is recorded when the row is stored and
 * stays when texts are corrected later, so that a comparison with what a scene says now shows whether it is up to date:
 *
 * <pre>
 * {"text": "0cc175b9c0f1b6a831c399e269772661", "voice": "92eb5ffee6ae2fec3ad71c777531578f"}
 * </pre>
 *
 * @param digests the digest of each ingredient that is known; that of an ingredient which was known to be absent is the digest of
 *     the empty text
 */
public record MadeFrom(Map<Ingredient, InputDigest> digests) {

    private static final List<Ingredient> INGREDIENTS = List.of(Ingredient.values());

    private static final Map<String, Ingredient> BY_NAME =
            INGREDIENTS.stream().collect(Collectors.toUnmodifiableMap(Ingredient::value, ingredient -> ingredient));

    public MadeFrom {
        Map<Ingredient, InputDigest> sorted = new EnumMap<>(Ingredient.class);
        digests.forEach(sorted::put);
        digests = Collections.unmodifiableMap(sorted);
    }

    /** Nothing is known. A row has an empty {@code Optional} instead. */
    public static final MadeFrom NOTHING = new MadeFrom(Map.of());

    /** A copy with the {@link InputDigest#of digest} of a text. */
    public MadeFrom with(Ingredient ingredient, String text) {
        return with(Map.of(ingredient, text));
    }

    /** A copy with the digests of texts, as {@link #with(Ingredient, String)} makes them. */
    public MadeFrom with(Map<Ingredient, String> texts) {
        Map<Ingredient, InputDigest> more = new EnumMap<>(Ingredient.class);
        digests.forEach(more::put);
        texts.forEach((ingredient, text) -> more.put(ingredient, InputDigest.of(text)));
        return new MadeFrom(more);
    }

    /** A copy with the digest of a text, if there is one. */
    public MadeFrom with(Ingredient ingredient, Optional<String> text) {
        return text.map(present -> with(ingredient, present)).orElse(this);
    }

    /**
     * An image that was sent along.
     *
     * @param role its role
     * @param position the position among the images of the same role, from 0
     * @param hash its content
     */
    public record SentImage(InputRole role, int position, ContentHash hash) {

        private String text() {
            return role + " " + position + " " + hash;
        }
    }

    /** A copy with the digest of the images that were sent along, in any order; an empty collection if there was none. */
    public MadeFrom withImages(Collection<SentImage> images) {
        return with(Ingredient.IMAGES, textOf(images));
    }

    /** The text of {@link Ingredient#IMAGES}: that of the images that were sent along. */
    public static String textOf(Collection<SentImage> images) {
        return images.stream()
                .sorted(Comparator.comparing((SentImage image) -> image.role().value())
                        .thenComparing(SentImage::position))
                .map(SentImage::text)
                .collect(Collectors.joining("\n"));
    }

    /** Whether the ingredient is known. */
    public boolean knows(Ingredient ingredient) {
        return digests.containsKey(ingredient);
    }

    /** The ingredients that both know and that differ. */
    public Set<Ingredient> differences(MadeFrom other) {
        Set<Ingredient> different = Set.of();
        for (Ingredient ingredient : INGREDIENTS) {
            InputDigest one = digests.get(ingredient);
            InputDigest another = other.digests.get(ingredient);
            if (one != null && another != null && !one.equals(another)) {
                different = different.isEmpty() ? EnumSet.noneOf(Ingredient.class) : different;
                different.add(ingredient);
            }
        }
        return different;
    }

    /** This, or empty if nothing is known. */
    public Optional<MadeFrom> ifAny() {
        return digests.isEmpty() ? Optional.empty() : Optional.of(this);
    }

    /** Reads the column. Members of another form, written by other programs, are ignored. */
    public static MadeFrom of(JsonText column) {
        Map<Ingredient, InputDigest> digests = new EnumMap<>(Ingredient.class);
        JsonSyntax.texts(column.value(), (name, text) -> {
            Ingredient ingredient = BY_NAME.get(name);
            if (ingredient != null) {
                InputDigest.read(text).ifPresent(digest -> digests.put(ingredient, digest));
            }
        });
        return new MadeFrom(digests);
    }

    /** The value of the column. */
    public JsonText toJson() {
        return new JsonText(digests.entrySet().stream()
                .map(entry -> JsonSyntax.quote(entry.getKey().value()) + ":"
                        + JsonSyntax.quote(
                                Objects.requireNonNull(entry.getValue()).value()))
                .collect(Collectors.joining(",", "{", "}")));
    }
}
