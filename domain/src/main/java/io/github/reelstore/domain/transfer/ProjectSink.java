package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.StoredBlob;
import java.io.IOException;
import java.util.List;

/**
 * Takes a project in: first its rows, all of one moment, then its files. Rows come in lists of at most some hundred, so that memory
 * does not grow with the project.
 */
public interface ProjectSink {

    /** Begins, with the project's row. If it is called again, what came before is void: the database has to be read once more. */
    void begin(VideoProject project) throws IOException;

    /** Some videos of the project, oldest first, with what they refer to. */
    void videos(List<VideoGeneration> videos, GenerationLinks links) throws IOException;

    /** Some images: those of the project, and others that it uses. */
    void images(List<ImageGeneration> images) throws IOException;

    /** Some audio: that of the project, and other that it uses. */
    void audio(List<AudioGeneration> audio) throws IOException;

    /** The storyboard. */
    void storyboard(ProjectStoryboard storyboard) throws IOException;

    /** All rows were given; files follow. */
    void endOfRows(int files) throws IOException;

    /**
     * A file.
     *
     * @param content its bytes, to be read to the end; closed by the caller
     * @return the hash and the size of what was read
     */
    StoredBlob file(ExportedFile file, BlobContent content) throws IOException;
}
