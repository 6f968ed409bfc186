package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
 *                "provenance": ["c2pa"], "warnings": ["It was given as video/webm, but its bytes are video/mp4."]}}
 * </pre>
 *
 * @param codecs how it is coded, as {@link io.github.reelstore.domain.media.MediaFacts#codecs} has it; of images none
 * @param claimed what the caller said and the bytes disprove, by what it is about: {@code type}, {@code format}, {@code width}, ...
 * @param provenance marks of where it is from, as {@link io.github.reelstore.domain.media.MediaFacts#provenance} has them
 * @param warnings a sentence each, for a person
 */
public record MediaNotes(
        List<String> codecs, Map<String, String> claimed, List<String> provenance, List<String> warnings) {

    /** Nothing noted. */
    public static final MediaNotes NONE = new MediaNotes(List.of(), Map.of(), List.of(), List.of());

    /** The warning of a row of which no thumbnail could be made. */
    static final String NO_THUMBNAIL = "No thumbnail could be made of it.";

    private static final String MEMBER = "reelstore";

    public MediaNotes {
        codecs = List.copyOf(codecs);
        claimed = Collections.unmodifiableMap(new LinkedHashMap<>(claimed));
        provenance = List.copyOf(provenance);
        warnings = List.copyOf(warnings);
    }

    /** What is noted in a row's meta; what another program wrote there in another form is none. */
    public static MediaNotes in(Optional<JsonText> meta) {
        Optional<JsonText> notes = meta.flatMap(json -> json.member(MEMBER));
        return new MediaNotes(
                strings(notes, "codecs"),
                notes.flatMap(json -> json.member("claimed"))
                        .map(JsonText::stringMembers)
                        .orElse(Map.of()),
                strings(notes, "provenance"),
                strings(notes, "warnings"));
    }

    private static List<String> strings(Optional<JsonText> notes, String name) {
        return notes.flatMap(json -> json.member(name)).map(JsonText::strings).orElse(List.of());
    }

    /**
     * For the meta of a new row: the store's own member is not the caller's to write.
     *
     * @throws StorageException.InvalidInput if it has one
     */
    static void requireNone(Optional<JsonText> meta) {
        if (meta.flatMap(json -> json.member(MEMBER)).isPresent()) {
            throw new StorageException.InvalidInput(
                    "meta", "The member \"" + MEMBER + "\" of meta is the store's own; give yours another name.");
        }
    }

    /** Whether a probe read the file, or tried to, and noted what it found: there is no more to be had from it. */
    boolean tellOfReading() {
        long ofReading = warnings.stream()
                .filter(warning -> !warning.equals(NO_THUMBNAIL))
                .count();
        // each claim that was disproved has a sentence of its own
        return !codecs.isEmpty() || ofReading > claimed.size();
    }

    MediaNotes with(String warning) {
        return new MediaNotes(
                codecs,
                claimed,
                provenance,
                Stream.concat(warnings.stream(), Stream.of(warning)).distinct().toList());
    }

    MediaNotes without(String warning) {
        return new MediaNotes(
                codecs,
                claimed,
                provenance,
                warnings.stream().filter(one -> !one.equals(warning)).toList());
    }

    /** The meta with these notes in place of what was noted before. One that is no JSON object has no room for them and stays. */
    Optional<JsonText> into(Optional<JsonText> meta) {
        if (meta.isPresent() && !meta.get().isObject()) {
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
        return warnings.isEmpty() ? json : json.with("warnings", JsonText.arrayOf(warnings));
    }
}
