/** The commands. Each parses its options, calls a service and prints the result. */
@NullMarked
package io.github.reelstore.cli.command;

import org.jspecify.annotations.NullMarked;
