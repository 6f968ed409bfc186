package io.github.reelstore.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.reelstore.media.samples.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailEncoderTest {

    private static BufferedImage decoded(BufferedImage image) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(ThumbnailEncoder.jpeg(image))));
    }

    /** Parameters: the colours of the ground and of lines of one pixel on it. */
    @ParameterizedTest
    @CsvSource({"000000,FFFF00", "FFFFFF,FF0000", "000000,00FF00", "808080,0000FF", "FFFFFF,000000"})
    void thinLinesKeepTheirColours(String ground, String line) throws IOException {
        BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.decode("#" + ground));
        graphics.fillRect(0, 0, 100, 100);
        graphics.setColor(Color.decode("#" + line));
        for (int i = 0; i < 100; i += 9) {
            graphics.drawLine(0, i, 99, (i * 7) % 100);
            graphics.drawLine(i, 0, i, 40);
        }
        graphics.dispose();
        Pictures.assertAlike("lines", decoded(image), image);
    }

    @Test
    void sidesMayBeOnePixelLong() throws IOException {
        BufferedImage decoded = decoded(new BufferedImage(512, 1, BufferedImage.TYPE_INT_RGB));
        assertThat(decoded.getWidth()).isEqualTo(512);
        assertThat(decoded.getHeight()).isEqualTo(1);
    }
}
