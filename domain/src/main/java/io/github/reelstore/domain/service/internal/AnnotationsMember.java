package io.github.reelstore.domain.service.internal;

import static io.github.reelstore.domain.model.MediaAnnotations.MEMBER;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaAnnotations;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes {@link MediaAnnotations} to the meta of a row. */
public final class AnnotationsMember {

    private AnnotationsMember() {}

    /**
     * Checks that the meta of a new row does not contain the member that is reserved for the store.
     *
     * @throws StorageException.InvalidInput if it does
     */
    public static void requireNone(Optional<JsonText> meta) {
        if (meta.flatMap(json -> json.member(MEMBER)).isPresent()) {
            throw new StorageException.InvalidInput(
                    "meta", "The member \"" + MEMBER + "\" of meta is reserved for the store; use another name.");
        }
    }

    /** Whether the meta can contain annotations: it must be empty or a JSON object. */
    public static boolean fitInto(Optional<JsonText> meta) {
        return meta.filter(json -> !json.isObject()).isEmpty();
    }

    /** A copy with other absent columns. */
    public static MediaAnnotations withAbsent(MediaAnnotations annotations, Collection<String> columns) {
        return new MediaAnnotations(
                annotations.codecs(),
                annotations.claimed(),
                annotations.provenance(),
                annotations.warnings(),
                List.copyOf(columns));
    }

    /**
     * The meta with these annotations instead of the earlier ones. A meta that is not a JSON object is returned unchanged.
     */
    public static Optional<JsonText> write(MediaAnnotations annotations, Optional<JsonText> meta) {
        if (!fitInto(meta) || annotations.equals(MediaAnnotations.in(meta))) {
            return meta;
        }
        if (annotations.equals(MediaAnnotations.NONE)) {
            return meta.map(json -> json.without(MEMBER))
                    .filter(json ->
                            !json.equals(JsonText.EMPTY_OBJECT) || meta.get().equals(json));
        }
        return Optional.of(meta.orElse(JsonText.EMPTY_OBJECT).with(MEMBER, json(annotations)));
    }

    private static JsonText json(MediaAnnotations annotations) {
        JsonText json = JsonText.EMPTY_OBJECT;
        if (!annotations.codecs().isEmpty()) {
            json = json.with("codecs", JsonText.arrayOf(annotations.codecs()));
        }
        if (!annotations.claimed().isEmpty()) {
            json = json.with("claimed", JsonText.objectOf(annotations.claimed()));
        }
        if (!annotations.provenance().isEmpty()) {
            json = json.with("provenance", JsonText.arrayOf(annotations.provenance()));
        }
        if (!annotations.warnings().isEmpty()) {
            json = json.with("warnings", JsonText.arrayOf(annotations.warnings()));
        }
        return annotations.absent().isEmpty() ? json : json.with("absent", JsonText.arrayOf(annotations.absent()));
    }
}
