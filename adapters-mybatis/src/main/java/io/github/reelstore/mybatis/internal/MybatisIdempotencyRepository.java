package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.rows.IdempotencyRepository;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class MybatisIdempotencyRepository implements IdempotencyRepository {

    private final MybatisTx tx;
    private final IdempotencyMapper mapper;

    MybatisIdempotencyRepository(MybatisTx tx) {
        this.tx = tx;
        this.mapper = tx.mapper(IdempotencyMapper.class);
    }

    @Override
    public Optional<IdempotentRequest> find(String key) {
        return Optional.ofNullable(tx.<@Nullable IdempotentRequest>run(key, () -> mapper.find(tx.profile(), key)));
    }

    @Override
    public void insert(String key) {
        tx.write(key, () -> mapper.insert(tx.profile(), key, tx.now()));
    }

    @Override
    public boolean complete(String key, Instant begun, ContentHash request, String answer) {
        return tx.write(key, () -> mapper.complete(tx.profile(), key, begun, request, answer)) > 0;
    }

    @Override
    public boolean delete(String key, Instant begun) {
        return tx.write(key, () -> mapper.delete(tx.profile(), key, begun)) > 0;
    }

    @Override
    public int prune(Instant before) {
        return tx.write("idempotency keys", () -> mapper.prune(tx.profile(), before));
    }
}
