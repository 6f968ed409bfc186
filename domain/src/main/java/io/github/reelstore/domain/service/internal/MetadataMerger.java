package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.media.StagedMedia;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Fills rows with the metadata of their file. Detected values override those that the caller gave with the file, but not
 * those that the caller set later; a difference is noted ({@link MediaInfo}). Values that were not detected stay unchanged.
 */
public final class MetadataMerger {

    /** The tolerance for durations: containers and encoders round. */
    private static final long TOLERANCE_MS = 50;

    private final MediaMetadata metadata;
    private final Map<String, String> claims;

    /**
     * @param claims declared values that differ from the detected ones, by name
     */
    public MetadataMerger(MediaMetadata metadata, Map<String, String> claims) {
        this.metadata = metadata;
        this.claims = claims;
    }

    public static MetadataMerger of(StagedMedia media) {
        return new MetadataMerger(media.metadata(), media.claimed());
    }

    ImageGeneration fill(ImageGeneration row) {
        ColumnMerge columns = merge(row.mediaInfo());
        return row.toBuilder()
                .width(columns.column("width", row.width(), metadata.width()))
                .height(columns.column("height", row.height(), metadata.height()))
                .mediaInfo(merged(row.mediaInfo(), columns.claimed(), Map.of()))
                .build();
    }

    AudioGeneration fill(AudioGeneration row) {
        ColumnMerge columns = merge(row.mediaInfo());
        // whole seconds say nothing about a duration that was read more exactly
        Optional<Long> declaredMs = row.durationMs()
                .or(() -> row.durationSeconds()
                        .filter(seconds -> !columns.detected().containsKey("durationMs"))
                        .map(seconds -> seconds * 1000L));
        long tolerance = row.durationMs().isPresent() ? TOLERANCE_MS : 999;
        Optional<Long> ms = columns.column("durationMs", declaredMs, metadata.durationMs(), within(tolerance));
        boolean read = metadata.durationMs().isPresent();
        boolean keepsSeconds = row.durationSeconds().isPresent() && (!read || !ms.equals(metadata.durationMs()));
        AudioGeneration filled = row.toBuilder()
                .format(metadata.format().extension())
                .durationMs(read ? ms : row.durationMs())
                .durationSeconds(keepsSeconds || !read ? row.durationSeconds() : ms.map(MetadataMerger::seconds))
                .sampleRate(columns.column("sampleRate", row.sampleRate(), metadata.sampleRate()))
                .channels(columns.column("channels", row.channels(), metadata.channels()))
                .bitrate(columns.column(
                        "bitrate",
                        row.bitrate(),
                        metadata.bitrate(),
                        (declared, detected) -> !differs(declared, detected)))
                .build();
        Map<String, String> claimed = new LinkedHashMap<>(columns.claimed());
        row.format()
                .filter(declared -> !wasRead(row.mediaInfo()) && !matchesFormat(declared))
                .ifPresent(declared -> claimed.put("format", declared));
        return filled.toBuilder()
                .mediaInfo(merged(row.mediaInfo(), claimed, columns.detected()))
                .build();
    }

    VideoGeneration fill(VideoGeneration row) {
        ColumnMerge columns = merge(row.mediaInfo());
        return row.toBuilder()
                .width(columns.column("width", row.width(), metadata.width()))
                .height(columns.column("height", row.height(), metadata.height()))
                .durationMs(columns.column("durationMs", row.durationMs(), metadata.durationMs(), within(TOLERANCE_MS)))
                .frameRate(columns.column("frameRate", row.frameRate(), metadata.frameRate()))
                .mediaInfo(merged(row.mediaInfo(), columns.claimed(), columns.detected()))
                .build();
    }

    /** Fills a project with the metadata of its final cut. A different duration in the row is not noted as a claim. */
    VideoProject fill(VideoProject row) {
        ColumnMerge columns = merge(row.mediaInfo());
        return row.toBuilder()
                .durationMs(columns.column("durationMs", row.durationMs(), metadata.durationMs(), within(TOLERANCE_MS)))
                .mediaInfo(merged(row.mediaInfo(), Map.of(), columns.detected()))
                .build();
    }

    private static ColumnMerge merge(Optional<MediaInfo> before) {
        return new ColumnMerge(before.orElse(MediaInfo.NONE));
    }

    private static BiPredicate<Long, Long> within(long tolerance) {
        return (declared, detected) -> Math.abs(declared - detected) <= tolerance;
    }

    private static boolean wasRead(Optional<MediaInfo> before) {
        return before.filter(info -> !info.codecs().isEmpty()).isPresent();
    }

    private static int seconds(long ms) {
        return (int) Math.min(Math.round(ms / 1000.0), Integer.MAX_VALUE);
    }

    /** Whether bit rates differ by more than a tenth. Providers' 128 kbit/s are seldom exact. */
    static boolean differs(long declared, long detected) {
        return Math.abs(declared - detected) > detected / 10;
    }

    /** Whether the text is the name of the format, alone or as providers write it: {@code mp3_44100_128}. */
    private boolean matchesFormat(String declared) {
        String codec = declared.contains("_") ? declared.substring(0, declared.indexOf('_')) : declared;
        return metadata.codecs().contains(codec)
                || MediaFormat.ofName("." + codec).equals(Optional.of(metadata.format()));
    }

    private Optional<MediaInfo> merged(
            Optional<MediaInfo> earlier, Map<String, String> claimedColumns, Map<String, String> detected) {
        MediaInfo before = earlier.orElse(MediaInfo.NONE);
        Map<String, String> claimed = new LinkedHashMap<>(claims);
        claimed.putAll(claimedColumns);
        Map<String, String> all = new LinkedHashMap<>(before.claimed());
        all.putAll(claimed);
        if (isProbed()) {
            all.entrySet().removeIf(claim -> !isMismatch(claim.getKey(), claim.getValue()));
        }
        boolean sized = metadata.width().isPresent();
        return new MediaInfo(
                        codecs(before),
                        sized ? metadata.codedSize() : before.codedSize(),
                        sized ? metadata.pixelAspect() : before.pixelAspect(),
                        detected,
                        all,
                        provenance(before),
                        warnings(before, claimed, all),
                        before.absent(),
                        before.thumbnailer())
                .ifAny();
    }

    private List<String> codecs(MediaInfo before) {
        if (metadata.format().kind() == MediaKind.IMAGE) {
            return List.of();
        }
        return metadata.codecs().isEmpty() ? before.codecs() : metadata.codecs();
    }

    /** Keeps the earlier values if this probe may not have read the whole file. */
    private List<String> provenance(MediaInfo before) {
        boolean whole = isProbed() && metadata.warnings().isEmpty();
        Set<String> found = new LinkedHashSet<>(whole ? List.of() : before.provenance());
        found.addAll(metadata.provenance());
        return List.copyOf(found);
    }

    private List<String> warnings(MediaInfo before, Map<String, String> claimed, Map<String, String> all) {
        Set<String> warnings = new LinkedHashSet<>();
        if (isProbed()) {
            all.forEach((name, declared) -> warnings.add(warning(name, declared)));
            warnings.addAll(metadata.warnings());
        } else {
            warnings.addAll(before.warnings());
            claimed.forEach((name, declared) -> warnings.add(warning(name, declared)));
        }
        return List.copyOf(warnings);
    }

    /** Whether the metadata contains more than the format, that is, whether a probe has read the file. */
    boolean isProbed() {
        return !metadata.equals(MediaMetadata.of(metadata.format()));
    }

    /** Whether a claim still differs from the detected value: an earlier probe may not have read the whole file. */
    private boolean isMismatch(String name, String declared) {
        return switch (name) {
            case "type" -> !DeclaredTypeCheck.matchesType(declared, metadata.format());
            case "format" ->
                DeclaredTypeCheck.parseEncoding(declared)
                        .map(encoding -> !DeclaredTypeCheck.matchesFormat(encoding, metadata))
                        .orElseGet(() -> !matchesFormat(declared));
            case "frameRate" -> !metadata.frameRate().map(FrameRate::toString).equals(Optional.of(declared));
            default ->
                detectedNumber(name)
                        .filter(detected -> isWithinTolerance(name, declared, detected))
                        .isEmpty();
        };
    }

    private static boolean isWithinTolerance(String name, String declared, long detected) {
        try {
            long number = Long.parseLong(declared);
            return switch (name) {
                case "durationMs" -> Math.abs(number - detected) <= TOLERANCE_MS;
                case "bitrate" -> !differs(number, detected);
                default -> number == detected;
            };
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String warning(String name, String declared) {
        return switch (name) {
            case "type" ->
                "It was given as " + declared + ", but its bytes are "
                        + metadata.format().mimeType() + ".";
            case "format" ->
                "It was given as " + declared + ", but its bytes are "
                        + metadata.format().extension()
                        + metadata.sampleRate()
                                .map(hertz -> ", " + hertz + " Hz")
                                .orElse("")
                        + metadata.bitrate()
                                .map(rate -> ", " + Math.round(rate / 1000.0) + " kbit/s")
                                .orElse("") + ".";
            default ->
                "Its " + label(name) + " was given as " + declared + ", but its bytes say " + detectedText(name) + ".";
        };
    }

    private static String label(String name) {
        return switch (name) {
            case "durationMs" -> "duration in ms";
            case "sampleRate" -> "sample rate";
            case "channels" -> "number of channels";
            case "bitrate" -> "bit rate";
            case "frameRate" -> "frame rate";
            default -> name;
        };
    }

    private String detectedText(String name) {
        Optional<?> detected = name.equals("frameRate") ? metadata.frameRate() : detectedNumber(name);
        return detected.map(Object::toString).orElse("otherwise");
    }

    private Optional<Long> detectedNumber(String name) {
        return switch (name) {
            case "width" -> metadata.width().map(Integer::longValue);
            case "height" -> metadata.height().map(Integer::longValue);
            case "durationMs" -> metadata.durationMs();
            case "sampleRate" -> metadata.sampleRate().map(Integer::longValue);
            case "channels" -> metadata.channels().map(Integer::longValue);
            case "bitrate" -> metadata.bitrate().map(Integer::longValue);
            default -> Optional.empty();
        };
    }
}
