package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.Scene;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import java.util.List;
import java.util.Set;

/**
 * A kind of rows, each in a file of its own.
 *
 * @param name the name of the file, without folder and extension
 * @param codec how its rows are written
 * @param <R> the rows
 */
record BundleTable<R extends Record>(String name, RowCodec<R> codec) {

    static final BundleTable<VideoProject> PROJECT = of("project", VideoProject.class);
    static final BundleTable<VideoGeneration> VIDEOS = of("videos", VideoGeneration.class);
    static final BundleTable<ImageGeneration> IMAGES = of("images", ImageGeneration.class);
    static final BundleTable<AudioGeneration> AUDIO = of("audio", AudioGeneration.class);
    static final BundleTable<GenerationInput> INPUTS = of("generation-inputs", GenerationInput.class);
    static final BundleTable<GenerationAudioTrack> TRACKS = of("audio-tracks", GenerationAudioTrack.class);
    static final BundleTable<Scene> SCENES = of("scenes", Scene.class);
    static final BundleTable<SceneLine> LINES = of("lines", SceneLine.class);
    static final BundleTable<DatedSettings> SETTINGS = of("settings", DatedSettings.class);
    static final BundleTable<Selection> SELECTIONS = of("selections", Selection.class);
    static final BundleTable<RejectedTake> REJECTED = of("rejected-takes", RejectedTake.class);

    /** Which payload file is which file of the store. */
    static final BundleTable<BundledFile> FILES = of("files", BundledFile.class);

    /** Those that are read whole; the others have a row for each file, and are read row by row. */
    static final Set<BundleTable<?>> KEPT =
            Set.of(PROJECT, INPUTS, TRACKS, SCENES, LINES, SETTINGS, SELECTIONS, REJECTED);

    /** All tables, in the order in which a person reads them. */
    static final List<BundleTable<?>> ALL = List.of(
            PROJECT, VIDEOS, IMAGES, AUDIO, INPUTS, TRACKS, SCENES, LINES, SETTINGS, SELECTIONS, REJECTED, FILES);

    private static <R extends Record> BundleTable<R> of(String name, Class<R> type) {
        return new BundleTable<>(name, new RowCodec<>(type));
    }

    /** The path in the bag. */
    String path() {
        return "data/rows/" + name + ".jsonl";
    }
}
