/**
 * For authors of adapters: contract tests of every port, to subclass, and in-memory implementations that pass them.
 *
 * <p>{@code blob}, {@code rows} and {@code services} have the contracts, {@code fake} the implementations, {@code fault} what injects
 * failures. This package has the sample media, clocks and threads that they share.
 */
@NullMarked
package io.github.reelstore.testkit;

import org.jspecify.annotations.NullMarked;
