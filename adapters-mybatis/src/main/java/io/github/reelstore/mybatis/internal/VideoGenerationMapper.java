package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.port.rows.Cursor;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements on {@code veo3_video_generations} and its two link tables. */
interface VideoGenerationMapper extends GenerationMapper<VideoGeneration> {

    /**
     * Lists the videos of a project, oldest first.
     *
     * @param after where to continue; null to start at the beginning
     * @param limit the maximum number of rows; null for all
     */
    List<@Nullable VideoGeneration> ofProject(
            @Param("profile") ProfileId profile,
            @Param("project") ProjectId project,
            @Param("after") @Nullable Cursor after,
            @Param("limit") @Nullable Integer limit);

    int insertInput(@Param("input") GenerationInput input);

    int insertAudioTrack(@Param("track") GenerationAudioTrack track);

    int deleteAudioTrack(
            @Param("profile") ProfileId profile, @Param("id") GenerationId id, @Param("audio") AudioId audio);

    int deleteInputs(@Param("profile") ProfileId profile, @Param("id") GenerationId id);

    int deleteAudioTracks(@Param("profile") ProfileId profile, @Param("id") GenerationId id);

    List<@Nullable GenerationInput> inputs(
            @Param("profile") ProfileId profile,
            @Param("ids") @Nullable Collection<GenerationId> ids,
            @Param("project") @Nullable ProjectId project);

    List<@Nullable GenerationAudioTrack> audioTracks(
            @Param("profile") ProfileId profile,
            @Param("ids") @Nullable Collection<GenerationId> ids,
            @Param("project") @Nullable ProjectId project);
}
