package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import java.util.Optional;
import java.util.stream.Stream;

/** A project of another store. Every stream can be asked for several times, begins at the start, and is closed by the caller. */
public interface ProjectSource {

    /** The project. */
    VideoProject project();

    /** Its videos. */
    Stream<VideoGeneration> videos();

    /** Its images, and others that it uses: those are of another project, or of none. */
    Stream<ImageGeneration> images();

    /** Its audio, and other that it uses. */
    Stream<AudioGeneration> audio();

    /** The inputs and audio tracks of its videos. */
    GenerationLinks links();

    /** Its storyboard. */
    ProjectStoryboard storyboard();

    /** Whether the values of providers that may hold signed URLs or tokens are there. */
    boolean hasResponses();

    /** Returns a file that a row refers to; empty if it does not exist. */
    Optional<SourceFile> file(BlobKey key);
}
