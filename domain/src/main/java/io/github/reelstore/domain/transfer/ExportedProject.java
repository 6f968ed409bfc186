package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.RowMark;
import java.util.List;

/**
 * What was exported.
 *
 * @param project the project
 * @param files the number of its files
 * @param bytes the size of all of them
 * @param left values of an adopted database that are not valid for their columns, and so were left out
 * @param lost the accepted problems of rows whose file is missing for good, so that it was left out, or the whole row ({@link #isKept})
 */
public record ExportedProject(
        VideoProject project, int files, long bytes, List<InvalidValue> left, List<RowMark> lost) {

    public ExportedProject {
        left = List.copyOf(left);
        lost = List.copyOf(lost);
    }

    /** Whether a row that has lost its file was exported without it. An image or audio is nothing without its file. */
    public static boolean isKept(RowMark lost) {
        return lost.row() == EntityType.PROJECT || lost.row() == EntityType.GENERATION;
    }
}
