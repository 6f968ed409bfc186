package io.github.reelstore.domain.service.internal;

import io.github.reelstore.domain.model.MediaInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Decides, column by column, between the value in a row and the one that was read from its file. The file decides when it
 * is added: what the caller gave with it is noted as a claim. A value that the caller set later stays, and is noted too.
 */
final class ColumnMerge {

    private final MediaInfo before;
    private final Map<String, String> detected;
    private final Map<String, String> claimed = new LinkedHashMap<>();

    ColumnMerge(MediaInfo before) {
        this.before = before;
        this.detected = new LinkedHashMap<>(before.detected());
    }

    /**
     * The value that the column gets.
     *
     * @param name as in {@link MediaInfo#claimed}
     * @param same whether the values differ by no more than rounding
     */
    <T> Optional<T> column(String name, Optional<T> inRow, Optional<T> inFile, BiPredicate<T, T> same) {
        if (inFile.isEmpty()) {
            return inRow;
        }
        detected.put(name, inFile.get().toString());
        Optional<String> stated = inRow.map(Object::toString);
        if (stated.isEmpty()
                || stated.equals(Optional.ofNullable(before.detected().get(name)))) {
            return inFile;
        }
        boolean differs = !same.test(inRow.get(), inFile.get());
        if (isLater(name)) {
            claim(name, stated.get(), differs);
            return inRow;
        }
        // an earlier version may have read the file otherwise: the caller did not claim that
        claim(name, stated.get(), differs && before.codecs().isEmpty());
        return inFile;
    }

    /** The same, for values that are equal or differ. */
    <T> Optional<T> column(String name, Optional<T> inRow, Optional<T> inFile) {
        return column(name, inRow, inFile, Object::equals);
    }

    /** Whether a value in the row that was not read from the file was set after the file was read. */
    private boolean isLater(String name) {
        // no version read the frame rate without noting it
        boolean neverRead = name.equals("frameRate") && !before.codecs().isEmpty();
        return before.detected().containsKey(name) || neverRead;
    }

    private void claim(String name, String stated, boolean differs) {
        if (differs) {
            claimed.put(name, stated);
        }
    }

    /** What was read from the file, now or earlier. */
    Map<String, String> detected() {
        return detected;
    }

    /** What the caller stated and the file contradicts. */
    Map<String, String> claimed() {
        return claimed;
    }
}
