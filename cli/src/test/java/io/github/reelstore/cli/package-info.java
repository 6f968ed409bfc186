/** Tests of the command line, on real SQLite files and real folders. */
@NullMarked
package io.github.reelstore.cli;

import org.jspecify.annotations.NullMarked;
