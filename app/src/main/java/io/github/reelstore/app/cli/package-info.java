/** The command line: parses, calls a service, prints. Nothing else of Reelstore uses it. */
@NullMarked
package io.github.reelstore.app.cli;

import org.jspecify.annotations.NullMarked;
