/** The pages for browsers: projects, the film of a project, its languages, and the health of the store. Not an API. */
@NullMarked
package io.github.reelstore.server.internal.pages;

import org.jspecify.annotations.NullMarked;
