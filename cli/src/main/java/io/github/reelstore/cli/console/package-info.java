/** Terminal input and output: global options, tables, progress, JSON and error messages. Independent of the commands. */
@NullMarked
package io.github.reelstore.cli.console;

import org.jspecify.annotations.NullMarked;
