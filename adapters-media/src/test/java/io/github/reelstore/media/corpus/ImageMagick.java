package io.github.reelstore.media.corpus;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.media.corpus.Facts.Size;
import io.github.reelstore.media.corpus.Program.Output;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws images: the first frame on its canvas, upright, in sRGB. */
record ImageMagick(Program program) implements Decoder {

    @Override
    public String name() {
        return "ImageMagick";
    }

    @Override
    public String version() {
        return program.run(List.of("-version"))
                .text()
                .lines()
                .findFirst()
                .orElse("?")
                .replaceAll(" https:.*", "");
    }

    @Override
    public boolean reads(MediaFormat format) {
        return format.kind() == MediaKind.IMAGE;
    }

    @Override
    public Decoded decode(Path file, MediaFormat format) {
        try {
            Path profile = Files.createTempFile("corpus", ".icc");
            try {
                Files.write(profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
                return decode(file, format, profile);
            } finally {
                Files.delete(profile);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Decoded decode(Path file, MediaFormat format, Path profile) {
        String grey = "rgb(" + Cells.GREY + "," + Cells.GREY + "," + Cells.GREY + ")";
        Output output = program.run(
                List.of(
                        format.name().toLowerCase(Locale.ROOT) + ":-[0]",
                        // a PNG's place on a page is for printing
                        format == MediaFormat.GIF ? "-coalesce" : "+repage",
                        "-auto-orient",
                        "-print",
                        "%w %h\n",
                        // smaller first, because converting colours takes long
                        "-scale",
                        "512x512>",
                        "-profile",
                        profile.toString(),
                        "-colorspace",
                        "sRGB",
                        "-background",
                        grey,
                        "-alpha",
                        "remove",
                        "-alpha",
                        "off",
                        "-depth",
                        "8",
                        "-scale",
                        Cells.SIDE + "x" + Cells.SIDE + "!",
                        "rgb:-"),
                file);
        byte[] bytes = output.bytes();
        int line = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        if (bytes.length != line + Cells.BYTES) {
            Optional<String> refusal = output.message().or(() -> Optional.of("ImageMagick drew nothing"));
            return new Decoded(Optional.empty(), Optional.empty(), List.of(), refusal);
        }
        String[] sides = new String(Arrays.copyOf(bytes, line), StandardCharsets.ISO_8859_1)
                .strip()
                .split(" ", -1);
        return new Decoded(
                Optional.empty(),
                Optional.of(new Size(Long.parseLong(sides[0]), Long.parseLong(sides[1]))),
                List.of(Cells.ofBytes(bytes, line)),
                output.refusal());
    }
}
