package io.github.reelstore.media.internal.thumbnail;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.media.ImageThumbnailer;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.samples.Pictures;
import io.github.reelstore.media.samples.Profiles;
import io.github.reelstore.media.samples.Programs;
import io.github.reelstore.media.samples.Samples;
import io.github.reelstore.media.samples.Samples.Sample;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thumbnails show what ImageMagick draws of the same file. The files are made by several programs. */
@Tag("large")
class ThumbnailReferenceIT {

    private final ImageThumbnailer thumbnailer = new ImageThumbnailer(MediaConfig.DEFAULT);

    @TempDir
    private Path folder;

    private Programs programs;

    /** Makes a picture whose parts have colours of their own, one with opacity from 30 to 100 %, and profiles. */
    @BeforeEach
    void makePictures() throws Exception {
        Programs.require("convert", "cwebp", "webpmux", "ffmpeg");
        programs = new Programs(folder);
        programs.run("convert xc:red xc:yellow xc:blue xc:gray50 +append ( +clone -flop -modulate 60 ) -append"
                + " -filter triangle -resize 240x160! +repage -depth 8 -strip picture.png");
        programs.run("convert picture.png ( -size 240x160 gradient:white-gray30 ) -alpha off"
                + " -compose CopyOpacity -composite -strip alpha.png");
        Files.write(folder.resolve("srgb.icc"), Profiles.srgb());
        Files.write(folder.resolve("swapped.icc"), Profiles.swapped());
        Files.write(folder.resolve("linear.icc"), Profiles.linear(false));
        Files.write(folder.resolve("grey.icc"), Profiles.linear(true));
    }

    private BufferedImage thumbnail(String file) throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        return Pictures.of(thumbnailer
                .make(Samples.file(bytes), MediaFormat.detect(bytes).orElseThrow())
                .orElseThrow(() -> new AssertionError("no thumbnail of " + file)));
    }

    /** Makes files, one by each line: arguments of a program, the last of which is the file. */
    private void assertLikeImageMagick(String commands, String... options) throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (String command : commands.lines().toList()) {
            String file = command.substring(command.lastIndexOf(' ') + 1).replaceFirst("^PNG8:", "");
            programs.run(command);
            BufferedImage expected = programs.drawnByImageMagick(file, options);
            all.check(() -> Pictures.assertAlike(file, thumbnail(file), expected));
        }
        all.assertAll();
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "WEBP", "GIF"})
    void samples(MediaFormat format) throws Exception {
        for (Sample sample : Samples.of(format).toList()) {
            Files.write(folder.resolve(sample.file()), sample.bytes());
            String drawn = sample.file() + "[0]";
            if (sample.file().equals("animated.webp")) {
                // the decoder does not smooth the colours between pixels, which shows in so small a picture
                programs.run("webpmux -get frame 1 animated.webp -o frame.webp");
                programs.run("dwebp -quiet -nofancy frame.webp -o frame.png");
                drawn = "frame.png";
            }
            Pictures.assertAlike(
                    sample.file(), thumbnail(sample.file()), programs.drawnByImageMagick(drawn, "-auto-orient"));
        }
    }

    @Test
    void png() throws Exception {
        assertLikeImageMagick("""
                convert picture.png -define png:color-type=2 rgb.png
                convert picture.png -depth 16 -define png:color-type=2 -define png:bit-depth=16 rgb16.png
                convert alpha.png -depth 16 -define png:color-type=6 -define png:bit-depth=16 rgba16.png
                convert alpha.png -interlace PNG rgba-interlaced.png
                convert picture.png -colorspace Gray -define png:color-type=0 grey.png
                convert picture.png -colorspace Gray -depth 16 -define png:color-type=0 -define png:bit-depth=16 grey16.png
                convert picture.png -colorspace Gray -colors 2 -depth 1 -define png:color-type=0 grey1.png
                convert picture.png -colorspace Gray -colors 16 -depth 4 -define png:color-type=0 -interlace PNG grey4.png
                convert alpha.png -colorspace Gray -define png:color-type=4 -define png:bit-depth=8 greya.png
                convert alpha.png -colorspace Gray -define png:color-type=4 -define png:bit-depth=16 greya16.png
                convert picture.png -colors 200 -define png:color-type=3 -interlace PNG palette-interlaced.png
                convert picture.png +dither -colors 4 -define png:color-type=3 -define png:bit-depth=2 palette2.png
                convert alpha.png -channel A +dither -posterize 12 +channel -colors 250 PNG8:palette-alpha.png
                ffmpeg -v error -f lavfi -i testsrc2=s=200x150:d=1 -frames:v 1 -pix_fmt pal8 palette.png
                ffmpeg -v error -f lavfi -i testsrc=s=200x150:d=1,format=ya8 -frames:v 1 ya8.png
                ffmpeg -v error -f lavfi -i testsrc=s=200x150:d=1,format=ya16be -frames:v 1 ya16.png
                ffmpeg -v error -f lavfi -i testsrc=s=200x150:d=1,format=rgba -plays 0 -f apng animated.png\
                """, "-auto-orient");
    }

    @Test
    void jpeg() throws Exception {
        assertLikeImageMagick("""
                convert picture.png -quality 92 plain.jpg
                convert picture.png -quality 92 -sampling-factor 1x1 full.jpg
                convert picture.png -quality 92 -sampling-factor 4x1 quarter.jpg
                convert picture.png -quality 92 -interlace JPEG progressive.jpg
                convert picture.png -quality 92 -colorspace Gray grey.jpg
                convert picture.png -quality 92 -colorspace sRGB -set colorspace RGB rgb.jpg
                convert picture.png -quality 92 -colorspace CMYK cmyk.jpg
                convert picture.png -quality 92 -colorspace CMYK -interlace JPEG cmyk-progressive.jpg
                ffmpeg -v error -i picture.png -pix_fmt yuvj444p -q:v 2 ffmpeg.jpg\
                """);
    }

    @Test
    void profiles() throws Exception {
        StringBuilder commands = new StringBuilder();
        for (String name : new String[] {"swapped", "linear"}) {
            for (String extension : new String[] {"png", "jpg", "webp"}) {
                String profile = " -profile srgb.icc -profile " + name + ".icc -quality 92 " + name + ".";
                commands.append("convert picture.png")
                        .append(profile)
                        .append(extension)
                        .append('\n');
            }
            commands.append("convert alpha.png -profile srgb.icc -profile " + name + ".icc " + name + "-alpha.png\n");
            commands.append("convert alpha.png -profile srgb.icc -profile " + name + ".icc " + name + "-alpha.webp\n");
        }
        commands.append("convert swapped.png -colors 100 -define png:color-type=3 swapped-palette.png");
        assertLikeImageMagick(commands.toString(), "-profile", "srgb.icc");
    }

    @Test
    void webp() throws Exception {
        for (String source : new String[] {
            "life=s=200x150:mold=10",
            "cellauto=s=200x150",
            "nullsrc=s=200x150,geq=random(1)*255:128:128",
            "mandelbrot=s=200x150"
        }) {
            String name = source.substring(0, source.indexOf('='));
            assertLikeImageMagick("""
                    ffmpeg -v error -f lavfi -i SOURCE -frames:v 1 NAME.png
                    cwebp -quiet -lossless -m 0 NAME.png -o NAME-fast.webp
                    cwebp -quiet -lossless -m 6 NAME.png -o NAME-small.webp
                    cwebp -quiet -q 80 NAME.png -o NAME-lossy.webp
                    ffmpeg -v error -i NAME.png -c:v libwebp -lossless 1 NAME-ffmpeg.webp\
                    """.replace("NAME", name).replace("SOURCE", source));
        }
        assertLikeImageMagick("""
                cwebp -quiet -lossless picture.png -o lossless.webp
                cwebp -quiet -near_lossless 40 picture.png -o near.webp
                cwebp -quiet -lossless alpha.png -o lossless-alpha.webp
                cwebp -quiet -q 80 alpha.png -o lossy-alpha.webp
                cwebp -quiet -q 80 -alpha_filter best -alpha_q 50 alpha.png -o lossy-filtered.webp
                cwebp -quiet -q 80 -alpha_method 0 -alpha_filter none alpha.png -o raw-alpha.webp
                cwebp -quiet -q 80 -alpha_method 0 -alpha_filter fast alpha.png -o raw-alpha-fast.webp
                cwebp -quiet -q 80 -alpha_method 0 -alpha_filter best alpha.png -o raw-alpha-best.webp\
                """);
    }

    /** They take next to no bytes, so decoders may take them for an attack. */
    @Test
    void webpOfOneOrTwoColours() throws Exception {
        assertLikeImageMagick("""
                convert -size 3000x2000 xc:teal flat.png
                convert -size 3000x2000 xc:teal ( -size 1700x700 xc:gold ) -geometry +500+400 -composite two.png
                cwebp -quiet -lossless flat.png -o flat.webp
                cwebp -quiet -q 80 flat.png -o flat-lossy.webp
                cwebp -quiet -lossless two.png -o two.webp
                cwebp -quiet -q 80 two.png -o two-lossy.webp\
                """);
    }

    /** A frame of an animation may be smaller than its canvas. */
    @Test
    void animatedWebp() throws Exception {
        programs.run("cwebp -quiet -lossless picture.png -o picture.webp");
        programs.run("webpmux -frame picture.webp +100+60+40 -frame picture.webp +100+0+0 -o animated.webp");
        programs.run("convert -size 300x200 xc:none picture.png -geometry +60+40 -composite expected.png");
        Pictures.assertAlike("animated.webp", thumbnail("animated.webp"), programs.drawnByImageMagick("expected.png"));

        programs.run("cwebp -quiet -q 80 -alpha_method 0 alpha.png -o alpha.webp");
        programs.run("webpmux -frame alpha.webp +100+60+40 -frame alpha.webp +100+0+0 -o raw-alpha.webp");
        programs.run("convert -size 300x200 xc:none alpha.png -geometry +60+40 -composite expected.png");
        Pictures.assertAlike(
                "raw-alpha.webp", thumbnail("raw-alpha.webp"), programs.drawnByImageMagick("expected.png"));
    }

    @Test
    void gif() throws Exception {
        assertLikeImageMagick("""
                convert picture.png plain.gif
                convert picture.png -interlace GIF interlaced.gif
                convert alpha.png -channel A -threshold 60% +channel transparent.gif
                convert -size 100x50 xc:green -page 300x200+80+60 offset.gif
                convert ( -size 100x50 xc:green ) ( -size 60x50 xc:red ) -set page 300x200+80+60 -set dispose background animated.gif
                ffmpeg -v error -f lavfi -i testsrc2=s=200x150:d=1:r=5 ffmpeg.gif\
                """, "-coalesce", "-delete", "1--1");
    }

    @Test
    void extremeShapes() throws Exception {
        StringBuilder commands = new StringBuilder();
        for (String size : new String[] {"12000x3", "3x12000", "700x1", "1x1", "9000x20"}) {
            for (String extension : new String[] {"png", "jpg", "gif", "webp"}) {
                commands.append("convert -size " + size + " xc:blue -quality 95 " + size + "." + extension + "\n");
            }
        }
        assertLikeImageMagick(commands.toString().strip());
    }
}
