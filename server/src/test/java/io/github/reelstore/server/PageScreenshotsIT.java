package io.github.reelstore.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.model.ProjectId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures in docs; .ci/screenshots runs it. */
@Tag("browser")
@EnabledIfSystemProperty(named = "reelstore.test.screenshots", matches = ".+")
class PageScreenshotsIT {

    private static final String QUALITY = "72";

    @Test
    void takesPicturesOfThePages(@TempDir Path folder, @TempDir Path profile) throws Exception {
        Path target = Path.of(System.getProperty("reelstore.test.screenshots"));
        Files.createDirectories(target);
        try (TestServer server = TestServer.in(folder.resolve("store"));
                Browser browser = Browser.start(profile)) {
            ProjectId project = new SampleFilm(server.store(), folder.resolve("made")).make();
            FilmJobs.add(server.store(), project, folder);
            URI base = server.server().uri();
            Map<String, String> pages = new LinkedHashMap<>();
            pages.put("projects", "/");
            pages.put("film", "/projects/" + project + "?language=vi");
            pages.put("takes", "/projects/" + project + "?language=vi");
            pages.put("languages", "/projects/" + project + "/languages");
            pages.put("jobs", "/jobs");
            pages.put("store", "/store");
            for (Map.Entry<String, String> page : pages.entrySet()) {
                for (int[] size : new int[][] {{320, 1200}, {1024, 900}, {1920, 1080}}) {
                    for (boolean dark : new boolean[] {false, true}) {
                        browser.look(size[0], size[1], dark);
                        browser.open(base.resolve(page.getValue()));
                        prepare(browser, page.getKey());
                        browser.until(
                                "[...document.images].every(image => image.complete || image.loading === 'lazy')");
                        Thread.sleep(400);
                        String name = page.getKey() + "-" + size[0] + (dark ? "-dark" : "");
                        write(browser.picture(), folder.resolve(name + ".png"), target.resolve(name + ".webp"));
                    }
                }
            }
        }
    }

    private static void prepare(Browser browser, String page) {
        if (page.equals("store")) {
            browser.click("#check button");
            browser.find("#check .good");
            browser.click("#garbage button");
            browser.find("#garbage dl");
            browser.click("#savings button");
            browser.find("#savings dl");
            browser.click("#quarantine button");
            browser.find("#quarantine dl");
        }
        if (page.equals("jobs")) {
            browser.click(".job summary");
            browser.run("document.activeElement.blur(); scrollTo(0, 0)");
        }
        if (page.equals("takes")) {
            browser.click(".frame:nth-child(5) [aria-label^='Takes of the video']");
            browser.find(".take-strip");
            browser.click(".title [hx-get$='/plan']");
            browser.find("#planned h2");
            browser.run("document.querySelector('.switch').scrollIntoView()");
            browser.run("document.querySelector('.frame:nth-child(5)').scrollIntoView({inline: 'center'})");
            browser.run("document.querySelector('.switch').scrollIntoView()");
        }
        if (page.equals("film")) {
            browser.click(".frame:nth-child(5) [data-play]");
            browser.until("document.querySelector('#player').currentTime > 1");
            browser.run("document.querySelector('#player').pause(); document.activeElement.blur(); scrollTo(0, 0)");
        }
    }

    private static void write(byte[] png, Path source, Path target) throws IOException, InterruptedException {
        Files.write(source, png);
        Process cwebp = new ProcessBuilder(
                        "cwebp", "-quiet", "-m", "6", "-q", QUALITY, source.toString(), "-o", target.toString())
                .inheritIO()
                .start();
        assertThat(cwebp.waitFor()).isZero();
    }
}
