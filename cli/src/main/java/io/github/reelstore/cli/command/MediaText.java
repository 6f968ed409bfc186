package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.GenerationPair;
import java.util.List;
import java.util.Optional;

/** Images, audio and videos that were stored or changed, as text. */
final class MediaText {

    private final Layout layout;
    private final boolean changed;

    /** Rows that were stored. */
    MediaText(Layout layout) {
        this(layout, false);
    }

    private MediaText(Layout layout, boolean changed) {
        this.layout = layout;
        this.changed = changed;
    }

    /** Rows that were changed. */
    static MediaText ofChanged(Layout layout) {
        return new MediaText(layout, true);
    }

    String image(ImageGeneration image) {
        Details details = details("image", image.id(), Optional.of(image.filePath()))
                .text("scene", image.sceneId())
                .text("model", image.model())
                .text("prompt", image.prompt())
                .text("pixels", Layout.pixels(image.width(), image.height()))
                .whole("thumbnail", image.thumbPath());
        info(details, image.mediaInfo());
        return file(details, image.byteSize(), image.contentHash());
    }

    String audio(AudioGeneration audio) {
        Details details = details("audio", audio.id(), Optional.of(audio.filePath()))
                .text("scene", audio.sceneId())
                .text("language", audio.language())
                .text("voice", audio.voice())
                .text("text", audio.text())
                .text("duration", audio.durationMs().map(Layout::duration))
                .text("encoding", encoding(audio));
        info(details, audio.mediaInfo());
        return file(details, audio.byteSize(), audio.contentHash());
    }

    String video(VideoGeneration video) {
        Details details = details("video", video.id(), video.filePath())
                .whole("status", video.status())
                .text("scene", video.sceneId())
                .text("model", video.model())
                .text("prompt", video.prompt())
                .text("duration", video.durationMs().map(Layout::duration))
                .text("pixels", Layout.pixels(video.width(), video.height()))
                .text("frame rate", video.frameRate().map(Layout::frameRate))
                .whole("thumbnail", video.thumbPath());
        info(details, video.mediaInfo());
        return file(details, video.byteSize(), video.contentHash());
    }

    String pair(GenerationPair pair) {
        return pair.image().map(this::image).orElse("")
                + pair.audio().map(this::audio).orElse("")
                + video(pair.generation());
    }

    private static Optional<String> encoding(AudioGeneration audio) {
        String codecs =
                String.join("+", audio.mediaInfo().map(MediaInfo::codecs).orElse(List.of()));
        String coded = audio.format()
                .filter(format -> codecs.isEmpty() || format.equals(codecs))
                .orElseGet(() -> codecs.isEmpty() ? "?" : audio.format().orElse("?") + " (" + codecs + ")");
        return audio.sampleRate()
                .map(hertz -> coded + ", " + hertz + " Hz"
                        + audio.channels()
                                .map(channels -> ", " + Layout.count(channels, "channel"))
                                .orElse(""));
    }

    /** Adds a video's size as coded, a file's provenance, warnings, and whether it cannot have a thumbnail. */
    static void info(Details details, Optional<MediaInfo> mediaInfo) {
        MediaInfo info = mediaInfo.orElse(MediaInfo.NONE);
        info.codedSize()
                .ifPresent(size -> details.whole(
                        "coded as",
                        size
                                + info.pixelAspect()
                                        .map(aspect -> ", pixels " + aspect)
                                        .orElse("")));
        List<String> provenance =
                info.provenance().stream().filter(mark -> !isDate(mark)).toList();
        if (!provenance.isEmpty()) {
            details.text("provenance", Optional.of(String.join(", ", provenance)));
        }
        info.warnings().forEach(warning -> details.whole("warning", warning));
        if (info.absent().contains(ImageField.THUMB_PATH.column())) {
            details.whole("thumbnail", "cannot be created");
        }
    }

    /** Many programs write the dates of a file into it, which says nothing about its origin. */
    private static boolean isDate(String mark) {
        return mark.startsWith("text:date:");
    }

    private Details details(String noun, Id id, Optional<BlobKey> key) {
        return new Details(layout, changed ? "Updated " + noun : stored(noun, id, key))
                .whole("id", id)
                .whole("file", key);
    }

    private static String stored(String noun, Id id, Optional<BlobKey> key) {
        // a reused file keeps the key that contains the id of its first row
        boolean reused =
                key.filter(existing -> !existing.value().contains(id.value())).isPresent();
        return (key.isPresent() ? "Stored " : "Recorded ")
                + noun
                + (reused ? "; shares the file of a row with the same content" : "");
    }

    private static String file(Details details, Optional<Long> size, Optional<ContentHash> hash) {
        return details.whole("size", size.map(Layout::size))
                .whole("SHA-256", hash)
                .render();
    }
}
