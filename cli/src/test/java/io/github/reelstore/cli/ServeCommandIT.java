package io.github.reelstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandIT {

    private static final Pattern URL = Pattern.compile("http://[^\\s\"]+:\\d+");

    @TempDir
    Path folder;

    /** Runs the command on a thread that is interrupted in the end. */
    private final class Running implements AutoCloseable {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final CompletableFuture<Cli.Result> result = new CompletableFuture<>();
        private final Thread thread;

        Running(String... options) {
            this(new Cli(folder), options);
        }

        Running(Cli cli, String... options) {
            List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
            arguments.addAll(List.of(options));
            thread = new Thread(() -> result.complete(cli.run(out, false, arguments.toArray(String[]::new))));
            thread.start();
        }

        String text() {
            return out.toString(StandardCharsets.UTF_8);
        }

        URI url() {
            Matcher url = URL.matcher(text());
            while (!url.find()) {
                assertThat(result).isNotDone();
                Thread.onSpinWait();
                url = URL.matcher(text());
            }
            return URI.create(url.group());
        }

        @Override
        public void close() {
            thread.interrupt();
            Cli.Result ended = result.join();
            assertThat(ended.err()).isEmpty();
            assertThat(ended.status()).isZero();
        }
    }

    private static int status(URI url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void theStoreIsServedUntilTheCommandIsStopped() throws Exception {
        try (Running serve = new Running()) {
            assertThat(status(serve.url().resolve("/api/v1/projects"))).isEqualTo(200);
            assertThat(serve.text())
                    .startsWith("Reelstore serves http://127.0.0.1:")
                    .endsWith("/api/v1.\n");
            assertThat(status(serve.url(), "Accept", "text/html")).isEqualTo(200);
        }
    }

    @Test
    void aTokenIsGeneratedForOtherMachines() throws Exception {
        try (Running serve = new Running("--host", "0.0.0.0", "--json")) {
            URI projects = serve.url().resolve("/api/v1/projects");
            assertThat(projects.getHost()).isEqualTo("127.0.0.1");
            Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(serve.text());
            assertThat(token.find()).isTrue();
            assertThat(status(projects)).isEqualTo(401);
            assertThat(status(projects, "Authorization", "Bearer " + token.group(1)))
                    .isEqualTo(200);
        }
    }

    /** A machine without a network has none. */
    @Test
    void theAddressesForOtherMachinesArePrinted() throws Exception {
        try (Running serve = new Running("--host", "0.0.0.0")) {
            serve.url();
            while (!serve.text().contains("Token: ")) {
                Thread.onSpinWait();
            }
            assertThat(serve.text()).doesNotContain("0.0.0.0");
            List<String> expected = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .toList();
            for (String address : expected) {
                URI uri = URI.create("http://" + address + ":" + serve.url().getPort() + "/");
                assertThat(serve.text()).containsPattern("Other machines use .*" + Pattern.quote(uri.toString()));
                assertThat(status(uri.resolve("/api/v1/projects"))).isEqualTo(401);
            }
        }
    }

    private Path tokens(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "a-token-that-is-long-enough alice\n");
        if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({"rw-------, false", "rwx-wx-wx, false", "rw-r-----, true", "rw----r--, true"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aTokenFileThatOthersCanReadIsWarnedOf(String permissions, boolean warned) throws Exception {
        Path file = tokens(permissions);
        Cli.Result refused =
                new Cli(folder).run("serve", "--port", "0", "--token-file", "tokens", "--redirect-media", "8d");
        String warning = "Other users of this machine can read the token file \"" + file
                + "\"; make it readable by you only (chmod 600).\n";
        assertThat(refused.err()).startsWith((warned ? warning : "") + "reelstore: The lifetime of the URLs");
    }

    @Test
    void theTokensOfAFileAreRequired() throws Exception {
        tokens("rw-------");
        try (Running serve = new Running("--token-file", "tokens")) {
            URI projects = serve.url().resolve("/api/v1/projects");
            assertThat(serve.text()).doesNotContain("oken");
            assertThat(status(projects)).isEqualTo(401);
            assertThat(status(projects, "Authorization", "Bearer a-token-that-is-long-enough"))
                    .isEqualTo(200);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void openStartsTheBrowserOfTheUser() throws Exception {
        Path opened = folder.resolve("opened");
        Path program = Files.writeString(folder.resolve("xdg-open"), "#!/bin/sh\necho \"$1\" > '" + opened + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Cli cli = new Cli(folder).environment("PATH", "/nothing:" + folder);
        try (Running serve = new Running(cli, "--open")) {
            String url = serve.url().toString();
            while (!Files.exists(opened) || Files.size(opened) == 0) {
                Thread.onSpinWait();
            }
            assertThat(opened).hasContent(url);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void withoutABrowserOpenPrintsTheAddress(String host) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Cli cli = new Cli(folder).environment("PATH", folder.toString());
        CompletableFuture<Cli.Result> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> result.complete(cli.run(out, false, "serve", "--port", "0", "--open", "--host", host)));
        thread.start();
        while (out.size() == 0) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
        assertThat(result.join().err()).contains("No browser was found; open http://127.0.0.1:");
    }

    @Test
    void paidRequestsHaveThePricesOfTheProvidersFile() throws Exception {
        Files.writeString(
                folder.resolve("providers.json"),
                "{\"providers\": {\"tts\": {\"command\": [\"./none\"]}}, \"prices\": [{\"provider\": \"tts\", \"per\": \"character\","
                        + " \"amount\": \"0.001 USD\", \"from\": \"2026-01-01\"}]}");
        String project = new Cli(folder)
                .json("project", "create", "--title", "Dusk")
                .get("id")
                .asString();
        try (Running serve = new Running("--providers", "providers.json")) {
            HttpRequest request = HttpRequest.newBuilder(serve.url().resolve("/api/v1/jobs"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"projectId\": \"" + project
                            + "\", \"provider\": \"tts\", \"kind\": \"audio\", \"text\": \"Hello\"}"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .contains("\"price\":{\"amount\":\"0.005\",\"currency\":\"USD\"}");
        }
        Files.writeString(folder.resolve("providers.json"), "{\"providers\": []}");
        Cli.Result wrong = new Cli(folder).run("serve", "--port", "0", "--providers", "providers.json");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("providers.json");
    }

    @Test
    void uploadsAreLimited() throws Exception {
        try (Running serve = new Running("--max-upload", "1.5kB", "--max-uploads", "3")) {
            URI images = serve.url().resolve("/api/v1/images?provider=p&projectId=x");
            assertThat(upload(images, 1_501)).isEqualTo(413);
            assertThat(upload(images, 1_500)).isEqualTo(404);
        }
    }

    private static int upload(URI url, int size) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .POST(BodyPublishers.ofByteArray(new byte[size]))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5.2GB", "1XB", "", "GB", "9999999999999TB", "1e3"})
    void whatIsNoSizeIsReported(String size) {
        assertThat(new Cli(folder)
                        .run("serve", "--port", "0", "--max-upload", size)
                        .err())
                .contains("is not a size; use one such as 500MB");
    }

    @Test
    void wrongOptionsAreReported() {
        Cli cli = new Cli(folder);
        assertThat(cli.run("serve", "--port", "70000").err()).contains("from 0 to 65535");
        assertThat(cli.run("serve", "--port", "0", "--token-file", "missing").err())
                .contains("cannot be read");
        for (String number : new String[] {"0", "151"}) {
            assertThat(cli.run("serve", "--port", "0", "--max-uploads", number).err())
                    .contains("must be 1 to 150");
        }
        assertThat(cli.run("serve", "--port", "0", "--redirect-media", "8d").err())
                .contains("1 second to 7 days");
        assertThat(cli.run("serve", "--port", "0", "--host", "no.such.host.invalid")
                        .err())
                .contains("There is no host");
    }
}
