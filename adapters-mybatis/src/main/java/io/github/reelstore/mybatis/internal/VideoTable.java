package io.github.reelstore.mybatis.internal;

/**
 * SQL fragments for the table of videos, which on some databases is shared with another program. Conditions name
 * columns of {@code veo3_video_generations} without their table, and the profile as {@code #{profile}}.
 *
 * @param relation the table to read from, insert into and update, or a view that has its columns and accepts writes;
 *     the row count that such a write reports does not matter
 * @param visible a condition for the rows that the profile sees
 * @param ofStatus a condition for those of them with the status {@code #{filter.status}}, in a form that an index
 *     supports; statements also compare the status itself
 * @param own a condition for the rows that the store may delete
 * @param created an expression of the column {@code created_at} for when a row was created, in the store's format of
 *     instants
 * @param hidden a column of the relation that has a line for each value that the relation shows as NULL because it is
 *     not valid: the column, a space and the value as an SQL literal; an empty text if there is no such value
 */
public record VideoTable(String relation, String visible, String ofStatus, String own, String created, String hidden) {

    /** A table that only the store uses. */
    public static final VideoTable OF_THE_STORE = new VideoTable(
            "veo3_video_generations",
            "profile_id = #{profile}",
            "(profile_id = #{profile}) IS TRUE"
                    + " AND (status || ' ' || profile_id) = (#{filter.status} || ' ' || #{profile})",
            "1 = 1",
            "created_at",
            "''");
}
