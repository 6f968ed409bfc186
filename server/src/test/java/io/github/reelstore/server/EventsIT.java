package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.Samples;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsIT {

    private static final String PROJECTS = "/api/v1/projects";

    private Path folder = Path.of("");
    private TestServer server;
    private ApiClient api;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        server = TestServer.in(folder);
        api = server.client();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** An event. */
    private record Event(String id, String name, JsonNode data) {

        String text() {
            return data.get("action").asString() + " " + data.get("kind").asString() + " "
                    + data.get("id").asString();
        }
    }

    /** An open stream of events. */
    private static final class Listener implements AutoCloseable {

        private final ApiDocument document;
        private final BufferedReader lines;

        Listener(TestServer server, String... headers) throws IOException, InterruptedException {
            document = server.client().document();
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(server.server().uri().resolve("/api/v1/events"));
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<java.io.InputStream> response =
                    HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            // the first comment: the server listens to changes when it has been sent
            assertThat(lines.readLine()).isEqualTo(":");
        }

        /** The next event; empty at the end. */
        Event next() throws IOException {
            String line = lines.readLine();
            while (line != null && (line.isEmpty() || line.startsWith(":"))) {
                line = lines.readLine();
            }
            assertThat(line).startsWith("id: ");
            String name = lines.readLine();
            String data = lines.readLine();
            Event event = new Event(
                    String.valueOf(line).substring(4),
                    name.substring("event: ".length()),
                    JsonMapper.shared().readTree(data.substring("data: ".length())));
            if (event.name().equals("change")) {
                document.checkChange(event.data());
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private String create(String title) {
        return api.json("POST", PROJECTS, "{\"title\": \"" + title + "\"}")
                .json(201)
                .get("id")
                .asString();
    }

    @Test
    void eachChangeIsAnEvent() throws Exception {
        try (Listener listener = new Listener(server)) {
            String project = create("One");
            Event created = listener.next();
            assertThat(created.name()).isEqualTo("change");
            assertThat(created.text()).isEqualTo("created project " + project);
            assertThat(created.data().get("projectId").asString()).isEqualTo(project);
            String image = api.file(
                            "POST",
                            "/api/v1/images?provider=p&projectId=" + project,
                            "image/png",
                            Samples.LIGHTHOUSE_PNG.bytes())
                    .json(201)
                    .get("id")
                    .asString();
            assertThat(listener.next().text()).isEqualTo("created image " + image);
            assertThat(listener.next().text()).isEqualTo("updated image " + image);
            api.json("POST", "/api/v1/videos", "{\"projectId\": \"" + project + "\", \"prompt\": \"p\"}")
                    .json(201);
            assertThat(listener.next().text()).startsWith("created video ");
            api.json("PATCH", PROJECTS + "/" + project, "{\"title\": \"Two\"}").json(200);
            assertThat(listener.next().text()).isEqualTo("updated project " + project);
            api.delete("/api/v1/images/" + image).json(200);
            assertThat(listener.next().text()).isEqualTo("deleted image " + image);
            api.json("PATCH", PROJECTS + "/" + project, "{\"title\": null}").problem(400, "invalid-input");
            api.delete(PROJECTS + "/" + project).json(200);
            assertThat(listener.next().text()).isEqualTo("deleted project " + project);
        }
    }

    @Test
    void aChangeOfAStoryboardIsAnEventOfItsProject() throws Exception {
        String project = create("One");
        String scenes = PROJECTS + "/" + project + "/scenes";
        try (Listener listener = new Listener(server)) {
            api.json("POST", scenes, "{\"sceneId\": \"s1\"}").json(201);
            Event added = listener.next();
            assertThat(added.text()).isEqualTo("updated storyboard " + project);
            assertThat(added.data().get("projectId").asString()).isEqualTo(project);
            api.get(scenes).json(200);
            api.json("PUT", scenes + "/s1/lines/vi", "{\"text\": \"Chào\"}").json(200);
            assertThat(listener.next().text()).isEqualTo("updated storyboard " + project);
            api.delete(PROJECTS + "/" + project).json(200);
            assertThat(listener.next().text()).isEqualTo("deleted project " + project);
        }
    }

    @Test
    void aClientThatComesBackGetsWhatItMissed() throws Exception {
        Event first;
        List<String> expected = new ArrayList<>();
        try (Listener listener = new Listener(server)) {
            create("One");
            first = listener.next();
        }
        for (int i = 0; i < 5; i++) {
            expected.add("created project " + create("missed " + i));
        }
        try (Listener again = new Listener(server, "Last-Event-ID", first.id())) {
            expected.add("created project " + create("and one more"));
            List<String> got = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                got.add(again.next().text());
            }
            assertThat(got).isEqualTo(expected);
        }
    }

    @Test
    void aClientThatMissedTooMuchIsTold() throws Exception {
        for (String id : List.of("00000000-1", "x", "99999999-999", "")) {
            try (Listener listener = new Listener(server, "Last-Event-ID", id)) {
                assertThat(listener.next().name()).isEqualTo("reset");
                String project = create("One");
                assertThat(listener.next().text()).isEqualTo("created project " + project);
            }
        }
    }

    @Test
    void aProfileGetsItsOwnEventsOnly() throws Exception {
        try (Listener bob = new Listener(server, "Reelstore-Profile", "bob");
                Listener listener = new Listener(server)) {
            String theirs = api.with("Reelstore-Profile", "bob")
                    .json("POST", PROJECTS, "{\"title\": \"Bob's\"}")
                    .json(201)
                    .get("id")
                    .asString();
            String own = create("One");
            assertThat(bob.next().text()).isEqualTo("created project " + theirs);
            assertThat(listener.next().text()).isEqualTo("created project " + own);
        }
    }

    /** Through another connection to the database, as another process has it. */
    @Test
    void rowsOfAnotherProcessAreFound() throws Exception {
        try (Listener listener = new Listener(server);
                Reelstore other = Reelstore.open(
                        "jdbc:sqlite:" + folder.resolve("reels.db"), "file:" + folder.resolve("media"))) {
            other.withProfile(new ProfileId("unseen"))
                    .projects()
                    .create(VideoProject.builder().title("Theirs"));
            VideoProject project =
                    other.projects().create(VideoProject.builder().title("Elsewhere"));
            assertThat(listener.next().text()).isEqualTo("created project " + project.id());
            String own = create("Here");
            assertThat(listener.next().text()).isEqualTo("created project " + own);
        }
    }

    /** More than the newest rows that one query returns. */
    @Test
    void manyRowsOfAnotherProcessAreAReset() throws Exception {
        try (Listener listener = new Listener(server);
                Reelstore other = Reelstore.open(
                        "jdbc:sqlite:" + folder.resolve("reels.db"), "file:" + folder.resolve("media"))) {
            other.inTransaction(tx -> {
                for (int i = 0; i < 500; i++) {
                    tx.projects()
                            .insert(VideoProject.builder()
                                    .id(new io.github.reelstore.domain.model.ProjectId(
                                            java.util.UUID.randomUUID().toString()))
                                    .profileId(tx.profile())
                                    .title("many")
                                    .version(1)
                                    .createdAt(tx.now())
                                    .updatedAt(tx.now())
                                    .build());
                }
                return true;
            });
            assertThat(listener.next().name()).isEqualTo("reset");
        }
    }

    /** More than the server has threads. */
    @Test
    void listenersHoldNoThread(@TempDir Path other) throws Exception {
        try (TestServer many = TestServer.in(other)) {
            List<Listener> listeners = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                listeners.add(new Listener(many));
            }
            String project = many.client()
                    .json("POST", PROJECTS, "{\"title\": \"One\"}")
                    .json(201)
                    .get("id")
                    .asString();
            for (Listener listener : listeners) {
                assertThat(listener.next().text()).isEqualTo("created project " + project);
                listener.close();
            }
        }
    }

    @Test
    void aProfileLeavesStreamsToTheOthers(@TempDir Path other) throws Exception {
        List<Socket> listeners = new ArrayList<>();
        try (TestServer shared = TestServer.in(other)) {
            for (int i = 0; i < 250; i++) {
                listeners.add(shared.connect());
                assertThat(answerTo(listeners.get(i), "alice")).startsWith("HTTP/1.1 200");
            }
            try (Socket refused = shared.connect();
                    Socket bob = shared.connect()) {
                assertThat(answerTo(refused, "alice")).startsWith("HTTP/1.1 503");
                assertThat(answerTo(bob, "bob")).startsWith("HTTP/1.1 200");
            }
        }
        for (Socket listener : listeners) {
            listener.close();
        }
    }

    private static String answerTo(Socket socket, String profile) throws IOException {
        socket.getOutputStream()
                .write(("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nReelstore-Profile: " + profile + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
    }

    /** The stop timeout is longer than the test may take. */
    @Test
    void streamsEndWhenTheServerStops(@TempDir Path other) throws Exception {
        TestServer stopped =
                TestServer.in(other, config -> config.withTimeouts(Duration.ofHours(1), Duration.ofHours(1)));
        try (Listener listener = new Listener(stopped)) {
            stopped.close();
            assertThat(listener.lines.lines().filter(line -> !line.isEmpty() && !line.startsWith(":")))
                    .isEmpty();
        }
    }

    @Test
    void aQuietStreamStaysOpen(@TempDir Path other) throws Exception {
        try (TestServer quiet = TestServer.in(
                        other, config -> config.withTimeouts(Duration.ofMillis(300), Duration.ofSeconds(5)));
                Listener listener = new Listener(quiet)) {
            for (int i = 0; i < 20; i++) {
                assertThat(listener.lines.readLine()).isIn("", ":");
            }
            String project = quiet.client()
                    .json("POST", PROJECTS, "{\"title\": \"One\"}")
                    .json(201)
                    .get("id")
                    .asString();
            assertThat(listener.next().text()).isEqualTo("created project " + project);
        }
    }
}
