package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs to compare with.
 *
 * @param missing the names of those that are not installed
 */
record Tools(List<Reference> references, List<Decoder> decoders, List<String> missing) {

    static final Tools NONE =
            new Tools(List.of(), List.of(), List.of("ffprobe", "mediainfo", "exiftool", "ImageMagick", "ffmpeg"));

    /** Those on the {@code PATH}. */
    static Tools find() {
        Optional<Program> ffprobe = Program.find("ffprobe");
        Optional<Reference> streams = ffprobe.map(Ffprobe::new);
        Optional<Reference> mediainfo = Program.find("mediainfo").map(Mediainfo::new);
        Optional<Reference> exiftool = Program.find("exiftool").map(Exiftool::new);
        Optional<Decoder> images =
                Program.find("magick").or(() -> Program.find("convert")).map(ImageMagick::new);
        Optional<Decoder> ffmpeg =
                Program.find("ffmpeg").flatMap(program -> ffprobe.map(packets -> new Ffmpeg(program, packets)));
        List<String> missing = new ArrayList<>(NONE.missing);
        Stream.of(streams, mediainfo, exiftool)
                .flatMap(Optional::stream)
                .forEach(found -> missing.remove(found.name()));
        Stream.of(images, ffmpeg).flatMap(Optional::stream).forEach(found -> missing.remove(found.name()));
        return new Tools(
                Stream.of(streams, mediainfo, exiftool)
                        .flatMap(Optional::stream)
                        .toList(),
                Stream.of(images, ffmpeg).flatMap(Optional::stream).toList(),
                missing);
    }

    Optional<Decoder> decoder(MediaFormat format) {
        return decoders.stream().filter(decoder -> decoder.reads(format)).findFirst();
    }
}
