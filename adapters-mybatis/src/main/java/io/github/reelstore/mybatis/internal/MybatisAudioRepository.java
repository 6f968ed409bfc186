package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.port.rows.AudioRepository;
import io.github.reelstore.domain.port.rows.Cursor;
import java.util.Set;

final class MybatisAudioRepository extends ReferencedRowRepository<AudioGeneration, AudioId>
        implements AudioRepository {

    MybatisAudioRepository(MybatisTx tx) {
        super(tx, MappedTable.AUDIO, tx.mapper(AudioMapper.class));
    }

    @Override
    AudioId idOf(AudioGeneration row) {
        return row.id();
    }

    @Override
    ProfileId profileOf(AudioGeneration row) {
        return row.profileId();
    }

    @Override
    Cursor cursorOf(AudioGeneration row) {
        return new Cursor(row.createdAt(), row.id().value());
    }

    @Override
    Set<BlobKey> keysOf(AudioGeneration row) {
        return Set.of(row.filePath());
    }

    @Override
    Set<Parent> parentsOf(AudioGeneration row) {
        return row.projectId()
                .map(id -> Set.of(new Parent(MappedTable.PROJECTS, id)))
                .orElse(Set.of());
    }

    @Override
    void checkNewId(String id) {
        AudioId.of(id);
    }
}
