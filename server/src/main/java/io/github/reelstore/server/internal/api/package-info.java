/** The operations of the HTTP API, and the OpenAPI document that describes them. Not an API of Java. */
@NullMarked
package io.github.reelstore.server.internal.api;

import org.jspecify.annotations.NullMarked;
