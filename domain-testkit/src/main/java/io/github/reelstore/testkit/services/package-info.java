/** Contract tests for the services, on any pair of a database and a blob store. */
@NullMarked
package io.github.reelstore.testkit.services;

import org.jspecify.annotations.NullMarked;
