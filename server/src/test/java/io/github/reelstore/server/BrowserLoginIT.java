package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProfileId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How browsers log in and out of a server with tokens. */
class BrowserLoginIT {

    private static final String ALL = "token-for-all-profiles-0123456789";
    private static final String ALICE = "token-for-alice-only-0123456789-abc";

    @TempDir
    Path folder;

    private TestServer server;
    private PageClient browser;

    @BeforeEach
    void start() {
        server = TestServer.in(folder, config -> config.withTokens(ALL + "\n" + ALICE + " alice\n"));
        browser = new PageClient(server.server().uri());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutASessionEveryPageLeadsToTheLogin() {
        for (String path : new String[] {"/", "/projects/x", "/store", "/unknown"}) {
            PageClient.Page page = browser.get(path);
            assertThat(page.status()).as(path).isEqualTo(303);
            assertThat(page.location()).isEqualTo("/login");
        }
        PageClient.Page part = browser.get("/parts/projects", "HX-Request", "true");
        assertThat(part.status()).isEqualTo(401);
        assertThat(part.header("Location")).contains("/login");
        assertThat(browser.get("/login").text()).contains("name=\"token\"");
        assertThat(browser.get("/api/v1/projects").status()).isEqualTo(401);
    }

    /** The login may end while a line is typed. */
    @Test
    void savingWithoutASessionLeavesThePageAsItIs() {
        String origin = server.server().uri().toString();
        PageClient.Page refused = browser.post(
                "/projects",
                Map.of("title", "t"),
                "Origin",
                origin,
                "Sec-Fetch-Site",
                "same-origin",
                "HX-Request",
                "true");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text()).contains("You are logged out", "log in in another tab, then save again");
        assertThat(browser.post("/projects", Map.of("title", "t")).location()).isEqualTo("/login");
    }

    @Test
    void theCookieOpensPagesAndMediaAndDoesNotContainTheToken() {
        PageClient.Page login = browser.login(ALL);
        assertThat(login.status()).isEqualTo(303);
        String cookie = login.header("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("reelstore-session-\\d+=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict")
                .doesNotContain(ALL);
        assertThat(browser.get("/").status()).isEqualTo(200);
        assertThat(browser.get("/").text()).contains("Log out");
        assertThat(browser.get("/api/v1/projects").status()).isEqualTo(200);
    }

    @Test
    void aWrongTokenIsRefusedWithThePage() {
        for (String token : new String[] {"", "wrong", ALL + "x", ALL.substring(1)}) {
            PageClient.Page page = browser.login(token);
            assertThat(page.status()).isEqualTo(401);
            assertThat(page.header("Set-Cookie")).isEmpty();
            assertThat(page.text()).contains("does not know that token");
        }
        assertThat(browser.get("/").status()).isEqualTo(303);
    }

    @Test
    void afterTenWrongTokensTheRightOneIsNotLookedAtEither() {
        browser.login(ALL);
        PageClient guesser = new PageClient(server.server().uri());
        for (int i = 0; i < 10; i++) {
            assertThat(guesser.login(ALL + i).status()).isEqualTo(401);
        }
        PageClient.Page refused = guesser.login(ALL);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Set-Cookie")).isEmpty();
        assertThat(refused.header("Retry-After").orElseThrow()).matches("[1-9]\\d?");
        assertThat(refused.text()).contains("too many wrong tokens", "name=\"token\"");
        assertThat(browser.get("/").status()).as("a browser that is logged in").isEqualTo(200);
    }

    /** They are read before anything is checked. */
    @Test
    void formsThatNeedNoLoginAreSmall() throws IOException {
        assertThat(browser.login("x".repeat(4_000)).status()).isEqualTo(401);
        assertThat(browser.login("x".repeat(5_000)).status()).isEqualTo(413);
        assertThat(browser.post("/logout", Map.of("x", "x".repeat(5_000))).status())
                .isEqualTo(413);
        try (Socket socket = server.connect()) {
            String part = "400\r\n" + "x".repeat(1024) + "\r\n";
            String form = "POST /login HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n" + part.repeat(5);
            socket.getOutputStream().write(form.getBytes(StandardCharsets.ISO_8859_1));
            String refused = "HTTP/1.1 413 ";
            assertThat(new String(socket.getInputStream().readNBytes(refused.length()), StandardCharsets.ISO_8859_1))
                    .as("without a length, and without an end")
                    .isEqualTo(refused);
        }
        assertThat(browser.login(ALL).status()).isEqualTo(303);
    }

    @Test
    void afterLogoutTheCookieIsWorthNothing() {
        browser.login(ALL);
        PageClient.Page logout = browser.post("/logout", Map.of());
        assertThat(logout.location()).isEqualTo("/login");
        assertThat(logout.header("Set-Cookie").orElseThrow()).contains("=; ").endsWith("; Max-Age=0");
        assertThat(browser.get("/").status()).isEqualTo(303);
    }

    private Socket listen(String cookie) throws IOException {
        Socket stream = server.connect();
        stream.getOutputStream()
                .write(("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:"
                                + server.server().uri().getPort() + "\r\nCookie: " + cookie
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder begin = new StringBuilder();
        while (begin.indexOf("\n:\n") < 0) {
            begin.append((char) stream.getInputStream().read());
        }
        assertThat(begin).startsWith("HTTP/1.1 200 ");
        return stream;
    }

    private String login() {
        return browser.login(ALL).header("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void afterLogoutAStreamOfEventsGetsNone() throws IOException {
        try (Socket stream = listen(login())) {
            browser.post("/logout", Map.of());
            login();
            browser.post("/projects", Map.of("title", "After the logout"));
            assertThat(new String(stream.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("data:");
        }
    }

    /** The idle timeout decides how soon. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void afterLogoutAQuietStreamOfEventsEnds(@TempDir Path other) throws IOException {
        server.close();
        server = TestServer.in(
                other, config -> config.withTokens(ALL).withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(5)));
        browser = new PageClient(server.server().uri());
        try (Socket stream = listen(login())) {
            browser.post("/logout", Map.of());
            assertThat(new String(stream.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("data:");
        }
    }

    @Test
    void aCookieOfAnEarlierServerIsWorthNothing(@TempDir Path other) {
        browser.login(ALL);
        String cookie = browser.login(ALL).header("Set-Cookie").orElseThrow().split(";", 2)[0];
        try (TestServer next = TestServer.in(other, config -> config.withTokens(ALL))) {
            String renamed =
                    "reelstore-session-" + next.server().uri().getPort() + cookie.substring(cookie.indexOf('='));
            assertThat(new PageClient(next.server().uri())
                            .get("/", "Cookie", renamed)
                            .status())
                    .isEqualTo(303);
        }
    }

    @Test
    void aSessionUsesTheProfileOfItsToken() {
        server.store().withProfile(new ProfileId("alice")).projects().create("Of Alice");
        server.store().withProfile(new ProfileId("bob")).projects().create("Of Bob");
        browser.login(ALICE);
        assertThat(browser.get("/").text()).contains("Of Alice").doesNotContain("Of Bob");
        PageClient.Page refused = browser.post("/login", Map.of("token", ALICE, "profile", "bob"));
        assertThat(refused.status()).isEqualTo(403);
        PageClient.Page bob = browser.post("/login", Map.of("token", ALL, "profile", "bob"));
        String cookie = bob.header("Set-Cookie").orElseThrow().split(";", 2)[0];
        PageClient other = new PageClient(server.server().uri());
        assertThat(other.get("/", "Cookie", cookie).text()).contains("Of Bob");
    }

    @Test
    void aCookieDoesNotLetOtherPagesChangeAnything() {
        browser.login(ALL);
        for (String[] headers : new String[][] {
            {"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "same-site"}, {"X-Nothing", "x"}, {"Origin", "null"}
        }) {
            assertThat(browser.post("/projects", Map.of("title", "Forged"), headers)
                            .status())
                    .isEqualTo(403);
            assertThat(browser.post("/api/v1/projects", Map.of(), headers).status())
                    .isEqualTo(403);
            assertThat(browser.post("/login", Map.of("token", ALL), headers).status())
                    .isEqualTo(403);
            assertThat(browser.post("/logout", Map.of(), headers).status()).isEqualTo(403);
        }
        assertThat(browser.get("/").text()).doesNotContain("Forged");
        assertThat(browser.post("/projects", Map.of("title", "Mine")).status()).isEqualTo(303);
    }

    @Test
    void behindAProxyThatEncryptsTheCookieIsSecure() {
        PageClient.Page login = browser.post(
                "/login",
                Map.of("token", ALL),
                "Origin",
                server.server().uri().toString().replace("http:", "https:"));
        assertThat(login.header("Set-Cookie").orElseThrow()).endsWith("; Secure");
    }
}
