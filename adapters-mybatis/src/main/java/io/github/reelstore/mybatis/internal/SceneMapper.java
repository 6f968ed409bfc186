package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements of {@link MybatisSceneRepository}. Lists have null in place of a row that cannot be read. */
interface SceneMapper {

    int insert(@Param(RowMapper.ROW) Scene row);

    @Nullable Scene find(@Param("profile") ProfileId profile, @Param("project") ProjectId project, @Param("scene") String scene);

    /**
     * Lists scenes, even deleted ones.
     *
     * @param ids their ids, at least one
     */
    List<@Nullable Scene> findAll(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("ids") Collection<String> ids);

    /**
     * Lists the scenes of a project that are not deleted.
     *
     * @param position the position of the scene to continue after; null to start at the beginning
     * @param scene its id
     * @param limit the maximum number of rows; null for all
     */
    List<@Nullable Scene> list(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("position") @Nullable String position,
            @Param("scene") @Nullable String scene,
            @Param("limit") @Nullable Integer limit);

    /** The scene before a position; the last one if that is null. */
    @Nullable Scene before(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("position") @Nullable ScenePosition position);

    @Nullable Scene after(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("position") ScenePosition position);

    List<String> withoutScene(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    int update(
            @Param("profile") ProfileId profile,
            @Param("before") Scene before,
            @Param("scene") Scene scene,
            @Param("now") Instant now);

    int setPosition(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") String scene,
            @Param("position") ScenePosition position);

    /** Which of the scenes exist. */
    List<String> existing(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("ids") Collection<String> ids);

    /**
     * Lists lines.
     *
     * @param scene the scene; null for all scenes of the project that are not deleted
     */
    List<@Nullable StoredLine> lines(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") @Nullable String scene);

    int putLine(
            @Param("profile") ProfileId profile,
            @Param("line") SceneLine line,
            @Param("sourceLanguage") Optional<LanguageTag> sourceLanguage,
            @Param("sourceDigest") Optional<?> sourceDigest,
            @Param("now") Instant now);

    int deleteLine(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") String scene,
            @Param("language") LanguageTag language);

    List<@Nullable SettingsRow> settings(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    int putSettings(
            @Param("profile") ProfileId profile,
            @Param("settings") SettingsRow settings,
            @Param("language") String language);

    int deleteSettings(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("scene") String scene,
            @Param("track") MediaKind track,
            @Param("language") String language);
}
