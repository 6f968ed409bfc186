/**
 * For authors of adapters: contract tests of every port and of the services, and in-memory implementations that pass
 * them.
 *
 * <p>Write one test class for your adapter. It implements a fixture, which opens what is tested, and has one
 * {@code @Nested} class for each contract that you want to run:
 *
 * <pre>{@code
 * class FolderBlobStoreTest implements BlobStoreFixture {
 *
 *     @TempDir Path root;
 *
 *     @Override
 *     public BlobStore open() {
 *         return new FolderBlobStore(root);
 *     }
 *
 *     @Override
 *     public BlobStore reopen() {
 *         return new FolderBlobStore(root);
 *     }
 *
 *     @Nested class Staging extends BlobStagingContract {}
 *
 *     @Nested class Publishing extends BlobPublishingContract {}
 * }
 * }</pre>
 *
 * <p>The fixtures list their contracts: {@link io.github.reelstore.testkit.blob.BlobStoreFixture},
 * {@link io.github.reelstore.testkit.rows.DatabaseFixture}, {@link io.github.reelstore.testkit.services.ServicesFixture} and, for
 * clients of providers, {@link io.github.reelstore.testkit.provider.ProviderClientFixture}. Each contract can be run alone, from an IDE or with
 * {@code mvn test -Dtest='FolderBlobStoreTest$Publishing'}. A few tests are protected, so that the nested class can
 * override them for a backend that is known to break the rule. Tests with the tag {@code race} force many interleavings;
 * exclude the tag if your build must be fast.
 *
 * <p>{@code fake} has the in-memory implementations, {@code fault} what reports, blocks or fails each call of a port.
 * This package has the sample media, ids, clocks and threads that the tests share.
 */
@NullMarked
package io.github.reelstore.testkit;

import org.jspecify.annotations.NullMarked;
