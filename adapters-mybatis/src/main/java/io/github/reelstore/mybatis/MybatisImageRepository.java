package io.github.reelstore.mybatis;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.Cursor;
import io.github.reelstore.domain.port.ImageRepository;
import java.util.Set;
import java.util.stream.Stream;

final class MybatisImageRepository extends UsedRowRepository<ImageGeneration, ImageId> implements ImageRepository {

    MybatisImageRepository(MybatisTx tx) {
        super(tx, Table.IMAGES, tx.mapper(ImageMapper.class));
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
        return row.projectId().map(id -> Set.of(new Parent(Table.PROJECTS, id))).orElse(Set.of());
    }

    @Override
    void checkNewId(String id) {
        ImageId.of(id);
    }
}
