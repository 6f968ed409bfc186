package io.github.reelstore.cli.console;

import io.github.reelstore.domain.media.BlobSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Builds progress bars on standard error, for reading a large file among others. */
final class ProgressLine {

    /** Smaller files are read before the user could see a bar. */
    static final long MIN_BYTES = 8_000_000;

    private static final long MEGABYTE = 1_000_000;
    private static final int MAX_NAME_WIDTH = 30;

    private ProgressLine() {}

    /** The source; reading it shows a bar if standard error is a screen and the file is large. */
    static BlobSource withProgress(BlobSource source, Path file, Terminal terminal) {
        if (!terminal.isScreen(Terminal.Channel.STDERR)) {
            return source;
        }
        return new BlobSource(source.name(), () -> open(source, file, terminal));
    }

    private static InputStream open(BlobSource source, Path file, Terminal terminal) throws IOException {
        InputStream stream = source.stream().open();
        try {
            long size = Files.size(file);
            return size > MIN_BYTES ? new CountingStream(stream, bar(file, size, terminal)) : stream;
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static ProgressBar bar(Path file, long size, Terminal terminal) {
        String name = SafeText.cut(String.valueOf(file.getFileName()), MAX_NAME_WIDTH);
        return builder(name, size, terminal).setUnit(" MB", MEGABYTE).build();
    }

    /** A bar that counts steps. The caller checks that standard error is a screen. */
    static ProgressBar bar(String task, long total, Terminal terminal) {
        return builder(task, total, terminal).build();
    }

    private static ProgressBarBuilder builder(String task, long total, Terminal terminal) {
        PrintStream err = terminal.errPrinter();
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(
                        terminal.hasColours(Terminal.Channel.STDERR)
                                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                                : ProgressBarStyle.UNICODE_BLOCK)
                .setConsumer(new ConsoleProgressBarConsumer(err, terminal.screenWidth() - 1));
    }

    /** Counts the bytes read, and ends the bar when it is closed. */
    private static final class CountingStream extends FilterInputStream {

        private final ProgressBar bar;
        private boolean closed;

        CountingStream(InputStream stream, ProgressBar bar) {
            super(stream);
            this.bar = bar;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                bar.step();
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                bar.stepBy(count);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                // closing the bar twice would print it again
                return;
            }
            closed = true;
            try {
                super.close();
            } finally {
                bar.close();
            }
        }
    }
}
