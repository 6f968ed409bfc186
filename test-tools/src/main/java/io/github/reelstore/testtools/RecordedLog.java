package io.github.reelstore.testtools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Records the log lines of Reelstore until it is closed, and keeps them from standard error. For class paths without
 * another {@code System.LoggerFinder}: then {@code System.Logger} writes to java.util.logging.
 */
public final class RecordedLog implements AutoCloseable {

    /** Kept, because the log manager holds loggers by weak references. */
    private final Logger logger = Logger.getLogger("io.github.reelstore");

    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            records.add(line);
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /** Starts recording, at every level. */
    public RecordedLog() {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /** The lines so far, such as {@code INFO Aborted ...}; debug messages are {@code FINE}. */
    public List<String> lines() {
        SimpleFormatter formatter = new SimpleFormatter();
        return List.copyOf(records).stream()
                .map(line -> line.getLevel() + " " + formatter.formatMessage(line))
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }
}
