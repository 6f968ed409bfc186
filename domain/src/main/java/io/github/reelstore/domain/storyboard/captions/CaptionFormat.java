package io.github.reelstore.domain.storyboard.captions;

import io.github.reelstore.domain.error.StorageException;
import java.util.List;

/** A format of captions. Both take time and memory in proportion to the text. */
public enum CaptionFormat {
    /**
     * SubRip, {@code .srt}: it has no specification, and is written as players agree on. It has no identifiers, and no way to write {@code
     * <i>} as text: an invisible word joiner (U+2060) then stands within it, which reading removes.
     */
    SRT {
        @Override
        public String write(List<Caption> captions) {
            return SubRip.write(captions);
        }

        @Override
        public List<Caption> read(String text) {
            return SubRip.read(TextLines.of(text));
        }
    },
    /**
     * WebVTT, {@code .vtt} (W3C WebVTT). An identifier that a player could take for something else is left out: one with a line break or an
     * arrow, or that starts as a comment, a style or a region does.
     */
    WEBVTT {
        @Override
        public String write(List<Caption> captions) {
            return WebVtt.write(captions);
        }

        @Override
        public List<Caption> read(String text) {
            return WebVtt.read(TextLines.of(text));
        }
    };

    /**
     * The captions as text, in their order: UTF-8 without a byte order mark, lines ending in LF, a blank line at the end. {@link #read} returns the
     * same captions, with line breaks as LF.
     */
    public abstract String write(List<Caption> captions);

    /**
     * Reads captions, in the order of the text. Markup is removed; settings, styles, regions, notes and captions without text are skipped.
     *
     * @throws StorageException.InvalidInput if the text is not of this format; the message names the line
     */
    public abstract List<Caption> read(String text);

    /** The format of a text: WebVTT if it starts with {@code WEBVTT}, else SRT. */
    public static CaptionFormat of(String text) {
        return text.startsWith("WEBVTT", TextLines.start(text)) ? WEBVTT : SRT;
    }
}
