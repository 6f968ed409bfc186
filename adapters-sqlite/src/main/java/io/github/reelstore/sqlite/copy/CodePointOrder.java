package io.github.reelstore.sqlite.copy;

import io.github.reelstore.domain.internal.CodePoints;
import org.sqlite.Collation;

/** Compares text as databases do whose text is UTF-8. */
final class CodePointOrder extends Collation {

    @Override
    protected int xCompare(String a, String b) {
        return CodePoints.ORDER.compare(a, b);
    }
}
