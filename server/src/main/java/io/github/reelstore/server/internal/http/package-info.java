/** What the HTTP API and the pages share: routes, requests, answers, problems, and who may call. Not an API. */
@NullMarked
package io.github.reelstore.server.internal.http;

import org.jspecify.annotations.NullMarked;
