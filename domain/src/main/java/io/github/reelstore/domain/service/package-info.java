/** The services of the store: projects, generations and media files. They depend on the ports only. */
@NullMarked
package io.github.reelstore.domain.service;

import org.jspecify.annotations.NullMarked;
