package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.InvalidValue;
import java.util.List;

/**
 * What was exported.
 *
 * @param project the project
 * @param files the number of its files
 * @param bytes the size of all of them
 * @param left values of an adopted database that are not valid for their columns, and so were left out
 */
public record ExportedProject(VideoProject project, int files, long bytes, List<InvalidValue> left) {

    public ExportedProject {
        left = List.copyOf(left);
    }
}
