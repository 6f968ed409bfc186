package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.LanguageTag;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * MLT XML for melt, Shotcut and Kdenlive. Paths are relative to the file, since it has no {@code root}. A black track lies below the video, so that
 * gaps are black; of the audio tracks the first one is heard.
 */
final class MltWriter {

    /** The newest version whose features are used. */
    private static final String VERSION = "7.12.0";

    private final Timeline timeline;

    /** The producers, in the order in which the playlists use them. */
    private final List<String> producers = new ArrayList<>();

    private int next;

    private MltWriter(Timeline timeline) {
        this.timeline = timeline;
    }

    static byte[] write(Timeline timeline) {
        MltWriter writer = new MltWriter(timeline);
        return XmlDocument.of(writer::document);
    }

    private void document(XmlDocument xml) throws XMLStreamException {
        xml.element(
                "mlt",
                Attributes.of("LC_NUMERIC", "C")
                        .and("version", VERSION)
                        .and("title", timeline.name())
                        .and("producer", "film"),
                mlt -> {
                    mlt.element("profile", profile());
                    black(mlt);
                    for (TimelineTrack track : timeline.tracks()) {
                        for (TimelineItem item : track.items()) {
                            if (item.media().isPresent()) {
                                producer(mlt, item.media().get());
                            }
                        }
                    }
                    for (TimelineTrack track : timeline.tracks()) {
                        playlist(mlt, track);
                    }
                    mlt.element(
                            "tractor",
                            Attributes.of("id", "film").and("in", 0).and("out", timeline.frames() - 1),
                            this::tracks);
                });
    }

    private Attributes profile() {
        FrameSize size = timeline.size();
        FrameRate rate = timeline.rate();
        long divisor = BigInteger.valueOf(size.width())
                .gcd(BigInteger.valueOf(size.height()))
                .longValue();
        return Attributes.of("description", size.width() + "x" + size.height() + " " + rate)
                .and("width", size.width())
                .and("height", size.height())
                .and("progressive", 1)
                .and("sample_aspect_num", 1)
                .and("sample_aspect_den", 1)
                .and("display_aspect_num", size.width() / divisor)
                .and("display_aspect_den", size.height() / divisor)
                .and("frame_rate_num", rate.numerator())
                .and("frame_rate_den", rate.denominator())
                .and("colorspace", 709);
    }

    private void black(XmlDocument xml) throws XMLStreamException {
        xml.element("producer", part("black", timeline.frames()), producer -> {
            property(producer, "mlt_service", "color");
            property(producer, "resource", "black");
            property(producer, "length", timeline.frames());
        });
    }

    private static Attributes part(String id, long frames) {
        return Attributes.of("id", id).and("in", 0).and("out", frames - 1);
    }

    private static void property(XmlDocument xml, String name, Object value) throws XMLStreamException {
        xml.text("property", Attributes.of("name", name), value.toString());
    }

    private void producer(XmlDocument xml, TimelineMedia media) throws XMLStreamException {
        String id = "media" + producers.size();
        producers.add(id);
        xml.element("producer", part(id, media.frames()), producer -> {
            property(producer, "resource", media.path());
            property(producer, "length", media.frames());
            if (media.hash().isPresent()) {
                property(producer, "reelstore:sha256", media.hash().get());
            }
        });
    }

    private void playlist(XmlDocument xml, TimelineTrack track) throws XMLStreamException {
        xml.element("playlist", Attributes.of("id", id(track)), playlist -> {
            property(playlist, "kdenlive:track_name", track.name());
            property(playlist, "shotcut:name", track.name());
            if (track.language().isPresent()) {
                property(playlist, "kdenlive:audio_track", 1);
                property(playlist, "shotcut:audio", 1);
                property(playlist, "reelstore:language", track.language().get());
            } else {
                property(playlist, "shotcut:video", 1);
            }
            for (TimelineItem item : track.items()) {
                if (item.media().isPresent()) {
                    playlist.element(
                            "entry",
                            Attributes.of("producer", producers.get(next++))
                                    .and("in", 0)
                                    .and("out", item.frames() - 1));
                } else {
                    playlist.element("blank", Attributes.of("length", item.frames()));
                }
            }
        });
    }

    private static String id(TimelineTrack track) {
        return track.language().map(LanguageTag::value).map("audio-"::concat).orElse("video");
    }

    private void tracks(XmlDocument xml) throws XMLStreamException {
        property(xml, "shotcut", 1);
        xml.element("track", Attributes.of("producer", "black"));
        xml.element("track", Attributes.of("producer", id(timeline.video())).and("hide", "audio"));
        boolean isHeard = true;
        for (TimelineTrack track : timeline.audio()) {
            xml.element("track", Attributes.of("producer", id(track)).and("hide", isHeard ? "video" : "both"));
            isHeard = false;
        }
    }
}
