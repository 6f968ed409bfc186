package io.github.reelstore.exec;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running program. Threads of its own write calls to it, read its answers and its standard error, and wait for its end, so that no
 * caller waits longer than its time limit, whatever the program does.
 */
final class ProviderProcess {

    /** The maximum length of an answer in bytes. */
    static final int LONGEST_ANSWER = 1 << 20;

    private static final int LONGEST_ERROR_LINE = 16 << 10;

    private static final int LONGEST_LATE_ANSWER = 500;

    private static final int LATE_CALLS = 1_000;

    /** Those that take long and whose program may print something meanwhile. */
    private static final Set<String> PATIENT = Set.of("submit", "download");

    /** How long a call still waits for its answer after the program has printed something else. */
    private static final Duration AFTER_STRAY_LINE = Duration.ofSeconds(2);

    /** How often a start that takes long is looked at. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** How long the end of the output is waited for when the program has ended, and the reverse. */
    private static final long DRAIN_MILLIS = 1_000;

    private static final String EXPECTED_HELLO = "{\"protocol\": " + Protocol.VERSION + "}";

    /** Ends the thread that writes. */
    private static final PendingCall CLOSE = new PendingCall("close", new byte[0]);

    private final ExecProgram program;
    private final Redaction redaction;
    private final Process process;
    private final ProviderLog log;
    private final BlockingQueue<PendingCall> toWrite = new LinkedBlockingQueue<>();
    private final Map<Long, PendingCall> pending = new ConcurrentHashMap<>();
    /** Those whose time is over, but which may still be answered. */
    private final Map<Long, PendingCall> late = Collections.synchronizedMap(new BoundedMap<>(LATE_CALLS));

    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<ObjectNode> hello = new CompletableFuture<>();
    private volatile long lastAnswer = System.nanoTime();
    private volatile boolean retired;
    private volatile @Nullable String strayLine;
    private volatile boolean outputClosed;
    private volatile @Nullable String end;

    private ProviderProcess(ExecProgram program, Redaction redaction, Process process) {
        this.program = program;
        this.redaction = redaction;
        this.process = process;
        this.log = new ProviderLog(program.provider(), redaction);
    }

    /**
     * Starts the program and waits for its first line.
     *
     * @param abandoned whether its start is not wanted any more
     * @throws CallFailure if it cannot be started, or its first line is another one or does not come
     */
    static ProviderProcess start(ExecProgram program, Redaction redaction, BooleanSupplier abandoned)
            throws CallFailure {
        ProviderProcess started = new ProviderProcess(program, redaction, run(program, redaction));
        started.startThreads();
        boolean speaks = false;
        try {
            started.awaitHello(abandoned);
            speaks = true;
            return started;
        } finally {
            if (!speaks) {
                started.stop(Duration.ZERO);
            }
        }
    }

    private static Process run(ExecProgram program, Redaction redaction) throws CallFailure {
        ProcessBuilder builder = new ProcessBuilder(InterruptShield.around(program.command(), program.environment()))
                .directory(program.folder().toFile());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CallFailure(
                    false,
                    program.description() + " could not be started: "
                            + redaction.clean(String.valueOf(e.getMessage()), 300) + ".",
                    null);
        }
    }

    private void startThreads() {
        Thread output = thread("output", this::readOutput);
        Thread error = thread("errors", this::readErrors);
        thread("input", this::writeInput);
        thread("end", () -> awaitEnd(output, error));
    }

    private Thread thread(String role, Runnable task) {
        Thread thread = new Thread(task, "reelstore-provider-" + program.provider() + "-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void awaitHello(BooleanSupplier abandoned) throws CallFailure {
        long end = System.nanoTime() + program.limits().start().toNanos();
        while (!hello.isDone()) {
            long left = end - System.nanoTime();
            if (abandoned.getAsBoolean()) {
                throw new CallFailure(
                        false, "Provider " + program.provider() + " was closed while its program started.", null);
            }
            if (left <= 0) {
                throw new CallFailure(
                        false,
                        program.description() + " must begin by printing " + EXPECTED_HELLO
                                + ", but printed nothing within "
                                + seconds(program.limits().start())
                                + log.lastLine() + ".",
                        null);
            }
            awaitHello(Math.min(left, LOOK_AGAIN.toNanos()));
        }
        // now it does not wait, but throws what it ended with
        awaitHello(0);
        requireProtocol(hello.join());
    }

    private void awaitHello(long nanos) throws CallFailure {
        try {
            hello.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // looked at again
        } catch (ExecutionException e) {
            throw new CallFailure(false, causeOf(e), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailure(false, "Starting provider " + program.provider() + " was interrupted.", null);
        }
    }

    private void requireProtocol(ObjectNode first) throws CallFailure {
        JsonNode protocol = first.path("protocol");
        if (!protocol.isIntegralNumber()
                || protocol.bigIntegerValue().bitLength() > 31
                || protocol.intValue() != Protocol.VERSION) {
            throw new CallFailure(false, notHello(Protocol.text(first)), null);
        }
    }

    private static String causeOf(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private String notHello(String line) {
        return program.description() + " must begin by printing " + EXPECTED_HELLO + ", but printed "
                + redaction.quoted(line) + ".";
    }

    /** What the program can do besides generating. */
    Set<String> capabilities() {
        return Protocol.texts(hello.getNow(Protocol.object()).path("capabilities"));
    }

    /** Whether the program has ended and its calls have failed. */
    boolean hasEnded() {
        return end != null;
    }

    /** Whether it takes further calls. */
    boolean isUsable() {
        return end == null && !retired && !stopping.get();
    }

    /**
     * Makes a call.
     *
     * @param method what is asked for
     * @param call the members of the call, to which an id is added
     * @param limit how long the answer may take
     * @throws CallFailure if there was none
     */
    ObjectNode call(String method, ObjectNode call, Duration limit) throws CallFailure {
        long id = ids.incrementAndGet();
        PendingCall made = new PendingCall(method, Protocol.line(id, method, call));
        pending.put(id, made);
        // looked at after the call was registered: calls that are registered fail at the end
        String over = end;
        if (over == null) {
            toWrite.add(made);
        } else {
            made.answer().completeExceptionally(new IOException(over));
        }
        try {
            return made.answer().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            late.put(id, made);
            if (pending.remove(id) == null) {
                // another thread is about to complete it
                late.remove(id);
                return completed(made);
            }
            throw timedOut(id, made, limit);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                late.put(id, made);
                throw new CallFailure(
                        !made.withdraw(),
                        program.description() + " did not answer a " + method + " with an object that has its id"
                                + stray() + ".",
                        null);
            }
            throw failed(made, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            String message = "A " + method + " of provider " + program.provider() + " was interrupted.";
            if (made.withdraw()) {
                throw new CallFailure(false, message, null);
            }
            late.put(id, made);
            throw new CallFailure(message, made.answer());
        } finally {
            pending.remove(id);
            stopIfRetired();
        }
    }

    private static ObjectNode completed(PendingCall call) throws CallFailure {
        try {
            return call.answer().get();
        } catch (ExecutionException e) {
            throw failed(call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailure(!call.withdraw(), "A " + call.method() + " was interrupted.", null);
        }
    }

    private static CallFailure failed(PendingCall call, ExecutionException e) {
        return new CallFailure(!call.withdraw(), causeOf(e), null);
    }

    private CallFailure timedOut(long id, PendingCall call, Duration limit) {
        boolean written = !call.withdraw();
        if (!written) {
            late.remove(id);
        }
        // a program that has answered others may be slow; one that is silent may hang, and with it all later calls
        if (!written || lastAnswer - call.began() < 0) {
            retired = true;
        }
        String what = written
                ? " did not answer a " + call.method() + " within "
                : " did not read a " + call.method() + " from its standard input within ";
        String message = program.description() + what + seconds(limit) + stray() + log.lastLine() + ".";
        return written ? new CallFailure(message, call.answer()) : new CallFailure(false, message, null);
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }

    private String stray() {
        String line = strayLine;
        return line == null ? "" : ", but printed " + redaction.quoted(line);
    }

    /** Lets it end once its last call has. New calls go to another process. */
    private void stopIfRetired() {
        if (retired && pending.isEmpty() && stopping.compareAndSet(false, true)) {
            thread("stop", () -> {
                awaitLateSubmits();
                stop(program.limits().stop());
            });
        }
    }

    /** The answer to a submit may name a paid operation, so the program gets the same time once more. */
    private void awaitLateSubmits() {
        long deadline = System.nanoTime() + program.limits().submit().toNanos();
        try {
            while (end == null && awaitsSubmit() && deadline - System.nanoTime() > 0) {
                Thread.sleep(LOOK_AGAIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitsSubmit() {
        // a copy, which the map makes at once: it may change meanwhile
        return Stream.of(late.values().toArray(new PendingCall[0]))
                .anyMatch(call -> call.method().equals("submit"));
    }

    /**
     * Closes its standard input, waits for its end, and kills it if it does not end; what it has started is killed too.
     *
     * @param patience how long it may take
     */
    void stop(Duration patience) {
        stopping.set(true);
        ProcessTree.end(process, () -> toWrite.add(CLOSE), patience);
    }

    private void writeInput() {
        try (OutputStream input = process.getOutputStream()) {
            for (PendingCall call = toWrite.take(); call != CLOSE; call = toWrite.take()) {
                if (call.beginWriting()) {
                    write(call, input);
                }
            }
        } catch (IOException e) {
            // its end, which another thread notices
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(PendingCall call, OutputStream input) throws IOException {
        try {
            input.write(call.line());
            input.flush();
        } catch (IOException e) {
            call.writingFailed();
            throw e;
        }
    }

    private void readOutput() {
        try (BoundedLines lines = new BoundedLines(process.getInputStream(), LONGEST_ANSWER)) {
            for (Optional<BoundedLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                received(line.get());
            }
        } catch (IOException e) {
            // as at its end
        }
        try {
            if (!process.waitFor(DRAIN_MILLIS, TimeUnit.MILLISECONDS) && stopping.compareAndSet(false, true)) {
                outputClosed = true;
                stop(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void received(BoundedLines.Line line) {
        if (line.text().isBlank()) {
            return;
        }
        Optional<ObjectNode> object = line.complete() ? Protocol.parse(line.text()) : Optional.empty();
        if (!hello.isDone()) {
            object.ifPresentOrElse(
                    hello::complete, () -> hello.completeExceptionally(new IOException(notHello(line.text()))));
            return;
        }
        Optional<Long> id = object.flatMap(Protocol::id);
        PendingCall call = id.map(pending::remove).orElse(null);
        if (call != null && object.isPresent()) {
            lastAnswer = System.nanoTime();
            if (!call.answer().complete(object.get())) {
                tooLate(call.method(), object.get());
            }
        } else {
            PendingCall over = id.map(late::remove).orElse(null);
            if (over != null && object.isPresent()) {
                tooLate(over.method(), object.get());
                over.answer().complete(object.get());
            } else {
                strayed(line.text());
            }
        }
    }

    /** The answer may be the name of a paid operation, which a person can use; but others may be the signed URL of a result. */
    private void tooLate(String method, ObjectNode answer) {
        lastAnswer = System.nanoTime();
        String shown = Protocol.mayBeShown(method)
                ? ": "
                        + AnswerReader.text(answer, "operation")
                                .map(name -> "the operation is " + redaction.operation(name))
                                .orElseGet(() -> redaction.clean(Protocol.text(answer), LONGEST_LATE_ANSWER))
                : ".";
        ProviderLog.warn("Provider " + program.provider() + " answered a " + method + " after its time limit" + shown);
    }

    private void strayed(String line) {
        strayLine = line.substring(0, Math.min(line.length(), LONGEST_ERROR_LINE));
        ProviderLog.warn(
                program.description() + " printed a line that is not the answer to a call; print only answers to"
                        + " standard output, and all else to standard error: " + redaction.quoted(line));
        // if it was meant as the answer, then to the only call there is; but one that costs money gets all of its time
        if (pending.size() == 1) {
            pending.values().stream()
                    .filter(call -> !PATIENT.contains(call.method()))
                    .forEach(call -> call.answer().orTimeout(AFTER_STRAY_LINE.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void readErrors() {
        try (BoundedLines lines = new BoundedLines(process.getErrorStream(), LONGEST_ERROR_LINE)) {
            for (Optional<BoundedLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                log.line(line.get().text());
            }
        } catch (IOException e) {
            // as at its end
        }
    }

    /** When it has ended, all calls have failed whose answers it had not printed. */
    private void awaitEnd(Thread output, Thread error) {
        try {
            int code = process.waitFor();
            // a process that it has started may keep the streams open
            output.join(DRAIN_MILLIS);
            error.join(DRAIN_MILLIS);
            String how = outputClosed ? " closed its standard output" : " ended with exit code " + code;
            hello.completeExceptionally(new IOException(
                    program.description() + how + " before it printed " + EXPECTED_HELLO + log.lastLine() + "."));
            String message = stopping.get() && !outputClosed
                    ? "Provider " + program.provider() + " was closed before its program answered."
                    : program.description() + how + " before it answered" + stray() + log.lastLine() + ".";
            end = message;
            pending.values().forEach(call -> call.answer().completeExceptionally(new IOException(message)));
            toWrite.add(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
