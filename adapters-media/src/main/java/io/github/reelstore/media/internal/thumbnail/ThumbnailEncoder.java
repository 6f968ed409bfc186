package io.github.reelstore.media.internal.thumbnail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes thumbnails: PNG with transparency, else JPEG. */
final class ThumbnailEncoder {

    private static final float QUALITY = 0.85f;

    private ThumbnailEncoder() {}

    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        }
        return out.toByteArray();
    }

    /** Writes a JPEG whose colours are as sharp as its light; otherwise those of small pictures run into each other. */
    static byte[] jpeg(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            writer.write(null, new IIOImage(image, null, withoutSubsampling(metadata)), param);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static IIOMetadata withoutSubsampling(IIOMetadata metadata) throws IOException {
        String format = metadata.getNativeMetadataFormatName();
        Node tree = metadata.getAsTree(format);
        Element frame = (Element) ((Element) tree).getElementsByTagName("sof").item(0);
        Element luma = (Element) frame.getElementsByTagName("componentSpec").item(0);
        luma.setAttribute("HsamplingFactor", "1");
        luma.setAttribute("VsamplingFactor", "1");
        metadata.setFromTree(format, tree);
        return metadata;
    }
}
