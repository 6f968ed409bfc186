package io.github.reelstore.exec;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.ObjectNode;

/** A call that waits for its answer. What is certain about a call that failed depends on how far its line got. */
final class PendingCall {

    /** Pipes take a line of this size as a whole or not at all (PIPE_BUF of Linux; POSIX, write). */
    private static final int ATOMIC_WRITE = 4096;

    private enum Stage {
        /** Nothing of the line has been written. */
        WAITING,
        /** The line is being written, or has been. */
        WRITTEN,
        /** Nothing of the line has been written or will be. */
        WITHDRAWN
    }

    private final String method;
    private final byte[] line;
    private final long began = System.nanoTime();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final CompletableFuture<ObjectNode> answer = new CompletableFuture<>();

    /** A call whose line ends with a line feed. */
    PendingCall(String method, byte[] line) {
        this.method = method;
        this.line = line;
    }

    String method() {
        return method;
    }

    byte[] line() {
        return line;
    }

    CompletableFuture<ObjectNode> answer() {
        return answer;
    }

    /** When it began, by {@link System#nanoTime}. */
    long began() {
        return began;
    }

    /** Takes the line for writing; false if it was withdrawn. */
    boolean beginWriting() {
        return stage.compareAndSet(Stage.WAITING, Stage.WRITTEN);
    }

    /** Writing failed: the program has closed its standard input, so it will never read the end of this line. */
    void writingFailed() {
        if (line.length <= ATOMIC_WRITE) {
            stage.set(Stage.WITHDRAWN);
        }
    }

    /** Prevents the line from being written. Returns false if it may have been. */
    boolean withdraw() {
        return stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN) || stage.get() == Stage.WITHDRAWN;
    }
}
