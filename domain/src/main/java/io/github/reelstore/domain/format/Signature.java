package io.github.reelstore.domain.format;

import java.util.List;

/** Recognises a format: a pure function of a file's first bytes. */
@FunctionalInterface
interface Signature {

    boolean matches(FileHeader fileHeader);

    /** Matches files that begin with one of these patterns (see {@link FileHeader#at}). */
    static Signature startsWith(String... patterns) {
        List<String> any = List.of(patterns);
        return fileHeader -> fileHeader.atAny(0, any);
    }
}
