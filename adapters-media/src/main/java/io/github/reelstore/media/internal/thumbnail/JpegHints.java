package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.media.internal.image.JpegSegments;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Reads the colours of a JPEG: what its components are, as libjpeg takes them, and its profile (ICC.1, annex B.4), which
 * is split into numbered segments. The decoder does not see the profile, because it refuses images with a wrong one.
 */
final class JpegHints {

    private static final int APP0 = 0xE0;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int COMMENT = 0xFE;
    private static final String ICC = "ICC_PROFILE\0";

    /** The length of Adobe's segment up to the byte that says how colours are stored. */
    private static final int ADOBE = 12;

    /** The maximum number of segments that a profile has. */
    private static final int MAX_PARTS = 255;

    private final NavigableMap<Integer, byte[]> parts = new TreeMap<>();
    private int segments;
    private int profileBytes;
    private int count;
    private boolean jfif;
    private OptionalInt adobe = OptionalInt.empty();
    private int[] components = new int[0];

    void read(RandomAccessReader in, DrawingHints hints) throws IOException {
        JpegSegments segments = new JpegSegments(in);
        for (JpegSegments.Segment segment = segments.next(); !segment.isScan(); segment = segments.next()) {
            segment(segment, in, hints);
        }
        colours().ifPresent(hints::colours);
        if (isComplete()) {
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            parts.values().forEach(profile::writeBytes);
            hints.profile(profile.toByteArray());
        }
    }

    private void segment(JpegSegments.Segment segment, RandomAccessReader in, DrawingHints hints) throws IOException {
        int marker = segment.marker();
        if (segment.isFrame()) {
            in.skip(5);
            components = new int[in.u8()];
            for (int i = 0; i < components.length; i++) {
                components[i] = in.u8();
                in.skip(2);
            }
        } else if (marker == APP0 || marker == APP2 || marker == APP14) {
            byte[] data = in.bytes(segment.length());
            String head = new String(data, 0, Math.min(data.length, ICC.length()), StandardCharsets.ISO_8859_1);
            if (marker == APP0 && head.startsWith("JFIF\0")) {
                jfif = true;
            } else if (marker == APP14 && head.startsWith("Adobe") && data.length >= ADOBE) {
                adobe = OptionalInt.of(data[ADOBE - 1]);
            } else if (marker == APP2 && head.equals(ICC)) {
                profile(data);
                if (segments <= MAX_PARTS) {
                    hints.replace(segment.markerOffset(), COMMENT);
                }
            }
        }
    }

    private void profile(byte[] data) {
        int head = ICC.length() + 2;
        if (data.length >= head) {
            segments++;
            profileBytes += data.length;
            count = data[head - 1] & 0xFF;
            if (profileBytes <= IccProfile.MAX_BYTES) {
                parts.put(data[head - 2] & 0xFF, Arrays.copyOfRange(data, head, data.length));
            }
        }
    }

    /** Whether each part of the profile occurs once. Some programs count from zero. */
    private boolean isComplete() {
        return segments > 0
                && segments == count
                && parts.size() == count
                && parts.lastKey() - parts.firstKey() == count - 1;
    }

    /** What the components are (T.872, section 6, and the identifiers that libjpeg knows). */
    private Optional<Colours> colours() {
        return switch (components.length) {
            case 1 -> Optional.of(Colours.GREY);
            case 3 -> Optional.of(isRgb() ? Colours.RGB : Colours.YCBCR);
            case 4 -> Optional.of(adobe.orElse(0) == 0 ? Colours.CMYK : Colours.YCCK);
            default -> Optional.empty();
        };
    }

    private boolean isRgb() {
        if (jfif) {
            return false;
        }
        return adobe.isPresent() ? adobe.getAsInt() == 0 : Arrays.equals(components, new int[] {'R', 'G', 'B'});
    }
}
