package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.FrameRate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * How ffmpeg makes one picture and one sound for each language from the files of a timeline. Files of any size, rate and codec fit: pictures are
 * scaled with black borders to the size of the timeline and shown at its rate, sound becomes stereo at 48 kHz. A file that ends early is
 * filled up with its last picture, or with silence.
 */
final class FilterGraph {

    private static final long SAMPLE_RATE = 48_000;

    private final Timeline timeline;
    private final int width;
    private final int height;
    private final List<TimelineMedia> inputs = new ArrayList<>();
    private final StringJoiner filters = new StringJoiner(";\n", "", "\n");

    FilterGraph(Timeline timeline) {
        this.timeline = timeline;
        // halves of the picture have the colours, so both numbers must be even
        this.width = timeline.size().width() + timeline.size().width() % 2;
        this.height = timeline.size().height() + timeline.size().height() % 2;
        video();
        for (int i = 0; i < timeline.audio().size(); i++) {
            audio(timeline.audio().get(i), i);
        }
    }

    /** The files, in the order in which the graph numbers them; a file that is used twice is there twice. */
    List<TimelineMedia> inputs() {
        return inputs;
    }

    /** The label of the picture. */
    static String picture() {
        return "[video]";
    }

    /** The label of the sound of an audio track. */
    static String sound(int track) {
        return "[audio" + track + "]";
    }

    private int input(TimelineMedia media) {
        inputs.add(media);
        return inputs.size() - 1;
    }

    private void video() {
        FrameRate rate = timeline.rate();
        StringBuilder all = new StringBuilder();
        int part = 0;
        for (TimelineItem item : withoutFlicker(timeline.video().items())) {
            String label = "[v" + part + "]";
            String source = item.media()
                    .map(media -> "[" + input(media) + ":v:0]fps=" + rate
                            + ",scale=iw*sar:ih,scale=" + width + ":" + height
                            + ":force_original_aspect_ratio=decrease,pad=" + width + ":" + height
                            + ":(ow-iw)/2:(oh-ih)/2,tpad=stop=-1:stop_mode=clone")
                    .orElseGet(() -> "color=c=black:s=" + width + "x" + height + ":r=" + rate);
            filters.add(source + ",format=yuv420p,setsar=1,trim=end_frame=" + item.frames() + ",setpts=PTS-STARTPTS"
                    + label);
            all.append(label);
            part++;
        }
        filters.add(all + "concat=n=" + part + ":v=1:a=0" + picture());
    }

    /** The picture stays where whole milliseconds make a scene a frame longer than its video: a black one would be seen. */
    private static List<TimelineItem> withoutFlicker(List<TimelineItem> items) {
        List<TimelineItem> steady = new ArrayList<>();
        for (TimelineItem item : items) {
            TimelineItem last = steady.isEmpty() ? item : steady.get(steady.size() - 1);
            if (item.media().isEmpty()
                    && item.frames() == 1
                    && last.media().isPresent()
                    && last.sceneId().equals(item.sceneId())) {
                steady.set(
                        steady.size() - 1,
                        new TimelineItem(last.sceneId(), last.name(), last.frames() + 1, last.media()));
            } else {
                steady.add(item);
            }
        }
        return steady;
    }

    private void audio(TimelineTrack track, int number) {
        StringBuilder all = new StringBuilder();
        int part = 0;
        long at = 0;
        for (TimelineItem item : track.items()) {
            String label = "[a" + number + "_" + part + "]";
            long samples = sampleAt(at + item.frames()) - sampleAt(at);
            String source = item.media()
                    .map(media -> "[" + input(media) + ":a:0]aresample=" + SAMPLE_RATE
                            + ",aformat=sample_fmts=fltp:channel_layouts=stereo,apad")
                    .orElseGet(() -> "anullsrc=r=" + SAMPLE_RATE + ":cl=stereo,aformat=sample_fmts=fltp");
            filters.add(source + ",atrim=end_sample=" + samples + ",asetpts=PTS-STARTPTS" + label);
            all.append(label);
            at += item.frames();
            part++;
        }
        filters.add(all + "concat=n=" + part + ":v=0:a=1" + sound(number));
    }

    /** The sample at which a frame begins. */
    private long sampleAt(long frame) {
        FrameRate rate = timeline.rate();
        return Math.multiplyExact(frame * rate.denominator(), SAMPLE_RATE) / rate.numerator();
    }

    @Override
    public String toString() {
        return filters.toString();
    }
}
