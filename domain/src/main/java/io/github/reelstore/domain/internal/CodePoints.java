package io.github.reelstore.domain.internal;

import java.util.Comparator;

/** The order of texts in both databases: by their UTF-8 bytes, which is the order of their code points. */
public final class CodePoints {

    /** Unlike {@link String#compareTo}, which compares UTF-16 code units. */
    public static final Comparator<String> ORDER = CodePoints::compare;

    private CodePoints() {}

    private static int compare(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length()) {
            int left = a.codePointAt(i);
            int right = b.codePointAt(i);
            if (left != right) {
                return Integer.compare(left, right);
            }
            i += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }
}
