package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import java.time.Instant;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** Statements of {@link MybatisIdempotencyRepository}. */
interface IdempotencyMapper {

    @Nullable IdempotentRequest find(@Param("profile") ProfileId profile, @Param("key") String key);

    int insert(@Param("profile") ProfileId profile, @Param("key") String key, @Param("now") Instant now);

    int complete(
            @Param("profile") ProfileId profile,
            @Param("key") String key,
            @Param("begun") Instant begun,
            @Param("request") ContentHash request,
            @Param("answer") String answer);

    int delete(@Param("profile") ProfileId profile, @Param("key") String key, @Param("begun") Instant begun);

    int prune(@Param("profile") ProfileId profile, @Param("before") Instant before);
}
