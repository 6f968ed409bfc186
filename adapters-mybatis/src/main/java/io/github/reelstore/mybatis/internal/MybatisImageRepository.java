package io.github.reelstore.mybatis.internal;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.ImageRepository;
import java.util.Set;
import java.util.stream.Stream;

final class MybatisImageRepository extends ReferencedRowRepository<ImageGeneration, ImageId>
        implements ImageRepository {

    MybatisImageRepository(MybatisTx tx) {
        super(tx, MappedTable.IMAGES, tx.mapper(ImageMapper.class));
    }

    @Override
    ImageId idOf(ImageGeneration row) {
        return row.id();
    }

    @Override
    ProfileId profileOf(ImageGeneration row) {
        return row.profileId();
    }

    @Override
    Cursor cursorOf(ImageGeneration row) {
        return new Cursor(row.createdAt(), row.id().value());
    }

    @Override
    Set<BlobKey> keysOf(ImageGeneration row) {
        return Stream.concat(Stream.of(row.filePath()), row.thumbPath().stream())
                .collect(toUnmodifiableSet());
    }

    @Override
    Set<Parent> parentsOf(ImageGeneration row) {
        return row.projectId()
                .map(id -> Set.of(new Parent(MappedTable.PROJECTS, id)))
                .orElse(Set.of());
    }

    @Override
    void checkNewId(String id) {
        ImageId.of(id);
    }
}
