package io.github.reelstore.app;

import io.github.reelstore.app.config.ReelstoreConfig;
import io.github.reelstore.domain.copy.CopyOptions;
import io.github.reelstore.domain.copy.CopyResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that copies a store and switches to the copy, until it is killed from outside, or dies at a step by itself, as a power failure
 * would. It begins when it has read the file with the options of the target, and the step, from standard input.
 */
final class CopyProcess {

    /** Instead of a step: it does not die by itself. */
    static final int ANY_TIME = 0;

    private CopyProcess() {}

    /** Argument: the file with the options of the source. */
    public static void main(String[] arguments) throws IOException {
        ReelstoreConfig source = KilledProcess.config(Path.of(arguments[0]));
        // loads the classes while the process waits for its turn
        source.openToCopy().close();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String target = in.readLine();
        if (target == null) {
            // the parent process is gone, or has enough
            return;
        }
        int step = Integer.parseInt(Objects.requireNonNull(in.readLine()));
        AtomicInteger steps = new AtomicInteger();
        try (OpenCopy copy =
                OpenCopy.of(source, KilledProcess.config(Path.of(target)), CopyOptions.all(), (phase, done) -> {
                    if (steps.incrementAndGet() == step) {
                        Runtime.getRuntime().halt(137);
                    }
                })) {
            CopyResult result = copy.copy().runAndSwitch();
            System.out.println("switched: " + result.switched() + ", steps: " + steps);
        }
    }
}
