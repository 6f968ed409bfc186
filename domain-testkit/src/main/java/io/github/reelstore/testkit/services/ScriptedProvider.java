package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.port.provider.Lookup;
import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.ProviderException;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import io.github.reelstore.testkit.SampleMedia;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider that a test plays. Without a script it accepts every request as {@code op-1}, {@code op-2} and so on, is finished at
 * the first poll, and has one result of the requested kind. Thread-safe.
 */
class ScriptedProvider implements ProviderClient {

    private final List<SubmitRequest> submits = new ArrayList<>();
    private final Map<String, SubmitRequest> accepted = new ConcurrentHashMap<>();

    /** The requests that have arrived, in their order. */
    synchronized List<SubmitRequest> submits() {
        return List.copyOf(submits);
    }

    @Override
    public final Submission submit(SubmitRequest request) throws ProviderException {
        int number;
        synchronized (this) {
            submits.add(request);
            number = submits.size();
        }
        return answer(number, request);
    }

    /** Answers a request, counted from 1. */
    Submission answer(int number, SubmitRequest request) throws ProviderException {
        return accept(number, request);
    }

    final Submission accept(int number, SubmitRequest request) {
        Operation operation = new Operation("op-" + number);
        accepted.put(operation.name(), request);
        return new Submission(operation);
    }

    @Override
    public Progress poll(Operation operation) throws ProviderException {
        return done(file(operation, 0));
    }

    /** Whether an operation is that of a request with a prompt: jobs are sent in any order. */
    final boolean isFor(Operation operation, String prompt) {
        SubmitRequest request = accepted.get(operation.name());
        return request != null && request.request().prompt().equals(Optional.of(prompt));
    }

    static Progress.Done done(RemoteFile... files) {
        return new Progress.Done(List.of(files), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A result of an operation, with its true size and hash. */
    final RemoteFile file(Operation operation, int index) {
        String name = operation.name() + "/" + index;
        byte[] bytes = bytesOf(name);
        return new RemoteFile(
                name, Optional.of((long) bytes.length), Optional.of(SampleDrafts.hashOf(bytes)), Optional.empty());
    }

    static RemoteFile named(String name, long size, ContentHash hash) {
        return new RemoteFile(name, Optional.of(size), Optional.of(hash), Optional.empty());
    }

    /** The bytes of a result, which no other result has. */
    final byte[] bytesOf(String name) {
        String operation = name.substring(0, name.indexOf('/'));
        int number = 100 * Integer.parseInt(operation.substring("op-".length()))
                + Integer.parseInt(name.substring(name.indexOf('/') + 1));
        SubmitRequest request = accepted.get(operation);
        if (request == null) {
            throw new IllegalStateException("no such operation: " + operation);
        }
        return switch (request.request().kind()) {
            case IMAGE -> SampleMedia.png(number);
            case AUDIO -> SampleMedia.mp3(number);
            case VIDEO -> SampleMedia.mp4(number);
        };
    }

    @Override
    public RemoteContent open(RemoteFile file, long offset) throws ProviderException {
        byte[] bytes = bytesOf(file.name());
        return new RemoteContent(
                new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset), offset, Optional.empty());
    }

    /** A provider that fails at each request. */
    static ScriptedProvider failing(FailureClass failure) {
        return new ScriptedProvider() {
            @Override
            Submission answer(int number, SubmitRequest request) throws ProviderException {
                throw failure(failure);
            }
        };
    }

    /** A failure of a class. */
    static ProviderException failure(FailureClass failure) {
        return new ProviderException(failure, "the test says " + failure, null);
    }

    @Override
    public Lookup find(SubmitRequest request) throws ProviderException {
        return new Lookup.Unknown();
    }

    @Override
    public void close() {}
}
