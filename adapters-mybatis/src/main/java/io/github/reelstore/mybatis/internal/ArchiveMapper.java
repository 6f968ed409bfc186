package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements of {@link MybatisArchiveRepository}. Lists have null in place of a row that cannot be read. */
interface ArchiveMapper {

    List<@Nullable Scene> scenes(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    List<@Nullable StoredLine> lines(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    List<@Nullable StoredSelection> selections(
            @Param("profile") ProfileId profile, @Param("project") ProjectId project);

    List<@Nullable RejectedTake> rejected(@Param("profile") ProfileId profile, @Param("project") ProjectId project);

    List<String> usedProjects(@Param("ids") Collection<String> ids);

    List<String> usedVideos(@Param("ids") Collection<String> ids);

    List<String> usedImages(@Param("ids") Collection<String> ids);

    List<String> usedAudio(@Param("ids") Collection<String> ids);

    List<@Nullable VideoGeneration> videos(
            @Param("profile") ProfileId profile, @Param("ids") Collection<GenerationId> ids);

    List<@Nullable ImageGeneration> images(@Param("profile") ProfileId profile, @Param("ids") Collection<ImageId> ids);

    List<@Nullable AudioGeneration> audio(@Param("profile") ProfileId profile, @Param("ids") Collection<AudioId> ids);
}
