package io.github.reelstore.exec;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider that is a program, in any language: it reads calls from its standard input and prints the answers, one JSON object a
 * line. docs/providers.md describes the protocol. The program is started by the first call, gets several calls at a time, and is
 * started again after it has ended.
 *
 * <p>A request is {@link FailureClass#NEVER_SENT} if the program did not run or its line was not written, and {@link
 * FailureClass#MAYBE_ACCEPTED} if the line was written and no answer came that makes sense.
 *
 * <pre>{@code
 * ExecProgram program = new ExecProgram(
 *         "tones", List.of("python3", "tones.py"), folder, Map.of("PATH", path), Set.of(), TimeLimits.DEFAULT);
 * try (ProviderClient client = new ExecProvider(program)) {
 *     Submission submission = client.submit(request);
 * }
 * }</pre>
 */
public final class ExecProvider implements ProviderClient {

    private final ExecProgram program;
    private final Redaction redaction;
    private final AnswerReader answers;
    private final UrlDownload urls;
    private final WorkFolder folder = new WorkFolder();
    private final Lock starting = new ReentrantLock();
    private final AtomicLong failedStarts = new AtomicLong();
    /** Those that may still run: the current one, and retired ones that have calls left. */
    private final List<ProviderProcess> processes = new ArrayList<>();

    private volatile boolean closed;
    private @Nullable CallFailure startFailure;

    /** A provider whose program is not started yet. */
    public ExecProvider(ExecProgram program) {
        this.program = program;
        this.redaction = new Redaction(program.environment().entrySet().stream()
                .filter(variable -> program.secrets().contains(variable.getKey()))
                .map(Map.Entry::getValue)
                .toList());
        this.answers = new AnswerReader(program, redaction);
        this.urls = new UrlDownload(program.provider());
    }

    @Override
    public Submission submit(SubmitRequest request) throws ProviderException {
        List<Path> files = new ArrayList<>();
        try {
            ObjectNode members = submitted(request, files);
            ObjectNode answer =
                    process().call("submit", members, program.limits().submit());
            answers.requireNoError("submit", answer, AnswerReader.OF_SUBMIT, FailureClass.MAYBE_ACCEPTED);
            return answers.submission(answer);
        } catch (CallFailure e) {
            throw unanswered(e);
        } finally {
            files.forEach(WorkFolder::delete);
        }
    }

    /** The program may still name the operation, which is paid then. */
    private ProviderException unanswered(CallFailure e) {
        ProviderException failure = new ProviderException(
                e.isSent() ? FailureClass.MAYBE_ACCEPTED : FailureClass.NEVER_SENT, String.valueOf(e.getMessage()), e);
        if (e.late().isEmpty()) {
            return failure;
        }
        CompletableFuture<Operation> accepted = new CompletableFuture<>();
        e.late().get().thenAccept(answer -> answers.acceptedOperation(answer).ifPresent(accepted::complete));
        return failure.answeredLate(accepted);
    }

    private ObjectNode submitted(SubmitRequest request, List<Path> files) throws ProviderException {
        List<Optional<String>> types = new ArrayList<>();
        try {
            for (SubmitRequest.Input input : request.inputs()) {
                Optional<MediaFormat> format = format(input);
                Path file = folder.file(
                        "input", format.map(known -> "." + known.extension()).orElse(""));
                files.add(file);
                try (InputStream content = input.content().stream().open()) {
                    Files.copy(content, file);
                }
                types.add(format.map(MediaFormat::mimeType)
                        .or(() -> input.content().declaredType()));
            }
            return Protocol.submit(request, files, types);
        } catch (IOException | RuntimeException e) {
            throw new ProviderException(
                    FailureClass.NEVER_SENT,
                    "The request to provider " + program.provider() + " could not be prepared: "
                            + redaction.clean(String.valueOf(e.getMessage()), 300) + ".",
                    e);
        }
    }

    private static Optional<MediaFormat> format(SubmitRequest.Input input) throws IOException {
        try (InputStream content = input.content().stream().open()) {
            return MediaFormat.detect(content.readNBytes(MediaFormat.HEAD_BYTES));
        }
    }

    @Override
    public Progress poll(Operation operation) throws ProviderException {
        return answers.progress(
                ask("poll", Protocol.about(operation), program.limits().poll()));
    }

    @Override
    public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
        Path target = target();
        boolean opened = false;
        try {
            ObjectNode answer = ask(
                    "download",
                    Protocol.download(file.name(), target, offset),
                    program.limits().download());
            Optional<String> url = AnswerReader.text(answer, "url");
            if (url.isPresent()) {
                return urls.open(file.name(), url.get(), offset);
            }
            RemoteContent content = written(answer, target, offset);
            opened = true;
            return content;
        } finally {
            if (!opened) {
                WorkFolder.deleteOwnFolder(target);
            }
        }
    }

    private Path target() throws ProviderException {
        try {
            return folder.fileInOwnFolder("download");
        } catch (IOException e) {
            throw new ProviderException(
                    FailureClass.TEMPORARY, "There is no temporary folder for a download: " + e.getMessage() + ".", e);
        }
    }

    private RemoteContent written(ObjectNode answer, Path target, long offset) throws ProviderException {
        long first = AnswerReader.size(answer, "offset").orElse(0L);
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) || (first != 0 && first != offset)) {
            throw answers.unexpected(
                    FailureClass.TEMPORARY,
                    "download",
                    answer,
                    "a file at the path of the call that begins at its offset or at 0, {\"url\": URL}, or {\"error\": ...}");
        }
        try {
            InputStream content = new FilterInputStream(Files.newInputStream(target)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    WorkFolder.deleteOwnFolder(target);
                }
            };
            return new RemoteContent(content, first, AnswerReader.size(answer, "size"));
        } catch (IOException e) {
            throw new ProviderException(
                    FailureClass.TEMPORARY, "A download cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** {@inheritDoc} Starts the program, which says it. True if it cannot be started now: then {@link #find} fails. */
    @Override
    public boolean canFind() {
        try {
            return can("find");
        } catch (ProviderException e) {
            ProviderLog.warn(String.valueOf(e.getMessage()));
            return true;
        }
    }

    private boolean can(String capability) throws ProviderException {
        try {
            return process().capabilities().contains(capability);
        } catch (CallFailure e) {
            throw new ProviderException(FailureClass.TEMPORARY, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Lookup find(SubmitRequest request) throws ProviderException {
        if (!can("find")) {
            return new Lookup.Unknown();
        }
        return answers.lookup(
                ask("find", Protocol.find(request), program.limits().find()));
    }

    @Override
    public boolean cancel(Operation operation) throws ProviderException {
        if (!can("cancel")) {
            return false;
        }
        return answers.cancelled(
                ask("cancel", Protocol.about(operation), program.limits().cancel()));
    }

    /** A call that can be made again. */
    private ObjectNode ask(String method, ObjectNode members, Duration limit) throws ProviderException {
        try {
            ObjectNode answer = process().call(method, members, limit);
            answers.requireNoError(method, answer, AnswerReader.OF_OTHERS, FailureClass.TEMPORARY);
            return answer;
        } catch (CallFailure e) {
            throw new ProviderException(FailureClass.TEMPORARY, String.valueOf(e.getMessage()), e);
        }
    }

    /** The running program, which is started if necessary. Calls that have waited for a start share its failure. */
    private ProviderProcess process() throws CallFailure {
        long failed = failedStarts.get();
        starting.lock();
        try {
            CallFailure failure = startFailure;
            if (failure != null && failedStarts.get() != failed) {
                throw new CallFailure(false, String.valueOf(failure.getMessage()), failure);
            }
            if (closed) {
                throw new CallFailure(false, "Provider " + program.provider() + " is closed.", null);
            }
            processes.removeIf(ProviderProcess::hasEnded);
            for (ProviderProcess process : processes) {
                if (process.isUsable()) {
                    return process;
                }
            }
            return start();
        } finally {
            starting.unlock();
        }
    }

    private ProviderProcess start() throws CallFailure {
        try {
            ProviderProcess process = ProviderProcess.start(program, redaction, () -> closed);
            processes.add(process);
            return process;
        } catch (CallFailure e) {
            startFailure = e;
            failedStarts.incrementAndGet();
            throw e;
        }
    }

    /** Ends the program: closes its standard input, waits, and kills it and what it has started. */
    @Override
    public void close() {
        closed = true;
        starting.lock();
        try {
            processes.forEach(process -> process.stop(program.limits().stop()));
            processes.clear();
            folder.close();
        } finally {
            starting.unlock();
        }
    }

    /** The provider's name. */
    @Override
    public String toString() {
        return "ExecProvider[" + program.provider() + "]";
    }
}
