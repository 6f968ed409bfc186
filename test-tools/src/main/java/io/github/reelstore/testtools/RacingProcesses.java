package io.github.reelstore.testtools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Processes that begin their work at the same time, since starting takes longer than the work. */
public final class RacingProcesses {

    private RacingProcesses() {}

    /**
     * Runs processes, each of which calls {@link #awaitStart}, works, and then prints a line.
     *
     * @return these lines
     */
    public static List<String> run(List<Callable<Process>> starters) throws Exception {
        List<Process> running = new ArrayList<>();
        try {
            for (Callable<Process> starter : starters) {
                running.add(starter.call());
            }
            for (Process process : running) {
                answerOf(process);
            }
            for (Process process : running) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            List<String> answers = new ArrayList<>();
            for (Process process : running) {
                answers.add(answerOf(process));
            }
            return answers;
        } finally {
            running.forEach(Process::destroyForcibly);
        }
    }

    /** Waits for the next line of a process. */
    private static String answerOf(Process process) {
        String answer =
                process.inputReader(StandardCharsets.UTF_8).lines().findFirst().orElse("");
        if (answer.isEmpty()) {
            throw new AssertionError("a process has ended without an answer");
        }
        return answer;
    }

    /** Waits, in one of the processes, until all of them are ready. */
    public static void awaitStart() throws IOException {
        System.out.println("ready");
        if (System.in.read() < 0) {
            throw new IOException("the test has ended");
        }
    }
}
