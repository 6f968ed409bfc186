/** Not API: the parser of WebM and Matroska files ({@code Matroska}). */
@NullMarked
package io.github.reelstore.media.internal.matroska;

import org.jspecify.annotations.NullMarked;
