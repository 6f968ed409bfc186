package io.github.reelstore.mybatis.internal;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.port.rows.ImageRepository;
import java.util.Set;
import java.util.stream.Stream;

final class MybatisImageRepository extends ReferencedRowRepository<ImageGeneration, ImageId>
        implements ImageRepository {

    MybatisImageRepository(MybatisTx tx) {
        super(
                tx,
                MappedTable.IMAGES,
                ImageMapper.class,
                new Identity<>(
                        ImageGeneration::id, ImageGeneration::profileId, ImageGeneration::createdAt, ImageId::of),
                ImageGeneration::projectId);
    }

    @Override
    Set<BlobKey> keysOf(ImageGeneration row) {
        return Stream.concat(Stream.of(row.filePath()), row.thumbPath().stream())
                .collect(toUnmodifiableSet());
    }
}
