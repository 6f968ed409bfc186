package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Chromium with a profile of its own. It remembers what the pages loaded and what they wrote to the console. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The system property with the path of chromedriver. */
    private static final String DRIVER = "webdriver.chrome.driver";

    /** It looks for a library that matches the version of the browser, and needs none. */
    private static final Logger SILENCED = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;
    private final List<JsonNode> network = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the tests without the programs. In CI they are installed: there the tests fail if they are missing. */
    static void requireInstalled() {
        boolean installed =
                program("chromium").isPresent() && program("chromedriver").isPresent();
        assumeTrue(installed || System.getenv("CI") != null, "chromium or chromedriver is not installed");
    }

    static Browser start(Path profile) {
        Optional<Path> chromium = program("chromium");
        Optional<Path> chromedriver = program("chromedriver");
        SILENCED.setLevel(Level.OFF);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--lang=en",
                "--user-data-dir=" + profile);
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // the class that usually takes it has an annotation that is not among its libraries
        System.setProperty(DRIVER, chromedriver.orElseThrow().toString());
        return new Browser(new ChromeDriver(options));
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(URI page) {
        driver.get(page.toString());
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** Waits for an element that is shown. */
    WebElement find(String selector) {
        return await(
                selector,
                page -> page.driver.findElements(By.cssSelector(selector)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    void click(String selector) {
        await("a click on " + selector, page -> {
            page.find(selector).click();
            return true;
        });
    }

    void type(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Presses keys in the element that has the focus. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    @Nullable Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    double number(String expression) {
        return ((Number) Objects.requireNonNull(run("return Number(" + expression + ")"))).doubleValue();
    }

    /** Waits until a script returns true. */
    void until(String expression) {
        await(expression, page -> Boolean.TRUE.equals(page.run("return Boolean(" + expression + ")")) ? true : null);
    }

    private <T> T await(String what, Function<Browser, @Nullable T> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        RuntimeException last = new NoSuchElementException(what);
        while (System.nanoTime() < end) {
            try {
                T found = condition.apply(this);
                if (found != null) {
                    return found;
                }
            } catch (NoSuchElementException
                    | StaleElementReferenceException
                    | org.openqa.selenium.ElementNotInteractableException e) {
                last = e;
            }
            pause();
        }
        throw new AssertionError("Waited in vain for " + what + " at " + address() + ": " + console(), last);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops a file on an element, as a user drags it from a folder. */
    void drop(String selector, Path file) {
        run("""
                const input = document.createElement('input');
                input.type = 'file';
                input.id = 'dropped';
                document.body.append(input);
                """);
        driver.findElement(By.id("dropped")).sendKeys(file.toString());
        run("""
                const input = document.getElementById('dropped');
                const files = new DataTransfer();
                files.items.add(input.files[0]);
                input.remove();
                const target = document.querySelector(arguments[0]);
                for (const type of ['dragover', 'drop']) {
                    target.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: files}));
                }
                """, selector);
    }

    /** Sets the size of the window in pixels of CSS, and the colours. */
    void look(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** A picture of the window, as PNG. */
    byte[] picture() {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    /** The violations that axe-core calls serious or critical, with the elements. */
    List<String> violations() {
        run(axe());
        Object result = ((JavascriptExecutor) driver).executeAsyncScript("""
                        const done = arguments[arguments.length - 1];
                        axe.run({resultTypes: ['violations']}).then(
                            found => done(JSON.stringify(found.violations)), failure => done(String(failure)));
                        """);
        List<String> serious = new ArrayList<>();
        for (JsonNode violation : JsonMapper.shared().readTree(String.valueOf(result))) {
            String impact = violation.path("impact").asString("");
            if (impact.equals("serious") || impact.equals("critical")) {
                serious.add(violation.get("id").asString() + ": "
                        + violation.get("nodes").findValuesAsString("html") + " "
                        + violation.get("nodes").findValuesAsString("failureSummary"));
            }
        }
        return serious;
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The warnings and errors that the console got since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Where the parts of files begin that were answered so far, in bytes, in the order of the answers. */
    List<Long> parts(String address) {
        return events("Network.responseReceived")
                .map(event -> event.path("response"))
                .filter(response -> response.path("status").asInt() == 206
                        && response.path("url").asString("").contains(address))
                .map(response -> response.at("/headers/Content-Range").asString(""))
                .map(range -> Long.valueOf(range.replaceAll("bytes (\\d+)-.*", "$1")))
                .toList();
    }

    /** The addresses of the network that the pages requested. */
    List<String> requested() {
        return events("Network.requestWillBeSent")
                .map(event -> event.path("request").path("url").asString(""))
                .filter(url -> !url.startsWith("data:") && !url.startsWith("blob:") && !url.startsWith("chrome"))
                .toList();
    }

    private Stream<JsonNode> events(String method) {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            network.add(JsonMapper.shared().readTree(entry.getMessage()).path("message"));
        }
        return network.stream()
                .filter(event -> event.path("method").asString("").equals(method))
                .map(event -> event.path("params"));
    }

    /** Asserts that nothing was logged. */
    void requireQuietConsole() {
        assertThat(console()).isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
