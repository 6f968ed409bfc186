package io.github.reelstore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.simulator.RawReply.Ending;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadFaultsTest {

    private Simulator simulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        simulator = Simulator.start(Requests.quick().with("video.padding", "200000"));
        http = RawHttp.to(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private int downloads() {
        return Integer.parseInt(
                String.valueOf(((List<?>) Requests.entry(http, 1).getOrDefault("downloads", List.of())).get(0)));
    }

    @Test
    void rangesAreAnswered() {
        String url = Requests.result(http, Requests.video("A cat"));
        byte[] file = http.get(url).expect(200).body();
        assertThat(file).hasSizeGreaterThan(200_000);
        assertRange(url, "bytes=0-99", Arrays.copyOf(file, 100), "bytes 0-99/" + file.length);
        assertRange(
                url,
                "bytes=1000-",
                Arrays.copyOfRange(file, 1000, file.length),
                "bytes 1000-" + (file.length - 1) + "/" + file.length);
        assertRange(
                url,
                "bytes=-7",
                Arrays.copyOfRange(file, file.length - 7, file.length),
                "bytes " + (file.length - 7) + "-" + (file.length - 1) + "/" + file.length);
        RawReply beyond =
                http.with("Range", "bytes=" + file.length + "-").get(url).expect(416);
        assertThat(beyond.header("content-range")).contains("bytes */" + file.length);
        http.with("Range", "bytes=-0").get(url).expect(416);
        http.with("Range", "lines=1-2").get(url).expect(200);
    }

    private void assertRange(String url, String range, byte[] expected, String stated) {
        RawReply reply = http.with("Range", range).get(url).expect(206);
        assertThat(reply.body()).isEqualTo(expected);
        assertThat(reply.header("content-range")).contains(stated);
    }

    @Test
    void aRangeOfAnotherFileIsAnsweredWithTheWhole() {
        String url = Requests.result(http, Requests.video("A cat"));
        RawReply head = http.send("HEAD", url, "").expect(200);
        String etag = head.header("etag").orElseThrow();
        assertThat(head.body()).isEmpty();
        http.with("Range", "bytes=5-").with("If-Range", etag).get(url).expect(206);
        http.with("Range", "bytes=5-").with("If-Range", "\"other\"").get(url).expect(200);
        http.send("DELETE", url, "").expect(405);
    }

    @ParameterizedTest
    @CsvSource({"download-truncated, CLOSED", "download-reset, RESET"})
    void aDownloadIsCutAndContinuedWithARange(String fault, Ending ending) {
        String url = Requests.result(http, Requests.video("A cat [fault:" + fault + "]"));
        RawReply cut = http.get(url);
        assertThat(cut.status).isEqualTo(200);
        assertThat(cut.ending).isEqualTo(ending);
        int length = Integer.parseInt(cut.header("content-length").orElseThrow());
        assertThat(cut.body()).hasSizeBetween(1, length / 2);
        assertThat(downloads()).isZero();
        RawReply rest =
                http.with("Range", "bytes=" + cut.body().length + "-").get(url).expect(206);
        byte[] file = Arrays.copyOf(cut.body(), length);
        System.arraycopy(rest.body(), 0, file, cut.body().length, rest.body().length);
        assertThat(GeneratedMedia.sha256(file)).isEqualTo(sha256());
        assertThat(downloads()).isEqualTo(1);
    }

    private String sha256() {
        return String.valueOf(
                http.get("/v1/operations/op-1").list("results").get(0).get("sha256"));
    }

    @Test
    void aDownloadLooksCompleteButIsShort() {
        String url = Requests.result(http, Requests.video("A cat [fault:download-wrong-length]"));
        RawReply wrong = http.get(url).expect(200);
        RawReply right = http.get(url).expect(200);
        assertThat(wrong.body()).hasSize(right.body().length / 2);
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void aDownloadHasAWrongByte() {
        String url = Requests.result(http, Requests.video("A cat [fault:download-corrupt]"));
        byte[] wrong = http.get(url).expect(200).body();
        byte[] right = http.get(url).expect(200).body();
        assertThat(wrong).hasSameSizeAs(right).isNotEqualTo(right);
        assertThat(GeneratedMedia.sha256(right)).isEqualTo(sha256());
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void aDownloadIgnoresTheRange() {
        String url = Requests.result(http, Requests.video("A cat [fault:download-ignores-range]"));
        RawReply whole = http.with("Range", "bytes=100-").get(url).expect(200);
        RawReply part = http.with("Range", "bytes=100-").get(url).expect(206);
        assertThat(part.body()).hasSize(whole.body().length - 100);
    }

    @ParameterizedTest
    @CsvSource({"download-rate-limit, 429", "download-unavailable, 503"})
    void aDownloadIsRefused(String fault, int status) {
        String url = Requests.result(http, Requests.video("A cat"));
        http.fault(fault).get(url).expect(status);
        http.get(url).expect(200);
    }

    /** A part that skips bytes does not complete a download. */
    @Test
    void onlyWholeDownloadsAreCounted() {
        String url = Requests.result(http, Requests.video("A cat"));
        http.with("Range", "bytes=0-9").get(url).expect(206);
        http.with("Range", "bytes=11-").get(url).expect(206);
        assertThat(downloads()).isZero();
        http.with("Range", "bytes=10-").get(url).expect(206);
        assertThat(downloads()).isEqualTo(1);
        http.send("HEAD", url, "").expect(200);
        assertThat(downloads()).isEqualTo(1);
        http.get(url).expect(200);
        assertThat(downloads()).isEqualTo(2);
        assertThat(Requests.total(http, "downloads")).isEqualTo(2);
        assertThat(Requests.total(http, "delivered")).isEqualTo(1);
    }
}
