package io.github.reelstore.domain.media;

import java.util.List;

/** How a format is recognised: a pure function of a file's first bytes. */
@FunctionalInterface
interface Signature {

    boolean matches(Head head);

    /** The file begins with one of these patterns (see {@link Head#at}). */
    static Signature startsWith(String... patterns) {
        List<String> any = List.of(patterns);
        return head -> head.atAny(0, any);
    }
}
