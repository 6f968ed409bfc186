/**
 * The HTTP API of a store, on Jetty: {@link io.github.reelstore.server.ReelstoreServer} for a server of its own, and
 * {@link io.github.reelstore.server.ReelstoreHandler} to mount the API in a server that you have.
 */
@NullMarked
package io.github.reelstore.server;

import org.jspecify.annotations.NullMarked;
