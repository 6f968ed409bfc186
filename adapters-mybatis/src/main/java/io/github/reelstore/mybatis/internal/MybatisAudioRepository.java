package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.port.rows.AudioRepository;
import java.util.Set;

final class MybatisAudioRepository extends ReferencedRowRepository<AudioGeneration, AudioId>
        implements AudioRepository {

    MybatisAudioRepository(MybatisTx tx) {
        super(
                tx,
                MappedTable.AUDIO,
                AudioMapper.class,
                new Identity<>(
                        AudioGeneration::id, AudioGeneration::profileId, AudioGeneration::createdAt, AudioId::of),
                AudioGeneration::projectId);
    }

    @Override
    Set<BlobKey> keysOf(AudioGeneration row) {
        return Set.of(row.filePath());
    }
}
