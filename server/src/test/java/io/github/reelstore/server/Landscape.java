package io.github.reelstore.server;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A drawn landscape, for pictures of the pages.
 *
 * @param top the colour of the sky at the top
 * @param horizon the colour of the sky at the horizon
 * @param light the colour of sun or moon
 * @param land the colour of the nearest hills
 * @param night whether there are stars
 */
record Landscape(int top, int horizon, int light, int land, boolean night) {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int HILLS = 4;
    private static final int STARS = 120;

    static final Landscape DAWN = new Landscape(0x35508a, 0xf7c59f, 0xfff1cf, 0x2c3a4f, false);
    static final Landscape NOON = new Landscape(0x3f8fd0, 0xd8eefb, 0xffffff, 0x2f5d3a, false);
    static final Landscape GOLD = new Landscape(0x7a4a6b, 0xffb14a, 0xfff0c0, 0x3a2430, false);
    static final Landscape DUSK = new Landscape(0x1f1b4b, 0xe8636f, 0xffd9a0, 0x17142b, true);
    static final Landscape NIGHT = new Landscape(0x060b1f, 0x2b4a73, 0xeaf2ff, 0x070d18, true);
    static final Landscape STORM = new Landscape(0x26323a, 0x8fa3a6, 0xdfe6e2, 0x141b1f, false);
    static final Landscape DESERT = new Landscape(0x2f7f86, 0xffd9a8, 0xffffff, 0x8a3f22, false);
    static final Landscape ICE = new Landscape(0x1d3557, 0xa8dadc, 0xf1faee, 0x3d6b86, true);

    /** Writes the picture as PNG. */
    Path png(Path file, int seed) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(draw(new Random(seed)), "png", file.toFile());
        return file;
    }

    private BufferedImage draw(Random random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float ground = HEIGHT * 0.68f;
        graphics.setPaint(new GradientPaint(0, 0, new Color(top), 0, ground, new Color(horizon)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        if (night) {
            graphics.setColor(new Color(255, 255, 255, 190));
            for (int i = 0; i < STARS; i++) {
                double size = 1 + random.nextDouble() * 1.8;
                graphics.fill(new Ellipse2D.Double(
                        random.nextDouble() * WIDTH, random.nextDouble() * ground * 0.7, size, size));
            }
        }
        float x = WIDTH * (0.25f + random.nextFloat() * 0.5f);
        float y = ground * (0.35f + random.nextFloat() * 0.5f);
        Color glow = new Color(light);
        graphics.setPaint(new RadialGradientPaint(
                x, y, 320, new float[] {0, 0.14f, 0.16f, 1}, new Color[] {glow, glow, alpha(glow, 110), alpha(glow, 0)
                }));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (int layer = 0; layer < HILLS; layer++) {
            graphics.setColor(mixed(new Color(horizon), new Color(land), (layer + 1f) / HILLS));
            graphics.fill(hills(random, ground - 60 + layer * 58, 46 - layer * 6));
        }
        graphics.dispose();
        return image;
    }

    private static Path2D hills(Random random, float level, float height) {
        double phase = random.nextDouble() * 10;
        double other = random.nextDouble() * 10;
        double wave = 90 + random.nextDouble() * 120;
        Path2D path = new Path2D.Double();
        path.moveTo(0, HEIGHT);
        for (int x = 0; x <= WIDTH; x += 6) {
            double y = Math.sin(x / wave + phase)
                    + 0.5 * Math.sin(x / (wave / 2.7) + other)
                    + 0.12 * Math.sin(x / 9.0 + phase);
            path.lineTo(x, level - y * height);
        }
        path.lineTo(WIDTH, HEIGHT);
        path.closePath();
        return path;
    }

    private static Color alpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private static Color mixed(Color some, Color other, float share) {
        return new Color(
                Math.round(some.getRed() * (1 - share) + other.getRed() * share),
                Math.round(some.getGreen() * (1 - share) + other.getGreen() * share),
                Math.round(some.getBlue() * (1 - share) + other.getBlue() * share));
    }
}
