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

/** What somebody says that a file is, beside what its bytes are. */
final class DeclaredTypeCheck {

    /** Names of types that are in use beside the registered ones. */
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
            Map.entry("video/x-m4v", MediaFormat.MP4));

    /** Types that say nothing. */
    private static final Set<String> ANY = Set.of("application/octet-stream", "binary/octet-stream", "");

    private DeclaredTypeCheck() {}

    /** What the bytes disprove, by what it is about; the most that is kept of a text is a line. */
    static Map<String, String> disproved(BlobSource source, Optional<AudioEncoding> said, MediaMetadata metadata) {
        Map<String, String> disproved = new LinkedHashMap<>();
        type(source)
                .filter(type -> !isType(type, metadata.format()))
                .or(() -> MediaFormat.ofName(source.name())
                        .filter(format -> format != metadata.format())
                        .map(MediaFormat::mimeType))
                .ifPresent(type -> disproved.put("type", type));
        said.filter(format -> !isFormat(format, metadata))
                .ifPresent(format -> disproved.put("format", format.toString()));
        return disproved;
    }

    /** The provider's name of a format that a text is; empty if it is none. */
    static Optional<AudioEncoding> output(String text) {
        try {
            return Optional.of(AudioEncoding.parse(text));
        } catch (StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    private static Optional<String> type(BlobSource source) {
        return source.declaredType()
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .map(type -> type.replaceAll("[^ -~]", "?"))
                .map(type -> type.length() > 100 ? type.substring(0, 100) : type)
                .filter(type -> !ANY.contains(type));
    }

    static boolean isType(String type, MediaFormat format) {
        return type.equals(format.mimeType()) || SYNONYMS.get(type) == format;
    }

    /** Of MP3 alone a provider's bit rate is one that the bytes keep to: others vary theirs. */
    private static boolean isBitrate(AudioEncoding said, MediaMetadata metadata) {
        return metadata.format() != MediaFormat.MP3
                || said.kilobits().isEmpty()
                || metadata.bitrate()
                        .filter(read -> MetadataMerger.isAnother(said.kilobits().get() * 1000L, read))
                        .isEmpty();
    }

    static boolean isFormat(AudioEncoding said, MediaMetadata metadata) {
        boolean codec = metadata.codecs().contains(said.codec())
                || MediaFormat.ofName("." + said.codec()).equals(Optional.of(metadata.format()));
        return codec
                && isBitrate(said, metadata)
                && metadata.sampleRate()
                        .filter(hertz -> hertz != said.sampleRate())
                        .isEmpty();
    }
}
