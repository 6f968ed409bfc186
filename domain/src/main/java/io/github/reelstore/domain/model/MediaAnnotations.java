package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the store noted of a row's file and has no column for: it is the member {@code reelstore} of the row's {@code meta}, beside
 * whatever else is there.
 *
 * <pre>{@code
 * ImageGeneration image = generations.addImage(newImage);
 * MediaNotes.in(image.meta()).warnings().forEach(System.err::println);
 * }</pre>
 *
 * <pre>
 * {"reelstore": {"codecs": ["h264", "aac"], "claimed": {"type": "video/webm", "width": "640"},
 *                "provenance": ["c2pa"], "warnings": ["It was given as video/webm, but its bytes are video/mp4."],
 *                "absent": ["duration_ms"]}}
 * </pre>
 *
 * @param codecs how it is coded, as {@link io.github.reelstore.domain.media.MediaMetadata#codecs} has it; of images none
 * @param claimed what the caller said and the bytes disprove, by what it is about: {@code type}, {@code format}, {@code width}, ...
 * @param provenance marks of where it is from, as {@link io.github.reelstore.domain.media.MediaMetadata#provenance} has them
 * @param warnings a sentence each, for a person
 * @param absent columns that stayed empty although the file was read for them, by their names in the table; {@code thumb_path} where no
 *     thumbnail can be made
 */
public record MediaAnnotations(
        List<String> codecs,
        Map<String, String> claimed,
        List<String> provenance,
        List<String> warnings,
        List<String> absent) {

    /** Nothing noted. */
    public static final MediaAnnotations NONE =
            new MediaAnnotations(List.of(), Map.of(), List.of(), List.of(), List.of());

    private static final String MEMBER = "reelstore";

    public MediaAnnotations {
        codecs = List.copyOf(codecs);
        claimed = Collections.unmodifiableMap(new LinkedHashMap<>(claimed));
        provenance = List.copyOf(provenance);
        warnings = List.copyOf(warnings);
        absent = List.copyOf(absent);
    }

    /** What is noted in a row's meta; what another program wrote there in another form is none. */
    public static MediaAnnotations in(Optional<JsonText> meta) {
        Optional<JsonText> notes = meta.flatMap(json -> json.member(MEMBER));
        return new MediaAnnotations(
                strings(notes, "codecs"),
                notes.flatMap(json -> json.member("claimed"))
                        .map(JsonText::stringMembers)
                        .orElse(Map.of()),
                strings(notes, "provenance"),
                strings(notes, "warnings"),
                strings(notes, "absent"));
    }

    private static List<String> strings(Optional<JsonText> notes, String name) {
        return notes.flatMap(json -> json.member(name)).map(JsonText::strings).orElse(List.of());
    }

    /**
     * For the meta of a new row: the store's own member is not the caller's to write.
     *
     * @throws StorageException.InvalidInput if it has one
     */
    public static void requireNone(Optional<JsonText> meta) {
        if (meta.flatMap(json -> json.member(MEMBER)).isPresent()) {
            throw new StorageException.InvalidInput(
                    "meta", "The member \"" + MEMBER + "\" of meta is the store's own; give yours another name.");
        }
    }

    /** Whether there is room for notes: a meta that is no object is somebody else's alone. */
    public static boolean fitInto(Optional<JsonText> meta) {
        return meta.filter(json -> !json.isObject()).isEmpty();
    }

    public MediaAnnotations withAbsent(Collection<String> columns) {
        return new MediaAnnotations(codecs, claimed, provenance, warnings, List.copyOf(columns));
    }

    /** The meta with these notes in place of what was noted before. One that is no JSON object has no room for them and stays. */
    public Optional<JsonText> into(Optional<JsonText> meta) {
        if (!fitInto(meta) || equals(in(meta))) {
            return meta;
        }
        if (equals(NONE)) {
            return meta.map(json -> json.without(MEMBER))
                    .filter(json ->
                            !json.equals(JsonText.EMPTY_OBJECT) || meta.get().equals(json));
        }
        return Optional.of(meta.orElse(JsonText.EMPTY_OBJECT).with(MEMBER, json()));
    }

    private JsonText json() {
        JsonText json = JsonText.EMPTY_OBJECT;
        if (!codecs.isEmpty()) {
            json = json.with("codecs", JsonText.arrayOf(codecs));
        }
        if (!claimed.isEmpty()) {
            json = json.with("claimed", JsonText.objectOf(claimed));
        }
        if (!provenance.isEmpty()) {
            json = json.with("provenance", JsonText.arrayOf(provenance));
        }
        if (!warnings.isEmpty()) {
            json = json.with("warnings", JsonText.arrayOf(warnings));
        }
        return absent.isEmpty() ? json : json.with("absent", JsonText.arrayOf(absent));
    }
}
