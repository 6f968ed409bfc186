package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import java.time.Instant;
import org.apache.ibatis.annotations.Param;

/** Statements on {@code video_projects}, and those that delete a project with its rows. */
interface ProjectMapper extends RowMapper<VideoProject, ProjectFilter> {

    int detachImages(@Param("profile") ProfileId profile, @Param("id") ProjectId id, @Param("now") Instant now);

    int detachAudio(@Param("profile") ProfileId profile, @Param("id") ProjectId id, @Param("now") Instant now);

    ProjectContents contents(@Param("profile") ProfileId profile, @Param("id") ProjectId id);

    int activeJobs(@Param("profile") ProfileId profile, @Param("id") ProjectId id);

    int deleteInputs(@Param("profile") ProfileId profile, @Param("id") ProjectId id);

    int deleteAudioTracks(@Param("profile") ProfileId profile, @Param("id") ProjectId id);

    int deleteGenerations(@Param("profile") ProfileId profile, @Param("id") ProjectId id);

    int deleteImages(@Param("profile") ProfileId profile, @Param("id") ProjectId id);

    int deleteAudio(@Param("profile") ProfileId profile, @Param("id") ProjectId id);
}
