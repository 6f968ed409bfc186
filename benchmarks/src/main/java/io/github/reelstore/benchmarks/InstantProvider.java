package io.github.reelstore.benchmarks;

import io.github.reelstore.domain.port.provider.Operation;
import io.github.reelstore.domain.port.provider.Progress;
import io.github.reelstore.domain.port.provider.ProviderClient;
import io.github.reelstore.domain.port.provider.RemoteContent;
import io.github.reelstore.domain.port.provider.RemoteFile;
import io.github.reelstore.domain.port.provider.Submission;
import io.github.reelstore.domain.port.provider.SubmitRequest;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A provider in this process, which has finished each request at once: a WAV file of 8 KB that no other request has. */
final class InstantProvider implements ProviderClient {

    static final String NAME = "instant";

    private static final int HEADER = 44;
    private static final int DATA = 8_000;
    private static final int RATE = 8_000;

    @Override
    public Submission submit(SubmitRequest request) {
        return new Submission(new Operation(request.clientToken()));
    }

    @Override
    public Progress poll(Operation operation) {
        return new Progress.Done(
                List.of(new RemoteFile(operation.name())), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public RemoteContent open(RemoteFile file, long offset) {
        ByteArrayInputStream content = new ByteArrayInputStream(wav(file.name()));
        content.skip(offset);
        return new RemoteContent(content, offset, Optional.of((long) HEADER + DATA));
    }

    /** Mono, 8 bits, with the name as its first samples. */
    private static byte[] wav(String name) {
        ByteBuffer file = ByteBuffer.allocate(HEADER + DATA).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + DATA).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        file.putInt(RATE).putInt(RATE).putShort((short) 1).putShort((short) 8);
        file.put(ascii("data")).putInt(DATA).put(ascii(name));
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {}
}
