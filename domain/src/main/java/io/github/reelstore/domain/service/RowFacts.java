package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.MediaFacts;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.media.MediaKind;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.Field;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills rows with the facts of their file. The bytes win over what a row says already, and where the two contradict each other, what it
 * said is noted ({@link MediaNotes}). What the bytes do not say stays as it is.
 */
final class RowFacts {

    /** Closer lengths are one and the same: containers and encoders round. */
    private static final long SAME_MS = 50;

    private final MediaFacts facts;
    private final Map<String, String> claimed = new LinkedHashMap<>();

    /**
     * @param claims what somebody said of the file and its bytes disprove, by what it is about
     */
    RowFacts(MediaFacts facts, Map<String, String> claims) {
        this.facts = facts;
        claimed.putAll(claims);
    }

    ImageGeneration fill(ImageGeneration row) {
        return row.toBuilder()
                .width(decide("width", row.width(), facts.width()))
                .height(decide("height", row.height(), facts.height()))
                .meta(notedIn(row.meta()))
                .build();
    }

    AudioGeneration fill(AudioGeneration row) {
        String format = facts.format().extension();
        row.format().filter(said -> !isFormat(said)).ifPresent(said -> claimed.put("format", said));
        Optional<Long> saidMs = row.durationMs().or(() -> row.durationSeconds().map(seconds -> seconds * 1000L));
        long tolerance = row.durationMs().isPresent() ? SAME_MS : 999;
        Long durationMs = duration(saidMs, tolerance).or(row::durationMs).orElse(null);
        return row.toBuilder()
                .format(format)
                .durationMs(durationMs)
                .durationSeconds(facts.durationMs()
                        .map(RowFacts::seconds)
                        .or(row::durationSeconds)
                        .orElse(null))
                .sampleRate(decide("sampleRate", row.sampleRate(), facts.sampleRate()))
                .channels(decide("channels", row.channels(), facts.channels()))
                .bitrate(bitrate(row.bitrate()))
                .meta(notedIn(row.meta()))
                .build();
    }

    VideoGeneration fill(VideoGeneration row) {
        return row.toBuilder()
                .width(decide("width", row.width(), facts.width()))
                .height(decide("height", row.height(), facts.height()))
                .durationMs(
                        duration(row.durationMs(), SAME_MS).or(row::durationMs).orElse(null))
                .meta(notedIn(row.meta()))
                .build();
    }

    /** The final cut's; its length is another one's no longer. */
    VideoProject fill(VideoProject row) {
        return row.toBuilder()
                .durationMs(facts.durationMs().orElse(null))
                .meta(notedIn(row.meta()))
                .build();
    }

    private static int seconds(long ms) {
        return (int) Math.min(Math.round(ms / 1000.0), Integer.MAX_VALUE);
    }

    private <T> @Nullable T decide(String what, Optional<T> said, Optional<T> read) {
        if (said.isPresent() && read.isPresent() && !said.equals(read)) {
            claimed.put(what, said.get().toString());
        }
        return read.or(() -> said).orElse(null);
    }

    private Optional<Long> duration(Optional<Long> said, long tolerance) {
        Optional<Long> read = facts.durationMs();
        if (said.isPresent() && read.isPresent() && Math.abs(said.get() - read.get()) > tolerance) {
            claimed.put("durationMs", said.get().toString());
        }
        return read;
    }

    /** What a provider calls 128 kbit/s seldom is exactly that: only more than a tenth off is another one. */
    private @Nullable Integer bitrate(Optional<Integer> said) {
        Optional<Integer> read = facts.bitrate();
        if (said.isPresent() && read.isPresent() && Math.abs((long) said.get() - read.get()) > read.get() / 10) {
            claimed.put("bitrate", said.get().toString());
        }
        return read.or(() -> said).orElse(null);
    }

    /** Whether the text names the format, alone or as providers do: {@code mp3_44100_128}. */
    private boolean isFormat(String said) {
        String name = said.contains("_") ? said.substring(0, said.indexOf('_')) : said;
        return facts.codecs().contains(name) || MediaFormat.ofName("." + name).equals(Optional.of(facts.format()));
    }

    private @Nullable JsonText notedIn(Optional<JsonText> meta) {
        MediaNotes before = MediaNotes.in(meta);
        Map<String, String> all = new LinkedHashMap<>(before.claimed());
        all.putAll(claimed);
        List<String> warnings = new ArrayList<>();
        all.forEach((what, said) -> warnings.add(sentence(what, said)));
        warnings.addAll(facts.warnings());
        List<String> codecs = facts.format().kind() == MediaKind.IMAGE ? List.of() : facts.codecs();
        return new MediaNotes(codecs, all, facts.provenance(), warnings)
                .into(meta)
                .orElse(null);
    }

    private String sentence(String what, String said) {
        return switch (what) {
            case "type" ->
                "It was given as " + said + ", but its bytes are "
                        + facts.format().mimeType() + ".";
            case "format" ->
                "It was given as " + said + ", but its bytes are "
                        + facts.format().extension()
                        + facts.sampleRate().map(hertz -> ", " + hertz + " Hz").orElse("") + ".";
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
        Optional<?> read = switch (what) {
            case "width" -> facts.width();
            case "height" -> facts.height();
            case "durationMs" -> facts.durationMs();
            case "sampleRate" -> facts.sampleRate();
            case "channels" -> facts.channels();
            case "bitrate" -> facts.bitrate();
            default -> Optional.empty();
        };
        return read.map(Object::toString).orElse("otherwise");
    }

    /** What makes the one row of the other, of these columns. */
    static <R> Patch<R> difference(R before, R after, List<Field<R, ?>> fields) {
        Patch<R> patch = Patch.empty();
        for (Field<R, ?> field : fields) {
            patch = difference(patch, before, after, field);
        }
        return patch;
    }

    private static <R, T> Patch<R> difference(Patch<R> patch, R before, R after, Field<R, T> field) {
        Optional<T> value = field.get(after);
        if (value.equals(field.get(before))) {
            return patch;
        }
        return value.isPresent() ? patch.set(field, value.get()) : patch.clear(field);
    }
}
