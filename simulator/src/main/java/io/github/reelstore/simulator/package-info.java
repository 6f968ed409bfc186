/**
 * A simulated provider of images, audio and videos: a program that bills what it accepts, fails as configured, and keeps an
 * account that tests compare with what a client believes. {@code docs/simulator.md} describes the protocol. It needs the JDK only.
 *
 * <p>It is one package, though it has more than 30 files, so that only what starts it is public.
 */
@NullMarked
package io.github.reelstore.simulator;

import org.jspecify.annotations.NullMarked;
