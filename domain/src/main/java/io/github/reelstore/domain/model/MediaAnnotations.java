package io.github.reelstore.domain.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The notes of the store about a row's file that have no column of their own. They are the member {@code reelstore} of
 * the row's {@code meta}; other members of {@code meta} are the caller's.
 *
 * <pre>{@code
 * ImageGeneration image = generations.addImage(newImage);
 * MediaAnnotations.in(image.meta()).warnings().forEach(System.err::println);
 * }</pre>
 *
 * <pre>
 * {"reelstore": {"codecs": ["h264", "aac"], "claimed": {"type": "video/webm", "width": "640"},
 *                "provenance": ["c2pa"], "warnings": ["It was given as video/webm, but its bytes are video/mp4."],
 *                "absent": ["duration_ms"]}}
 * </pre>
 *
 * @param codecs the codecs, see {@link io.github.reelstore.domain.media.MediaMetadata#codecs}; empty for images
 * @param claimed values of the caller that differ from the detected ones, by name: {@code type}, {@code format},
 *     {@code width}, ...
 * @param provenance markers of origin, see {@link io.github.reelstore.domain.media.MediaMetadata#provenance}
 * @param warnings sentences for people
 * @param absent names of columns that stayed empty although the file was read; {@code thumb_path} if no thumbnail can
 *     be made
 */
public record MediaAnnotations(
        List<String> codecs,
        Map<String, String> claimed,
        List<String> provenance,
        List<String> warnings,
        List<String> absent) {

    /** No notes. */
    public static final MediaAnnotations NONE =
            new MediaAnnotations(List.of(), Map.of(), List.of(), List.of(), List.of());

    /** The member of a row's meta that has the annotations. It is reserved for the store. */
    public static final String MEMBER = "reelstore";

    public MediaAnnotations {
        codecs = List.copyOf(codecs);
        claimed = Collections.unmodifiableMap(new LinkedHashMap<>(claimed));
        provenance = List.copyOf(provenance);
        warnings = List.copyOf(warnings);
        absent = List.copyOf(absent);
    }

    /** Reads the notes from the meta of a row. Values of another form, written by other programs, are ignored. */
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
}
