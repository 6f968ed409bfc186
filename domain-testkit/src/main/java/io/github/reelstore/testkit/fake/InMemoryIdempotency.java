package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.rows.IdempotencyRepository;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import io.github.reelstore.testkit.fake.InMemoryDatabase.OwnedKey;
import java.time.Instant;
import java.util.Optional;

final class InMemoryIdempotency implements IdempotencyRepository {

    private final InMemoryTx tx;

    InMemoryIdempotency(InMemoryTx tx) {
        this.tx = tx;
    }

    private OwnedKey owned(String key) {
        return new OwnedKey(tx.profile(), key);
    }

    @Override
    public Optional<IdempotentRequest> find(String key) {
        return Optional.ofNullable(tx.reading().requests().get(owned(key)));
    }

    @Override
    public void insert(String key) {
        if (tx.writing().requests().containsKey(owned(key))) {
            throw tx.failed(new StorageException.AlreadyExists(key, "There is a request with the key " + key + "."));
        }
        tx.writing()
                .requests()
                .put(owned(key), new IdempotentRequest(key, Optional.empty(), Optional.empty(), tx.now()));
    }

    @Override
    public boolean complete(String key, Instant begun, ContentHash request, String answer) {
        Optional<IdempotentRequest> running = own(key, begun)
                .filter(one -> one.requestHash().isEmpty() || one.requestHash().equals(Optional.of(request)));
        running.ifPresent(one -> tx.writing()
                .requests()
                .put(owned(key), new IdempotentRequest(key, Optional.of(request), Optional.of(answer), begun)));
        return running.isPresent();
    }

    @Override
    public boolean delete(String key, Instant begun) {
        Optional<IdempotentRequest> running =
                own(key, begun).filter(one -> one.answer().isEmpty());
        running.ifPresent(one -> tx.writing().requests().remove(owned(key)));
        return running.isPresent();
    }

    private Optional<IdempotentRequest> own(String key, Instant begun) {
        return Optional.ofNullable(tx.writing().requests().get(owned(key)))
                .filter(one -> one.createdAt().equals(begun));
    }

    @Override
    public int prune(Instant before) {
        var requests = tx.writing().requests();
        int count = requests.size();
        requests.entrySet()
                .removeIf(entry -> entry.getKey().profile().equals(tx.profile())
                        && entry.getValue().createdAt().isBefore(before));
        return count - requests.size();
    }
}
