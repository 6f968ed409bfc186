package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.EmptyStore;
import io.github.reelstore.app.StoreSnapshot;
import io.github.reelstore.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program in a folder, with captured streams. */
public final class Cli {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();
    private final Set<Terminal.Channel> screens = EnumSet.noneOf(Terminal.Channel.class);
    private byte[] typed = {};

    public Cli(Path folder) {
        this.folder = folder;
    }

    /** The program in a folder in which {@code init} has been run. */
    public static Cli withStore(Path folder) {
        Cli cli = new Cli(folder);
        EmptyStore.copyTo(cli.database(), cli.storage());
        return cli;
    }

    public Cli environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Cli screens(Terminal.Channel... channels) {
        screens.clear();
        screens.addAll(List.of(channels));
        return this;
    }

    public Cli typing(String text) {
        return typing(text.getBytes(StandardCharsets.UTF_8));
    }

    Cli typing(byte[] bytes) {
        typed = bytes;
        return this;
    }

    public Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new ReelstoreCli(terminal(out, err, false)).run(arguments);
        return new Result(status, out, err.toString(StandardCharsets.UTF_8));
    }

    /** Runs with the given standard output. */
    Result run(OutputStream out, boolean outIsPipe, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new ReelstoreCli(terminal(out, err, outIsPipe)).run(arguments);
        return new Result(status, new ByteArrayOutputStream(), err.toString(StandardCharsets.UTF_8));
    }

    private Terminal terminal(OutputStream out, OutputStream err, boolean outIsPipe) {
        return new Terminal(
                new ByteArrayInputStream(typed),
                out,
                err,
                screens,
                outIsPipe,
                environment,
                folder,
                Clock.systemUTC(),
                "reelstore");
    }

    /** Runs a command with --json, asserts that it succeeds, and returns its value. */
    public JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Result result = run(all.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.json();
    }

    /** Runs a command, asserts that it succeeds, and returns its text. */
    public String text(String... arguments) {
        Result result = run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.out();
    }

    /** Creates a project and returns its id. */
    public String project(String title) {
        return json("project", "create", "--title", title).get("id").asString();
    }

    Path database() {
        return folder.resolve("reelstore-data/reelstore.db");
    }

    Path storage() {
        return folder.resolve("reelstore-data/media");
    }

    public StoreSnapshot snapshot() {
        return StoreSnapshot.of(database(), storage());
    }

    /** The result of a run. */
    public record Result(int status, ByteArrayOutputStream stdout, String err) {

        byte[] bytes() {
            return stdout.toByteArray();
        }

        public String out() {
            return stdout.toString(StandardCharsets.UTF_8);
        }

        /** The one JSON value on standard output. */
        JsonNode json() {
            return JSON.readTree(out());
        }

        /** The error in the one JSON value on standard error. */
        public JsonNode error() {
            assertThat(out()).isEmpty();
            JsonNode error = JSON.readTree(err);
            assertThat(error.propertyNames()).containsExactly("error");
            assertThat(error.get("error").propertyNames()).containsExactly("type", "message");
            return error.get("error");
        }
    }
}
