package io.github.reelstore.domain.model;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Validate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the store knows about a row's file and has no column of its own for. It is stored as a JSON object in the column
 * {@code media_info}:
 *
 * <pre>
 * {"codecs": ["h264", "aac"], "codedSize": "720x576", "pixelAspect": "64:45",
 *  "detected": {"durationMs": "8000", "frameRate": "25/1", "height": "576", "width": "1024"},
 *  "claimed": {"type": "video/webm", "width": "640"}, "provenance": ["c2pa"],
 *  "warnings": ["It was given as video/webm, but its bytes are video/mp4."], "absent": ["thumb_path"],
 *  "thumbnailer": "2"}
 * </pre>
 *
 * @param codecs the codecs, see {@link io.github.reelstore.domain.media.MediaMetadata#codecs}; empty for images
 * @param codedSize the size of a video as it is coded, see {@link
 *     io.github.reelstore.domain.media.MediaMetadata#codedSize}
 * @param pixelAspect the width and height of a video's pixels, see {@link
 *     io.github.reelstore.domain.media.MediaMetadata#pixelAspect}
 * @param detected the values of a video's or audio's columns that were read from the file, by name as in {@code claimed}: a
 *     column with another value was changed by the caller since, and keeps it; empty if an earlier version read the file
 * @param claimed values of the caller that differ from the detected ones, by name: {@code type}, {@code format},
 *     {@code width}, ...
 * @param provenance markers of origin, see {@link io.github.reelstore.domain.media.MediaMetadata#provenance}
 * @param warnings sentences for people
 * @param absent names of columns that stayed empty although the file was read; {@code thumb_path} if no thumbnail can
 *     be made
 * @param thumbnailer the version of the thumbnailer that could make no thumbnail, see {@link
 *     io.github.reelstore.domain.port.media.Thumbnailer#version}; empty if none failed, or an old one that noted nothing
 */
public record MediaInfo(
        List<String> codecs,
        Optional<String> codedSize,
        Optional<String> pixelAspect,
        Map<String, String> detected,
        Map<String, String> claimed,
        List<String> provenance,
        List<String> warnings,
        List<String> absent,
        Optional<String> thumbnailer) {

    /** What is known of a file that is not a video with pixels of its own shape, if no thumbnailer failed. */
    public MediaInfo(
            List<String> codecs,
            Map<String, String> claimed,
            List<String> provenance,
            List<String> warnings,
            List<String> absent) {
        this(
                codecs,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                claimed,
                provenance,
                warnings,
                absent,
                Optional.empty());
    }

    /** Nothing. A row has an empty {@code Optional} instead. */
    public static final MediaInfo NONE = new MediaInfo(List.of(), Map.of(), List.of(), List.of(), List.of());

    /**
     * Checks the texts.
     *
     * @throws StorageException.InvalidInput if one contains a NUL or half a surrogate pair
     */
    public MediaInfo {
        codecs = List.copyOf(codecs);
        // sorted, since Postgres does not keep the order of members
        detected = Collections.unmodifiableMap(new TreeMap<>(detected));
        claimed = Collections.unmodifiableMap(new TreeMap<>(claimed));
        provenance = List.copyOf(provenance);
        warnings = List.copyOf(warnings);
        absent = List.copyOf(absent);
        Stream.of(
                        codecs,
                        detected.keySet(),
                        detected.values(),
                        claimed.keySet(),
                        claimed.values(),
                        provenance,
                        warnings,
                        absent)
                .flatMap(Collection::stream)
                .forEach(text -> Validate.text("mediaInfo", text));
        Validate.text("mediaInfo", thumbnailer);
        Validate.text("mediaInfo", codedSize);
        Validate.text("mediaInfo", pixelAspect);
    }

    /** Reads the column. Values of another form, written by other programs, are ignored. */
    public static MediaInfo of(JsonText column) {
        Map<String, String> members = JsonSyntax.members(column.value());
        return new MediaInfo(
                strings(members, "codecs"),
                string(members, "codedSize"),
                string(members, "pixelAspect"),
                texts(members, "detected"),
                texts(members, "claimed"),
                strings(members, "provenance"),
                strings(members, "warnings"),
                strings(members, "absent"),
                Optional.ofNullable(members.get("thumbnailer")).flatMap(JsonSyntax::unquote));
    }

    private static Optional<String> string(Map<String, String> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(JsonSyntax::unquote);
    }

    private static Map<String, String> texts(Map<String, String> members, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonSyntax.members(members.getOrDefault(name, "{}"))
                .forEach((key, value) -> JsonSyntax.unquote(value).ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    private static List<String> strings(Map<String, String> members, String name) {
        return JsonSyntax.elements(members.getOrDefault(name, "[]")).stream()
                .flatMap(element -> JsonSyntax.unquote(element).stream())
                .toList();
    }

    /** The value of the column, without empty members. */
    public JsonText toJson() {
        Map<String, String> members = new LinkedHashMap<>();
        putArray(members, "codecs", codecs);
        codedSize.ifPresent(size -> members.put("codedSize", JsonSyntax.quote(size)));
        pixelAspect.ifPresent(aspect -> members.put("pixelAspect", JsonSyntax.quote(aspect)));
        putObject(members, "detected", detected);
        putObject(members, "claimed", claimed);
        putArray(members, "provenance", provenance);
        putArray(members, "warnings", warnings);
        putArray(members, "absent", absent);
        thumbnailer.ifPresent(version -> members.put("thumbnailer", JsonSyntax.quote(version)));
        return new JsonText(object(members, value -> value));
    }

    private static void putArray(Map<String, String> members, String name, List<String> strings) {
        if (!strings.isEmpty()) {
            members.put(name, JsonText.arrayOf(strings).value());
        }
    }

    private static void putObject(Map<String, String> members, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            members.put(name, object(texts, JsonSyntax::quote));
        }
    }

    private static String object(Map<String, String> members, UnaryOperator<String> toJson) {
        return members.entrySet().stream()
                .map(member -> JsonSyntax.quote(member.getKey()) + ":" + toJson.apply(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** This, or empty if it is {@link #NONE}. */
    public Optional<MediaInfo> ifAny() {
        return equals(NONE) ? Optional.empty() : Optional.of(this);
    }

    /** A copy with other absent columns. */
    public MediaInfo withAbsent(List<String> columns) {
        return new MediaInfo(
                codecs, codedSize, pixelAspect, detected, claimed, provenance, warnings, columns, thumbnailer);
    }

    /** A copy with another version of the thumbnailer that could make no thumbnail. */
    public MediaInfo withThumbnailer(Optional<String> version) {
        return new MediaInfo(codecs, codedSize, pixelAspect, detected, claimed, provenance, warnings, absent, version);
    }
}
