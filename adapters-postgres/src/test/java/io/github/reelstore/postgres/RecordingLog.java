package io.github.reelstore.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.ibatis.logging.Log;
import org.apache.ibatis.logging.LogFactory;

/** Notes the statements that MyBatis says it prepares. MyBatis wants one for the whole JVM, made anew for each mapper. */
public final class RecordingLog implements Log {

    private static final String PREPARING = "==>  Preparing: ";
    private static final List<String> STATEMENTS = Collections.synchronizedList(new ArrayList<>());

    /** MyBatis calls it with the name of what logs. */
    public RecordingLog(String name) {}

    /** From now on; for sessions that are made after this. */
    static void start() {
        LogFactory.useCustomLogging(RecordingLog.class);
    }

    /** What was prepared since the last call. */
    static List<String> take() {
        List<String> taken = List.copyOf(STATEMENTS);
        STATEMENTS.clear();
        return taken;
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
