package io.github.reelstore.export.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.media.FrameRate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules that the readers of OpenTimelineIO 0.15 to 0.19 follow, as they were found by running them. */
class OtioWriterTest {

    private static final FrameRate FILM = new FrameRate(24, 1);

    /** A higher version makes readers refuse the whole file, and an unknown schema is refused where a type is expected. */
    private static final Set<String> SCHEMAS = Set.of(
            "Timeline.1",
            "Stack.1",
            "Track.1",
            "Clip.2",
            "Gap.1",
            "ExternalReference.1",
            "TimeRange.1",
            "RationalTime.1");

    private static String text(FrameRate rate) {
        return new String(OtioWriter.write(SampleFilm.everything(rate)), StandardCharsets.UTF_8);
    }

    private static JsonNode json(FrameRate rate) {
        return JsonMapper.builder().build().readTree(text(rate));
    }

    private static List<JsonNode> withSchema(JsonNode root, String schema) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode parent : root.findParents("OTIO_SCHEMA")) {
            collect(parent, schema, found);
        }
        return found;
    }

    private static void collect(JsonNode node, String schema, List<JsonNode> found) {
        if (node.path("OTIO_SCHEMA").asString("").equals(schema)) {
            found.add(node);
        }
        node.forEach(child -> collect(child, schema, found));
    }

    @Test
    void onlyKnownSchemasAreWrittenAndNoMarkers() {
        JsonNode root = json(FILM);
        assertThat(root.findValuesAsString("OTIO_SCHEMA")).isNotEmpty();
        List<JsonNode> all = new ArrayList<>();
        SCHEMAS.forEach(schema -> all.addAll(withSchema(root, schema)));
        assertThat(all).allMatch(node -> node.path("markers").isEmpty());
        assertThat(text(FILM).lines().filter(line -> line.contains("OTIO_SCHEMA")))
                .allMatch(line -> SCHEMAS.stream().anyMatch(schema -> line.contains("\"" + schema + "\"")));
    }

    @ParameterizedTest
    @CsvSource({
        "24000/1001, 23.976023976023978",
        "24/1, 24.0",
        "25/1, 25.0",
        "30000/1001, 29.97002997002997",
        "30/1, 30.0",
        "48/1, 48.0",
        "50/1, 50.0",
        "60000/1001, 59.94005994005994",
        "60/1, 60.0"
    })
    void allTimesAreAtTheRateOfTheTimelineAsExactDoubles(String rate, String text) {
        String otio = text(FrameRate.of(rate));
        assertThat(otio.lines().filter(line -> line.contains("\"rate\"")))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.strip().equals("\"rate\" : " + text + ","));
        assertThat(otio.lines().filter(line -> line.contains("\"value\"")))
                .allMatch(line -> line.strip().matches("\"value\" : [0-9]+\\.0"));
        assertThat(Double.parseDouble(text)).isEqualTo(TimelineRates.decimal(FrameRate.of(rate)));
    }

    @Test
    void everyClipHasASourceRangeWithinAnAvailableRangeFromZero() {
        List<JsonNode> clips = withSchema(json(FILM), "Clip.2");
        assertThat(clips).isNotEmpty().allSatisfy(clip -> {
            JsonNode reference = clip.get("media_references")
                    .get(clip.get("active_media_reference_key").asString());
            assertThat(reference.get("OTIO_SCHEMA").asString()).isEqualTo("ExternalReference.1");
            assertThat(reference.get("target_url").asString()).matches("media/[A-Za-z0-9._-]+");
            JsonNode available = reference.get("available_range");
            assertThat(available.get("start_time").get("value").asDouble()).isZero();
            assertThat(clip.get("source_range").get("start_time").get("value").asDouble())
                    .isZero();
            assertThat(clip.get("source_range").get("duration").get("value").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(available.get("duration").get("value").asDouble());
        });
    }

    @Test
    void missingScenesAreGaps() {
        assertThat(withSchema(json(FILM), "Gap.1"))
                .anySatisfy(gap -> assertThat(gap.get("metadata")
                                .get("reelstore")
                                .get("scene")
                                .asString())
                        .isEqualTo("missing"))
                .allSatisfy(gap -> assertThat(gap.get("source_range")
                                .get("duration")
                                .get("value")
                                .asDouble())
                        .isPositive());
    }

    @Test
    void thereIsOneVideoTrackAndOneAudioTrackForEachLanguage() {
        List<JsonNode> tracks = withSchema(json(FILM), "Track.1");
        assertThat(tracks.stream()
                        .distinct()
                        .map(track -> track.get("kind").asString() + " "
                                + track.get("name").asString()))
                .containsExactly("Video Video", "Audio Audio vi", "Audio Audio pt-BR");
    }

    @Test
    void languagesAreInTheNamesAndTheMetadataOfTracksAndClips() {
        JsonNode track = withSchema(json(FILM), "Track.1").stream()
                .filter(one -> one.get("name").asString().equals("Audio pt-BR"))
                .findFirst()
                .orElseThrow();
        assertThat(track.get("metadata").get("reelstore").get("language").asString())
                .isEqualTo("pt-BR");
        JsonNode clip = track.get("children").get(0);
        assertThat(clip.get("name").asString()).isEqualTo("tàu <1> (pt-BR)");
        assertThat(clip.get("metadata").get("reelstore").get("language").asString())
                .isEqualTo("pt-BR");
    }

    @Test
    void theContentHashIsInTheMetadata() {
        Map<String, String> hashes = SampleFilm.everything().film().storyboard().scenes().stream()
                .flatMap(scene -> scene.cells().stream())
                .flatMap(cell -> cell.take().stream())
                .collect(Collectors.toMap(
                        take -> take.cell().sceneId() + " " + take.id(),
                        take -> take.contentHash().orElseThrow().value()));
        assertThat(withSchema(json(FILM), "Clip.2")).isNotEmpty().allSatisfy(clip -> {
            JsonNode known = clip.get("metadata").get("reelstore");
            JsonNode file = clip.get("media_references").get("DEFAULT_MEDIA").get("metadata");
            String hash = hashes.get(
                    known.get("scene").asString() + " " + known.get("take").asString());
            assertThat(known.get("sha256").asString()).isEqualTo(hash);
            assertThat(file.get("reelstore").get("sha256").asString()).isEqualTo(hash);
        });
    }

    @Test
    void integersThatADoubleCannotHoldAreText() {
        JsonNode seed = withSchema(json(FILM), "Clip.2")
                .get(0)
                .get("metadata")
                .get("reelstore")
                .get("seed");
        assertThat(seed.isString()).isTrue();
        assertThat(seed.asString()).isEqualTo("9007199254740993");
    }

    @Test
    void theFileIsUtf8WithoutAByteOrderMark() {
        byte[] bytes = OtioWriter.write(SampleFilm.everything(FILM));
        assertThat(bytes[0]).isEqualTo((byte) '{');
        assertThat(json(FILM).get("name").asString()).isEqualTo("Hải đăng <&> \"dusk\"\u0001 🗼");
    }

    @Test
    void aFileWithoutAHashHasNoSuchMember() {
        Timeline timeline =
                new SampleFilm("Dusk").withoutHashes().scene("s1").video(1000).timeline();
        JsonNode root = JsonMapper.builder().build().readTree(OtioWriter.write(timeline));
        assertThat(root.findParents("sha256")).isEmpty();
        assertThat(withSchema(root, "ExternalReference.1"))
                .isNotEmpty()
                .allMatch(reference -> reference.path("metadata").isEmpty());
    }
}
