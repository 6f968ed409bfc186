/**
 * The command line, a program that embeds {@code app}. It has no API.
 *
 * <p>{@code command} has the commands, {@code console} what they share: global options, output, progress and error messages.
 */
@NullMarked
package io.github.reelstore.cli;

import org.jspecify.annotations.NullMarked;
