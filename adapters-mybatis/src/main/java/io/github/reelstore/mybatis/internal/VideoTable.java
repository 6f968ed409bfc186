package io.github.reelstore.mybatis.internal;

/**
 * How the statements reach the clips, which on some databases share their table with another program's. Conditions are SQL that
 * names columns of {@code veo3_video_generations} without their table, and the profile as {@code #{profile}}.
 *
 * @param relation what is read, inserted into and updated: the table, or a view that has its columns and takes its writes; the
 *     count of rows that such a write reports does not matter
 * @param visible which rows the profile sees
 * @param ofStatus which of these have the status {@code #{filter.status}}, where an index finds them; which status they have is looked at
 *     besides
 * @param own which rows the store may delete
 * @param created when a row was made, as the store writes instants, of its column {@code created_at}
 */
public record VideoTable(String relation, String visible, String ofStatus, String own, String created) {

    /** The table is the store's alone. */
    public static final VideoTable OF_THE_STORE = new VideoTable(
            "veo3_video_generations",
            "profile_id = #{profile}",
            "(profile_id = #{profile}) IS TRUE"
                    + " AND (status || ' ' || profile_id) = (#{filter.status} || ' ' || #{profile})",
            "1 = 1",
            "created_at");
}
