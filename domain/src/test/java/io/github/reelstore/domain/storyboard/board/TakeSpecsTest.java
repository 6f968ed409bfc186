package io.github.reelstore.domain.storyboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneBuilder;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class TakeSpecsTest {

    private static final ProjectId P = new ProjectId("p");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final LanguageTag EN = LanguageTag.of("en");
    private static final ImageId KNOWN = new ImageId("known");
    private static final ImageId GONE = new ImageId("gone");
    private static final Map<ImageId, ContentHash> HASHES = Map.of(KNOWN, new ContentHash("11".repeat(32)));

    private static Optional<String> maybe(RandomInput in, String text) {
        return in.oneOf(Optional.<String>empty(), Optional.of(text));
    }

    private static TrackSettings settings(RandomInput in, String name) {
        return new TrackSettings(
                maybe(in, "provider " + name),
                maybe(in, "endpoint " + name),
                maybe(in, "model " + name),
                maybe(in, "voice " + name),
                maybe(in, "prompt " + name),
                in.oneOf(
                        Optional.<JsonText>empty(),
                        Optional.of(new JsonText("{}")),
                        Optional.of(new JsonText("{\"b\": 1, \"a\": \"" + name + "\"}"))),
                in.oneOf(
                        Optional.<InputRole>empty(),
                        Optional.of(TrackSettings.NO_IMAGE),
                        Optional.of(InputRole.LAST_FRAME)),
                in.list(0, 2, () -> in.oneOf(KNOWN, KNOWN, GONE)));
    }

    private static Scene scene(RandomInput in) {
        return SceneBuilder.builder()
                .projectId(P)
                .sceneId("s")
                .profileId(new ProfileId("alice"))
                .position(new ScenePosition("V"))
                .prompt(maybe(in, "a scene"))
                .version(1)
                .createdAt(NOW)
                .updatedAt(NOW)
                .build();
    }

    /** What it says of a take is faster than, and the same as, what the request for it says. */
    @PropertyTest
    void aTakeThatIsGeneratedNowIsUpToDate(RandomInput in) {
        List<StoredSettings> settings = new ArrayList<>();
        for (MediaKind track : MediaKind.values()) {
            settings.add(new StoredSettings(P, Optional.empty(), track, Optional.empty(), settings(in, "all")));
            settings.add(new StoredSettings(P, Optional.of("s"), track, Optional.empty(), settings(in, "scene")));
        }
        settings.add(
                new StoredSettings(P, Optional.empty(), MediaKind.AUDIO, Optional.of(EN), settings(in, "language")));
        List<SceneLine> lines =
                in.oneOf(List.of(), List.of(new SceneLine(P, "s", EN, "a line", Optional.empty(), NOW)));
        TakeSpecs specs = new TakeSpecs(settings, lines, Map.of(), HASHES);
        Scene scene = scene(in);
        for (CellKey cell : List.of(CellKey.image("s"), CellKey.video("s"), CellKey.audio("s", EN))) {
            TakeSpec spec = specs.of(scene, cell, in.oneOf(true, false));
            Optional<JobRequest> request = spec.request();
            assertThat(request.isPresent()).isEqualTo(spec.obstacle().isEmpty());
            request.ifPresent(job -> assertThat(spec.madeFrom()).isEqualTo(job.madeFrom()));
            request.ifPresent(job -> assertThat(job.language()).isEqualTo(cell.language()));
        }
    }

    @PropertyTest
    void settingsOfASceneAndLanguageComeBeforeMoreGeneralOnes(RandomInput in) {
        TrackSettings exact = settings(in, "exact");
        TrackSettings ofScene = settings(in, "scene");
        TrackSettings ofLanguage = settings(in, "language");
        TrackSettings ofAll = settings(in, "all");
        Optional<String> s = Optional.of("s");
        Optional<LanguageTag> en = Optional.of(EN);
        TakeSpecs specs = new TakeSpecs(
                List.of(
                        new StoredSettings(P, Optional.empty(), MediaKind.AUDIO, Optional.empty(), ofAll),
                        new StoredSettings(P, s, MediaKind.AUDIO, en, exact),
                        new StoredSettings(P, Optional.empty(), MediaKind.AUDIO, en, ofLanguage),
                        new StoredSettings(P, s, MediaKind.AUDIO, Optional.empty(), ofScene)),
                List.of(),
                Map.of(),
                HASHES);
        assertThat(specs.settings(CellKey.audio("s", EN)))
                .isEqualTo(exact.orElse(ofScene).orElse(ofLanguage).orElse(ofAll));
        assertThat(specs.settings(CellKey.audio("other", EN))).isEqualTo(ofLanguage.orElse(ofAll));
        assertThat(specs.settings(CellKey.audio("other", LanguageTag.of("vi")))).isEqualTo(ofAll);
        assertThat(specs.settings(CellKey.image("s"))).isEqualTo(TrackSettings.NONE);
    }
}
