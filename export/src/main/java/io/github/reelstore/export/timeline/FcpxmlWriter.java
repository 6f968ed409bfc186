package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.LanguageTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Final Cut Pro XML 1.10. The video track is the primary storyline; audio is connected to it at the start of its scene, in a lane and with
 * a role for each language. Times are fractions of a second, exact for every rate.
 */
final class FcpxmlWriter {

    private static final String VERSION = "1.10";
    private static final String START = "0s";
    private static final String SEQUENCE_FORMAT = "r1";

    /** Final Cut's name for the format of stills. */
    private static final String STILL_FORMAT = "FFVideoFormatRateUndefined";

    private final Timeline timeline;

    /** Formats other than the sequence's, by what they say; and the files. */
    private final Map<Format, String> formats = new LinkedHashMap<>();

    private final Map<String, String> assets = new HashMap<>();
    private int ids = 1;

    private FcpxmlWriter(Timeline timeline) {
        this.timeline = timeline;
    }

    private record Format(MediaKind kind, Optional<FrameRate> rate, Optional<FrameSize> size) {}

    /** A file that begins at a frame of the timeline. */
    private record Connected(TimelineItem item, TimelineMedia media, LanguageTag language, int lane) {}

    static byte[] write(Timeline timeline) {
        FcpxmlWriter writer = new FcpxmlWriter(timeline);
        return XmlDocument.of(writer::document);
    }

    private void document(XmlDocument xml) throws XMLStreamException {
        xml.type("fcpxml");
        xml.element("fcpxml", Attributes.of("version", VERSION), root -> {
            root.element("resources", Attributes.none(), this::resources);
            root.element(
                    "event",
                    Attributes.of("name", timeline.name()),
                    event -> event.element(
                            "project",
                            Attributes.of("name", timeline.name()),
                            project -> project.element(
                                    "sequence",
                                    Attributes.of("format", SEQUENCE_FORMAT)
                                            .and("duration", time(timeline.frames()))
                                            .and("tcStart", START)
                                            .and("tcFormat", "NDF")
                                            .and("audioLayout", "stereo")
                                            .and("audioRate", "48k"),
                                    sequence -> sequence.element("spine", Attributes.none(), this::spine))));
        });
    }

    private void resources(XmlDocument xml) throws XMLStreamException {
        xml.element("format", format(SEQUENCE_FORMAT, timeline.rate(), Optional.of(timeline.size())));
        for (TimelineMedia media : timeline.files()) {
            Format format = new Format(media.kind(), media.rate(), media.size());
            if (media.kind() != MediaKind.AUDIO && !formats.containsKey(format)) {
                String id = nextId();
                formats.put(format, id);
                xml.element(
                        "format",
                        media.kind() == MediaKind.IMAGE
                                ? size(Attributes.of("id", id).and("name", STILL_FORMAT), media.size())
                                : format(id, media.rate().orElse(timeline.rate()), media.size()));
            }
        }
        for (TimelineMedia media : timeline.files()) {
            asset(xml, media);
        }
    }

    private String nextId() {
        ids++;
        return "r" + ids;
    }

    private static Attributes format(String id, FrameRate rate, Optional<FrameSize> size) {
        return size(
                Attributes.of("id", id).and("frameDuration", rate.denominator() + "/" + rate.numerator() + "s"), size);
    }

    private static Attributes size(Attributes format, Optional<FrameSize> size) {
        return format.and("width", size.map(FrameSize::width)).and("height", size.map(FrameSize::height));
    }

    private void asset(XmlDocument xml, TimelineMedia media) throws XMLStreamException {
        String id = nextId();
        assets.put(media.name(), id);
        boolean isAudio = media.kind() == MediaKind.AUDIO;
        Attributes attributes = Attributes.of("id", id)
                .and("name", media.name())
                .and("start", START)
                // stills have no length of their own
                .and("duration", media.kind() == MediaKind.IMAGE ? START : time(media.frames()));
        if (isAudio) {
            attributes.and("hasAudio", 1);
        } else {
            attributes
                    .and("hasVideo", 1)
                    .and(
                            "format",
                            Optional.ofNullable(formats.get(new Format(media.kind(), media.rate(), media.size()))));
        }
        xml.element("asset", attributes, asset -> {
            asset.element("media-rep", Attributes.of("kind", "original-media").and("src", media.path()));
            if (media.hash().isPresent()) {
                asset.element(
                        "metadata",
                        Attributes.none(),
                        metadata -> metadata.element(
                                "md",
                                Attributes.of("key", "io.github.reelstore.sha256")
                                        .and("value", media.hash())
                                        .and("type", "string")));
            }
        });
    }

    private void spine(XmlDocument xml) throws XMLStreamException {
        Map<Long, List<Connected>> connected = connected();
        long at = 0;
        for (TimelineItem item : timeline.video().items()) {
            List<Connected> here = connected.getOrDefault(at, List.of());
            Attributes place = Attributes.of("name", item.name())
                    .and("offset", time(at))
                    .and("start", START)
                    .and("duration", time(item.frames()));
            String element = "gap";
            if (item.media().isPresent()) {
                TimelineMedia media = item.media().get();
                boolean isStill = media.kind() == MediaKind.IMAGE;
                element = isStill ? "video" : "asset-clip";
                place.and("ref", Optional.ofNullable(assets.get(media.name())));
                if (!isStill) {
                    place.and("srcEnable", "video");
                }
            }
            if (here.isEmpty()) {
                xml.element(element, place);
            } else {
                xml.element(element, place, parent -> {
                    for (Connected one : here) {
                        connect(parent, one);
                    }
                });
            }
            at += item.frames();
        }
    }

    /** The audio by the frame at which it begins, which is the start of a scene and so of an item of the video track. */
    private Map<Long, List<Connected>> connected() {
        Map<Long, List<Connected>> connected = new HashMap<>();
        int lane = -1;
        for (TimelineTrack track : timeline.audio()) {
            long at = 0;
            for (TimelineItem item : track.items()) {
                if (item.media().isPresent()) {
                    connected
                            .computeIfAbsent(at, frame -> new ArrayList<>())
                            .add(new Connected(
                                    item, item.media().get(), track.language().orElse(LanguageTag.UNDETERMINED), lane));
                }
                at += item.frames();
            }
            lane--;
        }
        return connected;
    }

    private void connect(XmlDocument xml, Connected connected) throws XMLStreamException {
        xml.element(
                "asset-clip",
                Attributes.of("name", connected.item().name())
                        .and(
                                "ref",
                                Optional.ofNullable(assets.get(connected.media().name())))
                        .and("lane", connected.lane())
                        .and("offset", START)
                        .and("start", START)
                        .and("duration", time(connected.item().frames()))
                        .and("enabled", connected.lane() == -1 ? 1 : 0)
                        .and("srcEnable", "audio")
                        .and("audioRole", "dialogue." + connected.language()));
    }

    /** Frames as a fraction of a second. */
    private String time(long frames) {
        FrameRate rate = timeline.rate();
        return frames == 0 ? START : frames * rate.denominator() + "/" + rate.numerator() + "s";
    }
}
