package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.model.ProjectId;
import java.util.List;

/**
 * What an import has stored.
 *
 * @param project the id of the project in this store
 * @param added the number of added rows: project, videos, images and audio
 * @param present the number of rows that were there already, equal
 * @param files the number of files that were staged for the added rows
 * @param bytes the size of these files
 * @param dropped the number of references to rows that the source does not have either
 * @param mapped the rows that have another id than in the source, in no particular order
 */
public record ImportedProject(
        ProjectId project, int added, int present, int files, long bytes, int dropped, List<MappedId> mapped) {

    public ImportedProject {
        mapped = List.copyOf(mapped);
    }
}
