package io.github.reelstore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.domain.format.MediaFormat;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SampleMediaTest {

    @Test
    void eachSampleIsDetectedAsItsFormat() {
        assertThat(MediaFormat.detect(SampleMedia.png(1))).contains(MediaFormat.PNG);
        assertThat(MediaFormat.detect(SampleMedia.jpeg(1))).contains(MediaFormat.JPEG);
        assertThat(MediaFormat.detect(SampleMedia.mp3(1))).contains(MediaFormat.MP3);
        assertThat(MediaFormat.detect(SampleMedia.mp4(1))).contains(MediaFormat.MP4);
    }

    @Test
    void theNumberDeterminesTheBytes() {
        List<IntFunction<byte[]>> makers =
                List.of(SampleMedia::png, SampleMedia::jpeg, SampleMedia::mp3, SampleMedia::mp4);
        for (IntFunction<byte[]> maker : makers) {
            Set<List<Byte>> files = new HashSet<>();
            for (int number : List.of(0, 1, 2, 256, 65_536, -1, Integer.MAX_VALUE)) {
                byte[] file = maker.apply(number);
                assertThat(file).isEqualTo(maker.apply(number));
                files.add(boxed(file));
            }
            assertThat(files).hasSize(7);
        }
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> boxed = new ArrayList<>();
        for (byte one : bytes) {
            boxed.add(one);
        }
        return boxed;
    }

    @Test
    void thePngCanBeDecoded() throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(SampleMedia.png(0x123456)));
        assertThat(image.getWidth()).isEqualTo(8);
        assertThat(image.getHeight()).isEqualTo(8);
        assertThat(image.getRGB(7, 7)).isEqualTo(0xFF123456);
    }

    @Test
    void aSourceCanBeOpenedAgain() throws Exception {
        var source = SampleMedia.source("a.png", SampleMedia.png(1));
        for (int i = 0; i < 2; i++) {
            try (var stream = source.stream().open()) {
                assertThat(stream.readAllBytes()).isEqualTo(SampleMedia.png(1));
            }
        }
        assertThat(source).hasToString("a.png");
    }
}
