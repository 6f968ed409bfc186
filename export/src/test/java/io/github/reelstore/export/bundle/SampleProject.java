package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.ScenePosition;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.testkit.SampleMedia;
import io.github.reelstore.testkit.rows.SampleRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A small project with a row of every kind, whose values of providers hold a secret. */
final class SampleProject {

    static final ProjectId ID = new ProjectId("dusk");
    static final String SECRET = "https://provider.example/file?token=s3cret";
    static final BlobKey IMAGE = new BlobKey("projects/dusk/images/lamp.png");
    static final BlobKey AUDIO = new BlobKey("projects/dusk/audio/voice.mp3");
    static final BlobKey VIDEO = new BlobKey("projects/dusk/videos/~0a+b.mp4");

    private static final Instant TIME = Instant.parse("2025-01-02T03:04:05.678901Z");

    private SampleProject() {}

    static void store(SampleStore store) {
        byte[] png = SampleMedia.png(1);
        byte[] mp3 = SampleMedia.mp3(2);
        byte[] mp4 = SampleMedia.mp4(3);
        var image = SampleRows.image("lamp")
                .profileId(store.profile())
                .projectId(ID)
                .filePath(IMAGE)
                .contentHash(store.put(IMAGE, png))
                .byteSize((long) png.length)
                .rawResponse(SECRET)
                .updatedAt(TIME)
                .build();
        var audio = SampleRows.audio("voice")
                .profileId(store.profile())
                .projectId(ID)
                .filePath(AUDIO)
                .contentHash(store.put(AUDIO, mp3))
                .byteSize((long) mp3.length)
                .rawResponse(SECRET)
                .build();
        var video = SampleRows.generation("lamp-turns-on", "dusk")
                .profileId(store.profile())
                .sceneId("scene-1")
                .filePath(VIDEO)
                .contentHash(store.put(VIDEO, mp4))
                .byteSize((long) mp4.length)
                .imageGenerationId(new ImageId("lamp"))
                .audioGenerationId(new AudioId("voice"))
                .rawResponse(SECRET)
                .fifeUrl(SECRET)
                .servingBaseUri(SECRET)
                .videoUrl(SECRET)
                .errorMessage("403 for " + SECRET)
                .build();
        store.transactions().inTransaction(store.profile(), tx -> {
            tx.projects()
                    .insert(SampleRows.project("dusk")
                            .profileId(store.profile())
                            .title("Dusk at the lighthouse\n\u2013 Ho\u00e0ng h\u00f4n")
                            .version(7)
                            .updatedAt(TIME)
                            .build());
            tx.images().insert(image);
            tx.audio().insert(audio);
            tx.generations().insert(video);
            tx.generations()
                    .link(new GenerationLinks(
                            List.of(SampleRows.input("lamp-turns-on", InputRole.FIRST_FRAME, 0, "lamp")),
                            List.of(SampleRows.track("lamp-turns-on", "vi", "voice"))));
            tx.archive()
                    .insertStoryboard(new ProjectStoryboard(
                            List.of(new Scene(
                                    ID,
                                    "scene-1",
                                    store.profile(),
                                    new ScenePosition("V"),
                                    Optional.of("The lamp"),
                                    Optional.empty(),
                                    Optional.of(8_000L),
                                    Optional.empty(),
                                    3,
                                    Optional.empty(),
                                    TIME,
                                    TIME)),
                            List.of(new SceneLine(
                                    ID,
                                    "scene-1",
                                    LanguageTag.of("vi"),
                                    "\u0110\u00e8n s\u00e1ng.",
                                    Optional.empty(),
                                    TIME)),
                            List.of(),
                            List.of(new Selection(
                                    ID,
                                    CellKey.video("scene-1"),
                                    1,
                                    Optional.of("lamp-turns-on"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    TIME)),
                            List.of(new RejectedTake(ID, MediaKind.IMAGE, "lamp", "too dark", TIME))));
            return true;
        });
    }

    static final GenerationId VIDEO_ID = new GenerationId("lamp-turns-on");
}
