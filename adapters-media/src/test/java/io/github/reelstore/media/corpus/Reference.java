package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import java.nio.file.Path;
import java.util.Map;

/** A program that says facts about media files. */
interface Reference {

    /** The name of the column. */
    String name();

    /** The version, in one line. */
    String version();

    /** The facts about each file; files that the program cannot read may be absent. */
    Map<Path, Facts> of(Map<Path, MediaFormat> files);
}
