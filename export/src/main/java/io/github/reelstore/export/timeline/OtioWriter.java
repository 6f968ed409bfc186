package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.model.LanguageTag;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * OpenTimelineIO JSON, with the schemas that its versions from 0.15 on read. All times are at the rate of the timeline, since adapters to
 * other formats fail on those of audio; readers expect numbers with a decimal point. No field says a language, so the names and the metadata of
 * tracks and clips do.
 */
final class OtioWriter {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .build()
            .writer()
            .with(new DefaultPrettyPrinter()
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
                    .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n")));

    private static final String ONLY_MEDIA = "DEFAULT_MEDIA";

    private final Timeline timeline;
    private final BigDecimal rate;

    private OtioWriter(Timeline timeline) {
        this.timeline = timeline;
        this.rate = new BigDecimal(Double.toString(TimelineRates.decimal(timeline.rate())));
    }

    /** The document, in UTF-8 without a byte order mark. */
    static byte[] write(Timeline timeline) {
        return JSON.writeValueAsBytes(new OtioWriter(timeline).timeline());
    }

    /** The members of an object, in order; those of the library that are null here have no value. */
    private static final class Members extends LinkedHashMap<String, @Nullable Object> {

        private static final long serialVersionUID = 1L;

        static Members of(String schema) {
            return new Members().with("OTIO_SCHEMA", schema);
        }

        Members with(String name, @Nullable Object value) {
            put(name, value);
            return this;
        }
    }

    private Members timeline() {
        return Members.of("Timeline.1")
                .with(
                        "metadata",
                        ours(new Members()
                                .with("project", timeline.project().value())
                                .with(
                                        "languages",
                                        timeline.audio().stream()
                                                .flatMap(track -> track.language().stream())
                                                .map(LanguageTag::value)
                                                .toList())))
                .with("name", timeline.name())
                .with("global_start_time", null)
                .with(
                        "tracks",
                        item("Stack.1", "tracks", null, new Members())
                                .with(
                                        "children",
                                        timeline.tracks().stream()
                                                .map(this::track)
                                                .toList()));
    }

    private Members track(TimelineTrack track) {
        return item("Track.1", track.name(), null, language(new Members(), track.language()))
                .with(
                        "children",
                        track.items().stream()
                                .map(item -> child(item, track.language()))
                                .toList())
                .with("kind", track.language().isPresent() ? "Audio" : "Video");
    }

    private Members child(TimelineItem item, Optional<LanguageTag> language) {
        Members known = new Members().with("scene", item.sceneId());
        language(known, language);
        Members range = range(item.frames());
        return item.media()
                .map(media -> {
                    known.putAll(media.notes());
                    return item("Clip.2", item.name(), range, known)
                            .with("media_references", new Members().with(ONLY_MEDIA, reference(media)))
                            .with("active_media_reference_key", ONLY_MEDIA);
                })
                .orElseGet(() -> item("Gap.1", item.name(), range, known));
    }

    private Members reference(TimelineMedia media) {
        Members known = new Members();
        media.hash().ifPresent(hash -> known.with("sha256", hash.value()));
        return Members.of("ExternalReference.1")
                .with("metadata", ours(known))
                .with("name", media.name())
                .with("available_range", range(media.frames()))
                .with("available_image_bounds", null)
                .with("target_url", media.path());
    }

    private static Members item(String schema, String name, @Nullable Members range, Members known) {
        return Members.of(schema)
                .with("metadata", ours(known))
                .with("name", name)
                .with("source_range", range)
                .with("effects", List.of())
                .with("markers", List.of())
                .with("enabled", true);
    }

    private static Members language(Members members, Optional<LanguageTag> language) {
        language.ifPresent(tag -> members.with("language", tag.value()));
        return members;
    }

    private static Map<String, ?> ours(Members members) {
        return members.isEmpty() ? members : new Members().with("reelstore", members);
    }

    private Members range(long frames) {
        return Members.of("TimeRange.1").with("duration", time(frames)).with("start_time", time(0));
    }

    private Members time(long frames) {
        return Members.of("RationalTime.1").with("rate", rate).with("value", new BigDecimal(frames + ".0"));
    }
}
