package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.MediaMetadata;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the declared type and format of a file with the detected ones. */
final class DeclaredTypeCheck {

    /** Unregistered media types that are in use. */
    private static final Map<String, MediaFormat> SYNONYMS = Map.ofEntries(
            Map.entry("image/jpg", MediaFormat.JPEG),
            Map.entry("image/pjpeg", MediaFormat.JPEG),
            Map.entry("image/heif", MediaFormat.HEIC),
            Map.entry("audio/mp3", MediaFormat.MP3),
            Map.entry("audio/x-mp3", MediaFormat.MP3),
            Map.entry("audio/x-wav", MediaFormat.WAV),
            Map.entry("audio/wave", MediaFormat.WAV),
            Map.entry("audio/vnd.wave", MediaFormat.WAV),
            Map.entry("audio/x-flac", MediaFormat.FLAC),
            Map.entry("audio/opus", MediaFormat.OGG),
            Map.entry("application/ogg", MediaFormat.OGG),
            Map.entry("audio/aacp", MediaFormat.AAC),
            Map.entry("audio/m4a", MediaFormat.M4A),
            Map.entry("audio/x-m4a", MediaFormat.M4A),
            Map.entry("audio/mp4a-latm", MediaFormat.M4A),
            Map.entry("audio/pcm", MediaFormat.PCM),
            Map.entry("audio/l16", MediaFormat.PCM),
            Map.entry("audio/mulaw", MediaFormat.ULAW),
            Map.entry("audio/pcmu", MediaFormat.ULAW),
            Map.entry("video/x-m4v", MediaFormat.MP4),
            Map.entry("video/x-matroska", MediaFormat.MKV),
            Map.entry("audio/x-matroska", MediaFormat.MKA),
            Map.entry("video/3gp", MediaFormat.THREE_GP),
            Map.entry("video/3gpp2", MediaFormat.THREE_GP),
            Map.entry("audio/3gp", MediaFormat.THREE_GA),
            Map.entry("audio/3gpp2", MediaFormat.THREE_GA));

    /** Generic types without information. */
    private static final Set<String> GENERIC = Set.of("application/octet-stream", "binary/octet-stream", "");

    private DeclaredTypeCheck() {}

    /** The declared values that differ from the detected ones, by name. Texts are limited to one line. */
    static Map<String, String> mismatches(BlobSource source, Optional<AudioEncoding> declared, MediaMetadata metadata) {
        Map<String, String> mismatches = new LinkedHashMap<>();
        type(source)
                .filter(type -> !matchesType(type, metadata.format()))
                .or(() -> MediaFormat.ofName(source.name())
                        .filter(format -> !isNameOf(format, metadata.format()))
                        .map(MediaFormat::mimeType))
                .ifPresent(type -> mismatches.put("type", type));
        declared.filter(format -> !matchesFormat(format, metadata))
                .ifPresent(format -> mismatches.put("format", format.toString()));
        return mismatches;
    }

    /** A container of sound alone has the name of one with pictures as often as its own: recorders write {@code .3gp}. */
    private static boolean isNameOf(MediaFormat named, MediaFormat detected) {
        return named == detected
                || named.audioOnly().filter(sound -> sound == detected).isPresent();
    }

    /** Parses a provider's format name; empty if the text is not one. */
    static Optional<AudioEncoding> parseEncoding(String text) {
        try {
            return Optional.of(AudioEncoding.parse(text));
        } catch (StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    /** The headerless format that a text names, alone or with a sample rate: {@code pcm}, {@code pcm_24000}. */
    static Optional<MediaFormat> headless(String format) {
        return MediaFormat.ofName("." + format)
                .filter(MediaFormat::isHeadless)
                .or(() -> parseEncoding(format).flatMap(AudioEncoding::headless));
    }

    private static Optional<String> type(BlobSource source) {
        return source.declaredType()
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .map(type -> type.replaceAll("[^ -~]", "?"))
                .map(type -> type.length() > 100 ? type.substring(0, 100) : type)
                .filter(type -> !GENERIC.contains(type));
    }

    static boolean matchesType(String type, MediaFormat format) {
        return type.equals(format.mimeType()) || SYNONYMS.get(type) == format;
    }

    /** Only MP3 files have the bit rate that the provider declares; that of other formats varies. */
    private static boolean matchesBitrate(AudioEncoding declared, MediaMetadata metadata) {
        return metadata.format() != MediaFormat.MP3
                || declared.kilobits().isEmpty()
                || metadata.bitrate()
                        .filter(detected ->
                                MetadataMerger.differs(declared.kilobits().get() * 1000L, detected))
                        .isEmpty();
    }

    static boolean matchesFormat(AudioEncoding declared, MediaMetadata metadata) {
        boolean codec = metadata.codecs().contains(declared.codec())
                || MediaFormat.ofName("." + declared.codec()).equals(Optional.of(metadata.format()));
        return codec
                && matchesBitrate(declared, metadata)
                && metadata.sampleRate()
                        .filter(hertz -> hertz != declared.sampleRate())
                        .isEmpty();
    }
}
