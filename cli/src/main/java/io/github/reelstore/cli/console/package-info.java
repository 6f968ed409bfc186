/**
 * Reading and writing on a terminal: global options, tables, progress, JSON, error messages. It knows no command.
 */
@NullMarked
package io.github.reelstore.cli.console;

import org.jspecify.annotations.NullMarked;
