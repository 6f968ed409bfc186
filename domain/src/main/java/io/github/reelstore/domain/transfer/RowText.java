package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaInfo;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How much text rows have. A response of a provider may have megabytes, so that the number of rows says little about their memory. */
final class RowText {

    /** The characters that are kept in memory at once, and at most one row more. */
    static final long MAX_KEPT = 16 << 20;

    private static final ClassValue<List<Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .toList();
        }
    };

    private RowText() {}

    /** The length in characters of what the row has as text, without short values such as ids. */
    static long lengthOf(Record row) {
        long length = 0;
        for (Method accessor : ACCESSORS.get(row.getClass())) {
            try {
                length += lengthOf(accessor.invoke(row));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the rows and their accessors are public", e);
            }
        }
        return length;
    }

    private static long lengthOf(Object component) {
        Object value = component instanceof Optional<?> optional ? optional.orElse(null) : component;
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof JsonText json) {
            return json.value().length();
        }
        return value instanceof MediaInfo info ? info.toJson().value().length() : 0;
    }
}
