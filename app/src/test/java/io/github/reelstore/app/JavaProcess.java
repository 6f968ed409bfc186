package io.github.reelstore.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process that runs a class of the tests, for what one process alone cannot show. */
public final class JavaProcess {

    private JavaProcess() {}

    /** One that starts fast; its errors are shown with this process's. */
    public static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                // the classes were verified by this process already; a quarter of a start goes into it
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
