package io.github.reelstore.testkit.rows;

import static io.github.reelstore.testkit.rows.SampleRows.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.rows.IdempotencyRepository;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contract tests for {@link IdempotencyRepository}; see {@link DatabaseFixture}. */
public abstract class IdempotencyRepositoryContract {

    private static final ContentHash HASH = new ContentHash("ab".repeat(32));
    private static final ContentHash OTHER = new ContentHash("cd".repeat(32));

    @RegisterExtension
    final DatabaseUnderTest db = new DatabaseUnderTest();

    private Optional<IdempotentRequest> find(String key) {
        return db.read(tx -> tx.idempotency().find(key));
    }

    @Test
    void aRequestIsInsertedCompletedAndDeleted() {
        assertThat(find("k")).isEmpty();
        Instant begin = db.write(tx -> {
            tx.idempotency().insert("k");
            return tx.now();
        });
        assertThat(find("k")).contains(new IdempotentRequest("k", Optional.empty(), Optional.empty(), begin));
        String answer = "{\"title\": \"Hải đăng 🎬\"}".repeat(10_000);
        assertThat(db.<Boolean>write(tx -> tx.idempotency().complete("k", begin, HASH, answer)))
                .isTrue();
        assertThat(find("k")).contains(new IdempotentRequest("k", Optional.of(HASH), Optional.of(answer), begin));
        assertThat(db.<Boolean>write(tx -> tx.idempotency().complete("k", begin, HASH, "final")))
                .isTrue();
        assertThat(db.<Boolean>write(tx -> tx.idempotency().complete("k", begin, OTHER, "other")))
                .isFalse();
        assertThat(db.<Boolean>write(tx -> tx.idempotency().delete("k", begin)))
                .as("an answer is kept")
                .isFalse();
        assertThat(find("k")).contains(new IdempotentRequest("k", Optional.of(HASH), Optional.of("final"), begin));
        assertThat(db.<Integer>write(tx -> tx.idempotency().prune(begin.plusNanos(1_000))))
                .isEqualTo(1);
        assertThat(db.<Boolean>write(tx -> tx.idempotency().complete("k", begin, HASH, "a")))
                .isFalse();
        assertThat(find("k")).isEmpty();
    }

    @Test
    void aRequestChangesOnlyItsOwnClaim() {
        Instant begin = db.write(tx -> {
            tx.idempotency().insert("k");
            return tx.now();
        });
        Instant earlier = begin.minusSeconds(3_700);
        assertThat(db.<Boolean>write(tx -> tx.idempotency().complete("k", earlier, HASH, "late")))
                .isFalse();
        assertThat(db.<Boolean>write(tx -> tx.idempotency().delete("k", earlier)))
                .isFalse();
        assertThat(find("k")).contains(new IdempotentRequest("k", Optional.empty(), Optional.empty(), begin));
        assertThat(db.<Boolean>write(tx -> tx.idempotency().delete("k", begin))).isTrue();
        assertThat(db.<Boolean>write(tx -> tx.idempotency().delete("k", begin))).isFalse();
    }

    @Test
    void aKeyIsUsedOnce() {
        db.run(tx -> tx.idempotency().insert("k"));
        db.assertRefused(
                StorageException.AlreadyExists.class,
                "k",
                tx -> tx.idempotency().insert("k"));
    }

    @Test
    void eachProfileHasItsOwnKeys() {
        Instant begin = db.write(tx -> {
            tx.idempotency().insert("k");
            return tx.now();
        });
        assertThat(db.<Optional<IdempotentRequest>>writeAs(
                        BOB, tx -> tx.idempotency().find("k")))
                .isEmpty();
        assertThat(db.<Boolean>writeAs(BOB, tx -> tx.idempotency().complete("k", begin, HASH, "a")))
                .isFalse();
        assertThat(db.<Boolean>writeAs(BOB, tx -> tx.idempotency().delete("k", begin)))
                .isFalse();
        assertThat(db.<Integer>writeAs(
                        BOB, tx -> tx.idempotency().prune(tx.now().plusSeconds(60))))
                .isZero();
        db.<Boolean>writeAs(BOB, tx -> {
            tx.idempotency().insert("k");
            return true;
        });
        assertThat(find("k")).isPresent();
    }

    @Test
    void olderRequestsArePruned() {
        Instant first = db.write(tx -> {
            tx.idempotency().insert("first");
            return tx.now();
        });
        assertThat(db.<Integer>write(tx -> tx.idempotency().prune(first))).isZero();
        assertThat(db.<Integer>write(tx -> tx.idempotency().prune(first.plusNanos(1_000))))
                .isEqualTo(1);
        assertThat(find("first")).isEmpty();
    }
}
