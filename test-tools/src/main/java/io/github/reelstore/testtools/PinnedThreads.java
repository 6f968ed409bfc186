package io.github.reelstore.testtools;

import io.github.reelstore.testkit.VirtualThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Records where virtual threads waited without giving their carrier back, and writes it to a file in {@code target/pinned-threads}. */
final class PinnedThreads implements AutoCloseable {

    private static final String EVENT = "jdk.VirtualThreadPinned";

    private final Recording recording = new Recording();
    private final AtomicInteger tests = new AtomicInteger();

    /** Starts to record. */
    PinnedThreads() {
        recording.enable(EVENT).withoutThreshold().withStackTrace();
        recording.start();
        Thread check = VirtualThreads.factory().newThread(Pinning::new);
        check.start();
        try {
            check.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits in its initializer, which pins: what must be in every recording. */
    private static final class Pinning {
        static {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Counts a test that has passed on a virtual thread. */
    void tested() {
        tests.incrementAndGet();
    }

    @Override
    public void close() {
        try {
            Path file = Files.createTempFile("pinned", ".jfr");
            try {
                recording.stop();
                recording.dump(file);
                Map<String, Integer> causes = causes(file);
                if (causes.remove("the initialization of " + Pinning.class.getName()) == null) {
                    throw new IllegalStateException("pinned threads are not recorded, only " + causes);
                }
                List<String> lines = new ArrayList<>();
                lines.add("tests " + tests);
                causes.forEach((cause, count) -> lines.add("pinned " + count + " times by " + cause));
                Files.write(
                        Files.createDirectories(Path.of("target", "pinned-threads"))
                                .resolve(ProcessHandle.current().pid() + ".txt"),
                        lines);
            } finally {
                recording.close();
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> causes(Path file) throws IOException {
        Map<String, Integer> causes = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(EVENT)) {
                causes.merge(cause(event.getStackTrace()), 1, Integer::sum);
            }
        }
        return causes;
    }

    /** The innermost frame that pins: native code, the initializer of a class or, before Java 24, probably "synchronized". */
    private static String cause(RecordedStackTrace trace) {
        for (RecordedFrame frame : trace.getFrames()) {
            String method = frame.getMethod().getName();
            if (method.equals("<clinit>")) {
                return "the initialization of " + type(frame);
            }
            if (frame.getType().equals("Native") && !type(frame).equals("java.lang.VirtualThread")) {
                return "the native method " + type(frame) + "." + method;
            }
        }
        return trace.getFrames().stream()
                .filter(frame ->
                        !type(frame).startsWith("java.") && !type(frame).startsWith("jdk."))
                .findFirst()
                .map(frame ->
                        "a monitor of " + type(frame) + "." + frame.getMethod().getName() + " or its callers")
                .orElse("the JDK");
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }
}
