package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaAnnotations;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.media.StagedMedia;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills rows with the facts of their file. The bytes win over what a row says already, and where the two contradict each other, what it
 * said is noted ({@link MediaAnnotations}). What the bytes do not say stays as it is.
 */
public final class MetadataMerger {

    /** Closer lengths are one and the same: containers and encoders round. */
    private static final long SAME_MS = 50;

    private final MediaMetadata metadata;
    private final Map<String, String> claims;

    /**
     * @param claims what somebody said of the file and its bytes disprove, by what it is about
     */
    public MetadataMerger(MediaMetadata metadata, Map<String, String> claims) {
        this.metadata = metadata;
        this.claims = claims;
    }

    public static MetadataMerger of(StagedMedia media) {
        return new MetadataMerger(media.metadata(), media.claimed());
    }

    ImageGeneration fill(ImageGeneration row) {
        Map<String, String> claimed = new LinkedHashMap<>(claims);
        return row.toBuilder()
                .width(decide("width", row.width(), metadata.width(), claimed))
                .height(decide("height", row.height(), metadata.height(), claimed))
                .meta(notedIn(row.meta(), claimed))
                .build();
    }

    AudioGeneration fill(AudioGeneration row) {
        Map<String, String> claimed = new LinkedHashMap<>(claims);
        row.format().filter(said -> !isFormat(said)).ifPresent(said -> claimed.put("format", said));
        Optional<Long> saidMs = row.durationMs().or(() -> row.durationSeconds().map(seconds -> seconds * 1000L));
        long tolerance = row.durationMs().isPresent() ? SAME_MS : 999;
        Optional<Long> readMs = duration(saidMs, tolerance, claimed);
        return row.toBuilder()
                .format(metadata.format().extension())
                .durationMs(readMs.or(row::durationMs).orElse(null))
                .durationSeconds(readMs.map(MetadataMerger::seconds)
                        .or(row::durationSeconds)
                        .orElse(null))
                .sampleRate(decide("sampleRate", row.sampleRate(), metadata.sampleRate(), claimed))
                .channels(decide("channels", row.channels(), metadata.channels(), claimed))
                .bitrate(bitrate(row.bitrate(), claimed))
                .meta(notedIn(row.meta(), claimed))
                .build();
    }

    VideoGeneration fill(VideoGeneration row) {
        Map<String, String> claimed = new LinkedHashMap<>(claims);
        return row.toBuilder()
                .width(decide("width", row.width(), metadata.width(), claimed))
                .height(decide("height", row.height(), metadata.height(), claimed))
                .durationMs(duration(row.durationMs(), SAME_MS, claimed)
                        .or(row::durationMs)
                        .orElse(null))
                .meta(notedIn(row.meta(), claimed))
                .build();
    }

    /** The final cut's. Its length is no claim of anybody's. */
    VideoProject fill(VideoProject row) {
        return row.toBuilder()
                .durationMs(metadata.durationMs().or(row::durationMs).orElse(null))
                .meta(notedIn(row.meta(), claims))
                .build();
    }

    private static int seconds(long ms) {
        return (int) Math.min(Math.round(ms / 1000.0), Integer.MAX_VALUE);
    }

    private <T> @Nullable T decide(String what, Optional<T> said, Optional<T> read, Map<String, String> claimed) {
        if (said.isPresent() && read.isPresent() && !said.equals(read)) {
            claimed.put(what, said.get().toString());
        }
        return read.or(() -> said).orElse(null);
    }

    private Optional<Long> duration(Optional<Long> said, long tolerance, Map<String, String> claimed) {
        Optional<Long> read = metadata.durationMs();
        if (said.isPresent() && read.isPresent() && Math.abs(said.get() - read.get()) > tolerance) {
            claimed.put("durationMs", said.get().toString());
        }
        return read;
    }

    /** What a provider calls 128 kbit/s seldom is exactly that: only more than a tenth off is another one. */
    static boolean isAnother(long said, long read) {
        return Math.abs(said - read) > read / 10;
    }

    private @Nullable Integer bitrate(Optional<Integer> said, Map<String, String> claimed) {
        Optional<Integer> read = metadata.bitrate();
        if (said.isPresent() && read.isPresent() && isAnother(said.get(), read.get())) {
            claimed.put("bitrate", said.get().toString());
        }
        return read.or(() -> said).orElse(null);
    }

    /** Whether the text names the format, alone or as providers do: {@code mp3_44100_128}. */
    private boolean isFormat(String said) {
        String name = said.contains("_") ? said.substring(0, said.indexOf('_')) : said;
        return metadata.codecs().contains(name)
                || MediaFormat.ofName("." + name).equals(Optional.of(metadata.format()));
    }

    private @Nullable JsonText notedIn(Optional<JsonText> meta, Map<String, String> claimed) {
        MediaAnnotations before = MediaAnnotations.in(meta);
        Map<String, String> all = new LinkedHashMap<>(before.claimed());
        all.putAll(claimed);
        if (tellMore()) {
            all.entrySet().removeIf(claim -> !isDisproved(claim.getKey(), claim.getValue()));
        }
        return new MediaAnnotations(
                        codecs(before), all, provenance(before), warnings(before, claimed, all), before.absent())
                .into(meta)
                .orElse(null);
    }

    private List<String> codecs(MediaAnnotations before) {
        if (metadata.format().kind() == MediaKind.IMAGE) {
            return List.of();
        }
        return metadata.codecs().isEmpty() ? before.codecs() : metadata.codecs();
    }

    /** What an earlier reading found stays where this one may not have come as far. */
    private List<String> provenance(MediaAnnotations before) {
        boolean whole = tellMore() && metadata.warnings().isEmpty();
        Set<String> found = new LinkedHashSet<>(whole ? List.of() : before.provenance());
        found.addAll(metadata.provenance());
        return List.copyOf(found);
    }

    private List<String> warnings(MediaAnnotations before, Map<String, String> claimed, Map<String, String> all) {
        Set<String> warnings = new LinkedHashSet<>();
        if (tellMore()) {
            all.forEach((what, said) -> warnings.add(sentence(what, said)));
            warnings.addAll(metadata.warnings());
        } else {
            warnings.addAll(before.warnings());
            claimed.forEach((what, said) -> warnings.add(sentence(what, said)));
        }
        return List.copyOf(warnings);
    }

    /** Whether somebody read the file; not so a probe that looks at the first bytes only. */
    boolean tellMore() {
        return !metadata.equals(MediaMetadata.of(metadata.format()));
    }

    /** Whether the bytes contradict it still: an earlier reading may not have come as far. */
    private boolean isDisproved(String what, String said) {
        return switch (what) {
            case "type" -> !DeclaredTypeCheck.isType(said, metadata.format());
            case "format" ->
                DeclaredTypeCheck.output(said)
                        .map(output -> !DeclaredTypeCheck.isFormat(output, metadata))
                        .orElseGet(() -> !isFormat(said));
            default -> readNumber(what).filter(read -> isNear(what, said, read)).isEmpty();
        };
    }

    private static boolean isNear(String what, String said, long read) {
        try {
            long number = Long.parseLong(said);
            return switch (what) {
                case "durationMs" -> Math.abs(number - read) <= SAME_MS;
                case "bitrate" -> !isAnother(number, read);
                default -> number == read;
            };
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String sentence(String what, String said) {
        return switch (what) {
            case "type" ->
                "It was given as " + said + ", but its bytes are "
                        + metadata.format().mimeType() + ".";
            case "format" ->
                "It was given as " + said + ", but its bytes are "
                        + metadata.format().extension()
                        + metadata.sampleRate()
                                .map(hertz -> ", " + hertz + " Hz")
                                .orElse("")
                        + metadata.bitrate()
                                .map(rate -> ", " + Math.round(rate / 1000.0) + " kbit/s")
                                .orElse("") + ".";
            default -> "Its " + words(what) + " was given as " + said + ", but its bytes say " + read(what) + ".";
        };
    }

    private static String words(String what) {
        return switch (what) {
            case "durationMs" -> "duration in ms";
            case "sampleRate" -> "sample rate";
            case "channels" -> "number of channels";
            case "bitrate" -> "bit rate";
            default -> what;
        };
    }

    private String read(String what) {
        return readNumber(what).map(Object::toString).orElse("otherwise");
    }

    private Optional<Long> readNumber(String what) {
        return switch (what) {
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
