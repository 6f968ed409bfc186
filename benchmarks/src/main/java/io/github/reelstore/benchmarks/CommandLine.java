package io.github.reelstore.benchmarks;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Commands of the command line, compared with the build at an earlier commit, which is checked out and built first. */
final class CommandLine {

    private static final String EARLIER = "f6881f8";

    private static final int WARM_UP = 2;
    private static final int ROUNDS = 15;

    private final Path launcher;
    private final Path folder;
    private final String project;
    private int images;

    /** The peak memory of each command that was run, in KiB. */
    private final List<Long> peaks = new ArrayList<>();

    private CommandLine(Path launcher, Path folder) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.folder = Files.createDirectory(folder);
        // the first command of a checkout builds it
        String json = run("project", "create", "--title", "Lighthouse", "--json");
        this.project = json.replaceAll("(?s).*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    static Table measure(Path root, Path work) throws Exception {
        Table table = new Table("Commands, from the start of the launcher to its end", "build at " + EARLIER);
        CommandLine ours = new CommandLine(root.resolve("reelstore"), work.resolve("ours"));
        CommandLine other = new CommandLine(checkout(root).resolve("reelstore"), work.resolve("other"));
        ours.peaks.clear();
        other.peaks.clear();
        Comparison lists =
                Comparison.of(WARM_UP, ROUNDS, () -> ours.run("project", "list"), () -> other.run("project", "list"));
        table.add("project list, time", 1, lists, "1", Goal.time(0.35));
        Comparison peaks = new Comparison(ours.measuredPeaks(), other.measuredPeaks());
        table.add("project list, peak memory", "MiB", 1 / 1024.0, peaks, "1", Goal.time(0.55));
        Comparison adds = Comparison.of(WARM_UP, ROUNDS, ours::addImage, other::addImage);
        table.add("image add of one PNG, with its thumbnail, time", 1, adds, "1", Goal.time(0.40));
        return table;
    }

    /** Checks out the earlier commit. */
    private static Path checkout(Path root) throws IOException, InterruptedException {
        Path checkout = root.resolve("benchmarks/target/" + EARLIER);
        if (Files.notExists(checkout)) {
            int exit = new ProcessBuilder(
                            "git", "-C", root.toString(), "worktree", "add", "--detach", checkout.toString(), EARLIER)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("git could not check out " + EARLIER);
            }
        }
        return checkout;
    }

    private double[] measuredPeaks() {
        return peaks.stream().skip(WARM_UP).mapToDouble(peak -> peak).toArray();
    }

    /** Adds an image whose bytes are not stored yet. */
    private void addImage() throws IOException, InterruptedException {
        BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(images++), 1280, 720, Color.ORANGE));
        graphics.fillRect(0, 0, 1280, 720);
        graphics.dispose();
        Path file = folder.resolve("lighthouse.png");
        ImageIO.write(image, "png", file.toFile());
        run("image", "add", file.toString(), "--project", project, "--provider", "imagen");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(launcher.toString()), Arrays.stream(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        long peak = 0;
        do {
            peak = Math.max(peak, peakOf(process.pid()));
        } while (!process.waitFor(5, TimeUnit.MILLISECONDS));
        peaks.add(peak);
        if (process.exitValue() != 0) {
            throw new IOException(
                    command + " failed: " + Files.readString(folder.resolve("errors"), StandardCharsets.UTF_8));
        }
        return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    }

    /** The peak of a process so far, in KiB; the launcher's process becomes that of Java. */
    private static long peakOf(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            // it has just ended
            return 0;
        }
    }
}
