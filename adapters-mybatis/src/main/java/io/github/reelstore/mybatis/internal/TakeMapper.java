package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.SceneJobs;
import io.github.reelstore.domain.storyboard.Selection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements of {@link MybatisTakeRepository}. Lists have null in place of a row that cannot be read. */
interface TakeMapper {

    /** The language of audio that has none; null if the project has none either, or does not exist. */
    @Nullable String defaultLanguage(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    /**
     * The cells of a track that have takes, each with the chosen one of its takes, or else the newest usable one.
     *
     * @param scene the scene; null for all
     */
    List<@Nullable TakeRow> standingImages(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") @Nullable String scene);

    List<@Nullable TakeRow> standingAudio(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") @Nullable String scene);

    List<@Nullable TakeRow> standingVideos(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") @Nullable String scene);

    /**
     * The takes of a track, newest first.
     *
     * @param scenes the scenes, at least one; null for all
     * @param id the row; null for all
     * @param chosen whether to return only rows that are chosen in some cell, possibly earlier
     */
    List<@Nullable TakeRow> images(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scenes") @Nullable Collection<String> scenes,
            @Param("id") @Nullable String id,
            @Param("chosen") boolean chosen,
            @Param("after") @Nullable Cursor after,
            @Param("limit") @Nullable Integer limit);

    List<@Nullable TakeRow> audio(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scenes") @Nullable Collection<String> scenes,
            @Param("id") @Nullable String id,
            @Param("chosen") boolean chosen,
            @Param("after") @Nullable Cursor after,
            @Param("limit") @Nullable Integer limit);

    List<@Nullable TakeRow> videos(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scenes") @Nullable Collection<String> scenes,
            @Param("id") @Nullable String id,
            @Param("chosen") boolean chosen,
            @Param("after") @Nullable Cursor after,
            @Param("limit") @Nullable Integer limit);

    /**
     * The last choice of each cell.
     *
     * @param scene the scene; null for all
     */
    List<@Nullable StoredSelection> current(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") @Nullable String scene);

    /**
     * The choices of a cell, the last one first.
     *
     * @param before only those with a smaller number; null for all
     */
    List<@Nullable StoredSelection> selections(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") String scene,
            @Param("track") MediaKind track,
            @Param("language") String language,
            @Param("before") @Nullable Integer before,
            @Param("limit") int limit);

    List<@Nullable StoredSelection> chosenIn(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("track") MediaKind track,
            @Param("id") String id);

    int insertSelection(
            @Param("profile") ProfileId profile,
            @Param("selection") Selection selection,
            @Param("language") String language,
            @Param("now") Instant now);

    int reject(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("track") MediaKind track,
            @Param("id") String id,
            @Param("reason") String reason,
            @Param("now") Instant now);

    int unreject(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("track") MediaKind track,
            @Param("id") String id);

    List<@Nullable RejectedTake> rejections(
            @Param("profile") ProfileId profile, @Param("project") ProjectId project, @Param("track") MediaKind track);

    List<String> rejectedJobs(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    List<@Nullable SceneJobs> jobs(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    List<@Nullable ImageContent> imageHashes(
            @Param("profile") ProfileId profile, @Param("ids") Collection<ImageId> ids);
}
