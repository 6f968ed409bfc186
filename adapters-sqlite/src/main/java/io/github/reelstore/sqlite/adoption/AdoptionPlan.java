package io.github.reelstore.sqlite.adoption;

import java.util.List;

/**
 * What adopting a file would add, or has added. Nothing that exists is changed.
 *
 * @param tables the names of new tables
 * @param columns the names of new columns of {@code veo3_video_generations}, all of them nullable
 * @param indexes the names of new indexes
 * @param projects the number of new rows in {@code video_projects}
 * @param generations the number of rows in {@code veo3_video_generations}
 * @param warnings irregularities of the file, which stay as they are; one sentence each
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
