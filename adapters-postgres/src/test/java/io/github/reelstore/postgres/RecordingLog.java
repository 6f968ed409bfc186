package io.github.reelstore.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.ibatis.logging.Log;
import org.apache.ibatis.logging.LogFactory;

/**
 * Records the statements that MyBatis prepares. MyBatis uses one class for the whole JVM, and creates an instance for
 * each mapper.
 */
public final class RecordingLog implements Log {

    private static final String PREPARING = "==>  Preparing: ";
    private static final List<String> STATEMENTS = Collections.synchronizedList(new ArrayList<>());

    /** Called by MyBatis with the name of the logger. */
    public RecordingLog(String name) {}

    /** Starts recording, for sessions created afterwards. */
    static void start() {
        LogFactory.useCustomLogging(RecordingLog.class);
    }

    /** Returns and clears the statements prepared since the last call. */
    static List<String> take() {
        List<String> statements = List.copyOf(STATEMENTS);
        STATEMENTS.clear();
        return statements;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public void debug(String message) {
        if (message.startsWith(PREPARING)) {
            STATEMENTS.add(message.substring(PREPARING.length()));
        }
    }

    @Override
    public void error(String message, Throwable cause) {}

    @Override
    public void error(String message) {}

    @Override
    public void trace(String message) {}

    @Override
    public void warn(String message) {}
}
