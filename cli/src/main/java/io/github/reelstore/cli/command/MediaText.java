package io.github.reelstore.cli.command;

import io.github.reelstore.cli.console.Details;
import io.github.reelstore.cli.console.Layout;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.MediaAnnotations;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.service.GenerationPair;
import java.util.Optional;

/** Images, speech and clips that were just stored, in words. */
final class MediaText {

    private final Layout layout;

    MediaText(Layout layout) {
        this.layout = layout;
    }

    String image(ImageGeneration image) {
        Details details = details("image", image.id(), Optional.of(image.filePath()))
                .text("model", image.model())
                .text("prompt", image.prompt())
                .text("pixels", Layout.pixels(image.width(), image.height()))
                .whole("thumbnail", image.thumbPath());
        notes(details, image.meta());
        return file(details, image.byteSize(), image.contentHash());
    }

    String audio(AudioGeneration audio) {
        Details details = details("speech", audio.id(), Optional.of(audio.filePath()))
                .text("language", audio.language())
                .text("voice", audio.voice())
                .text("text", audio.text())
                .text("length", audio.durationMs().map(Layout::length))
                .text("sound", sound(audio));
        notes(details, audio.meta());
        return file(details, audio.byteSize(), audio.contentHash());
    }

    String video(VideoGeneration clip) {
        Details details = details("clip", clip.id(), clip.filePath())
                .whole("status", clip.status())
                .text("scene", clip.sceneId())
                .text("model", clip.model())
                .text("prompt", clip.prompt())
                .text("length", clip.durationMs().map(Layout::length))
                .text("pixels", Layout.pixels(clip.width(), clip.height()))
                .whole("poster", clip.thumbPath());
        notes(details, clip.meta());
        return file(details, clip.byteSize(), clip.contentHash());
    }

    String pair(GenerationPair pair) {
        return pair.image().map(this::image).orElse("")
                + pair.audio().map(this::audio).orElse("")
                + video(pair.generation());
    }

    private static Optional<String> sound(AudioGeneration audio) {
        String codecs = String.join("+", MediaAnnotations.in(audio.meta()).codecs());
        String coded = audio.format()
                .filter(format -> codecs.isEmpty() || format.equals(codecs))
                .orElseGet(() -> codecs.isEmpty() ? "?" : audio.format().orElse("?") + " (" + codecs + ")");
        return audio.sampleRate()
                .map(hertz -> coded + ", " + hertz + " Hz"
                        + audio.channels()
                                .map(channels -> ", " + Layout.count(channels, "channel"))
                                .orElse(""));
    }

    /** What was noted of a file: where it says that it is from, warnings, and that it has no thumbnail. */
    static void notes(Details details, Optional<JsonText> meta) {
        MediaAnnotations notes = MediaAnnotations.in(meta);
        if (!notes.provenance().isEmpty()) {
            details.text("carries", Optional.of(String.join(", ", notes.provenance())));
        }
        notes.warnings().forEach(warning -> details.whole("warning", warning));
        if (notes.absent().contains(ImageField.THUMB_PATH.column())) {
            details.whole("thumbnail", "none can be made of it");
        }
    }

    private Details details(String what, Id id, Optional<BlobKey> key) {
        // a file that was there already keeps the name it got with its first row
        boolean reused =
                key.filter(there -> !there.value().contains(id.value())).isPresent();
        String heading =
                (key.isPresent() ? "Stored " : "Noted ") + what + (reused ? "; its bytes were stored already" : "");
        return new Details(layout, heading).whole("id", id).whole("file", key);
    }

    private static String file(Details details, Optional<Long> size, Optional<ContentHash> hash) {
        return details.whole("size", size.map(Layout::size))
                .whole("SHA-256", hash)
                .render();
    }
}
