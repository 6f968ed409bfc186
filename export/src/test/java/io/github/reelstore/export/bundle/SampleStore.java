package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.domain.transfer.TransferService;
import io.github.reelstore.testkit.fake.InMemoryBlobStore;
import io.github.reelstore.testkit.fake.InMemoryTransactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A store, and a profile of it.
 *
 * @param transactions its database
 * @param blobs its blob store
 * @param profile the profile
 */
record SampleStore(Transactions transactions, BlobStore blobs, ProfileId profile) {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

    static SampleStore inMemory() {
        return new SampleStore(new InMemoryTransactions(CLOCK), new InMemoryBlobStore(), new ProfileId("alice"));
    }

    SampleStore withProfile(String other) {
        return new SampleStore(transactions, blobs, new ProfileId(other));
    }

    TransferService transfers() {
        return new TransferService(transactions, blobs, profile);
    }

    Bundles bundles() {
        return new Bundles(this::transfers, BundleLimits.DEFAULT, CLOCK);
    }

    ImportedBundle imported(Path bundle) {
        return bundles().importFrom(bundle, TransferProgress.NONE, TransferProgress.NONE);
    }

    ProjectState state(ProjectId project) {
        return ProjectState.of(transactions, blobs, profile, project);
    }

    ContentHash put(BlobKey key, byte[] bytes) {
        try (StagedBlob staged = blobs.stage(new BlobSource(key.value(), () -> new ByteArrayInputStream(bytes)))) {
            blobs.publish(staged, key);
            return staged.hash();
        }
    }

    static byte[] bytes(BlobStore blobs, BlobKey key) {
        try (var content = blobs.open(key, ByteRange.ALL)) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
