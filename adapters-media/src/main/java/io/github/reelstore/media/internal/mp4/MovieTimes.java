package io.github.reelstore.media.internal.mp4;

import io.github.reelstore.media.internal.metadata.SampleTotals;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.IOException;

/** Parses the boxes that contain durations. */
final class MovieTimes {

    private static final long UNKNOWN = 0xFFFFFFFFL;

    private MovieTimes() {}

    /** The duration in seconds of a movie or of a track's media (mvhd and mdhd begin alike); 0 if it is unknown. */
    static double header(Boxes.Box box, RandomAccessReader in) throws IOException {
        boolean wide = in.seek(box.start()).u32() >>> 24 == 1;
        in.skip(wide ? 16 : 8);
        long scale = in.u32();
        return scale > 0 ? (double) duration(in, wide) / scale : 0;
    }

    /** The duration at this position, in time units; 0 if it is unknown. */
    static long duration(RandomAccessReader in, boolean wide) throws IOException {
        long duration = wide ? in.i64() : in.u32();
        return duration > 0 && (wide || duration != UNKNOWN) ? duration : 0;
    }

    /** The time units per second of a movie or of a track's media. */
    static long scale(Boxes.Box header, RandomAccessReader in) throws IOException {
        boolean wide = in.seek(header.start()).u32() >>> 24 == 1;
        return in.skip(wide ? 16 : 8).u32();
    }

    /** A run of samples in a fragment (ISO/IEC 14496-12, section 8.8.8). */
    static SampleTotals run(Boxes.Box trun, RandomAccessReader in, SampleDefaults defaults) throws IOException {
        long flags = in.seek(trun.start()).u32();
        long count = in.u32();
        in.skip((flags & 1) == 0 ? 0 : 4).skip((flags & 4) == 0 ? 0 : 4);
        boolean hasDuration = (flags & 0x100) != 0;
        boolean hasSize = (flags & 0x200) != 0;
        int rest = 4 * Long.bitCount(flags & 0xC00);
        if (!hasDuration && !hasSize) {
            return new SampleTotals(count, count * defaults.duration(), defaults.duration(), count * defaults.bytes());
        }
        long samples = 0;
        long units = 0;
        long longest = 0;
        long bytes = 0;
        for (; samples < count && in.position() < trun.end(); samples++) {
            long duration = hasDuration ? in.u32() : defaults.duration();
            units += duration;
            longest = Math.max(longest, duration);
            bytes += hasSize ? in.u32() : defaults.bytes();
            in.skip(rest);
        }
        return new SampleTotals(samples, units, longest, bytes);
    }

    /** The samples in a table of durations (stts, section 8.6.1.2); their size is elsewhere. */
    static SampleTotals table(Boxes.Box stts, RandomAccessReader in) throws IOException {
        long entries = in.seek(stts.start() + 4).u32();
        long samples = 0;
        long units = 0;
        long longest = 0;
        for (long i = 0; i < entries && in.position() < stts.end(); i++) {
            long count = in.u32();
            samples += count;
            long duration = in.u32();
            units += count * duration;
            longest = Math.max(longest, duration);
        }
        return new SampleTotals(samples, units, longest, 0);
    }

    /**
     * The time within a track's media at which its presentation begins (section 8.6.6): encoders put the samples before
     * it that only fill the decoder.
     */
    static long editStart(Boxes.Box elst, RandomAccessReader in) throws IOException {
        boolean wide = in.seek(elst.start()).u32() >>> 24 == 1;
        long entries = in.u32();
        for (long i = 0; i < entries && in.position() < elst.end(); i++) {
            in.skip(wide ? 8 : 4);
            long time = wide ? in.i64() : (int) in.u32();
            if (time >= 0) {
                return time;
            }
            in.skip(4);
        }
        return 0;
    }
}
