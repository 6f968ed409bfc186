package io.github.reelstore.media;

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
        long duration = wide ? in.i64() : in.u32();
        boolean known = scale > 0 && duration > 0 && duration != (wide ? -1 : UNKNOWN);
        return known ? (double) duration / scale : 0;
    }

    /** The time units per second of a track's media. */
    static long scale(Boxes.Box mdhd, RandomAccessReader in) throws IOException {
        boolean wide = in.seek(mdhd.start()).u32() >>> 24 == 1;
        return in.skip(wide ? 16 : 8).u32();
    }

    /** The duration of a run of samples, in the track's time units (ISO/IEC 14496-12, section 8.8.8). */
    static long run(Boxes.Box trun, RandomAccessReader in, long defaultDuration) throws IOException {
        long flags = in.seek(trun.start()).u32();
        long count = in.u32();
        in.skip((flags & 1) == 0 ? 0 : 4).skip((flags & 4) == 0 ? 0 : 4);
        int rest = 4 * Long.bitCount(flags & 0xE00);
        if ((flags & 0x100) == 0) {
            return count * defaultDuration;
        }
        long sum = 0;
        for (long i = 0; i < count && in.position() < trun.end(); i++) {
            sum += in.u32();
            in.skip(rest);
        }
        return sum;
    }
}
