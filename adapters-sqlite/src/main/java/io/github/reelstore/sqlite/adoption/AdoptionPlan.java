package io.github.reelstore.sqlite.adoption;

import java.util.List;

/**
 * What adopting a file would change, or changed. All of it is added; nothing that is there changes.
 *
 * @param tables the names of new tables
 * @param columns the names of new columns of {@code veo3_video_generations}, all of them nullable
 * @param indexes the names of new indexes
 * @param projects how many rows {@code video_projects} gains
 * @param generations how many rows {@code veo3_video_generations} has
 * @param warnings what is odd about the file and stays as it is, a sentence each
 */
public record AdoptionPlan(
        List<String> tables,
        List<String> columns,
        List<String> indexes,
        long projects,
        long generations,
        List<String> warnings) {

    public AdoptionPlan {
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        warnings = List.copyOf(warnings);
    }

    /** Whether there is nothing to add. */
    public boolean isEmpty() {
        return tables.isEmpty() && columns.isEmpty() && indexes.isEmpty() && projects == 0;
    }
}
