package io.github.reelstore.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the tests in another process. */
public final class JavaProcess {

    private JavaProcess() {}

    /** A process with options for a fast start; it inherits standard error. */
    public static ProcessBuilder of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                // this process has already verified the classes, which takes a quarter of the start
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Passes on the credentials of the S3 server of this process, if it has started one. */
    static ProcessBuilder withCredentials(ProcessBuilder builder) {
        builder.environment().put("AWS_ACCESS_KEY_ID", System.getProperty("aws.accessKeyId", ""));
        builder.environment().put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secretAccessKey", ""));
        return builder;
    }
}
