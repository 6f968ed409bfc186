package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import java.nio.file.Path;
import java.util.List;

/**
 * What an export has written.
 *
 * @param file the timeline
 * @param rate its frames per second
 * @param frames how many frames it has
 * @param languages the languages of its audio tracks
 * @param clips how many clips its tracks have
 * @param gaps the scenes without a video or an image, by id, in order; the video track is empty there
 * @param outside the scenes of which no video is seen, since its file is outside the store, by id, in order; then such videos without a scene
 * @param pending the scenes of which no video is seen, since it has no file yet, by id, in order; then such videos without a scene
 * @param early the scenes whose video ends before their audio, by id, in order; the video track is empty from there on
 * @param timeless the scenes that take no time, by id, and so are not in it
 * @param silent the cells in which a scene has a line, but nothing is heard, in the order of the languages that were asked for and of the scenes
 * @param stale the scenes of which something is seen or heard that is stale ({@link CellState#STALE}), by id, in order
 * @param media how many files it refers to
 * @param bytes the size of these files in bytes
 * @param captionLanguages the languages of its captions
 * @param captions the files of captions; none if the film was rendered, which has them in itself
 */
public record ExportedTimeline(
        Path file,
        FrameRate rate,
        long frames,
        List<LanguageTag> languages,
        int clips,
        List<String> gaps,
        List<String> outside,
        List<String> pending,
        List<String> early,
        List<String> timeless,
        List<CellKey> silent,
        List<String> stale,
        int media,
        long bytes,
        List<LanguageTag> captionLanguages,
        List<Path> captions) {

    public ExportedTimeline {
        languages = List.copyOf(languages);
        gaps = List.copyOf(gaps);
        outside = List.copyOf(outside);
        pending = List.copyOf(pending);
        early = List.copyOf(early);
        timeless = List.copyOf(timeless);
        silent = List.copyOf(silent);
        stale = List.copyOf(stale);
        captionLanguages = List.copyOf(captionLanguages);
        captions = List.copyOf(captions);
    }
}
