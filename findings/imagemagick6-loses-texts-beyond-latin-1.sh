#!/usr/bin/env bash
# ImageMagick 6 keeps the prompt in a PNG if it is in English, and loses it if it is in Vietnamese.
#
# Expected: convert a.png b.png keeps all texts of a PNG or none; whether a text is a tEXt or an iTXt chunk makes no difference, since
# ImageMagick reads and writes both.
# Observed with ImageMagick 6.9.11-60 (Debian 12): it counts only tEXt and zTXt texts as texts with a value; an iTXt chunk is read as an empty
# one and is not written. Writers such as Pillow, so also ComfyUI, write tEXt where a text is Latin-1, and iTXt where it is not. So the
# same program's images keep or lose prompt and workflow depending on their language, without a warning. ImageMagick 7.1.2 keeps both.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
version=8:6.9.11.60+dfsg-1.6+deb12u15
download() {
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
    "imagemagick-6.q16=$version" | grep -E '^(lib|imagemagick)' | grep -v -E ':|^libc6$|^libmagick|^imagemagick-6.q16$' | sort -u >packages &&
    apt-get download "imagemagick-6.q16=$version" "libmagickcore-6.q16-6=$version" "libmagickwand-6.q16-6=$version" $(cat packages) >apt.log 2>&1
}
(cd "$place" && { download || { apt-get update >/dev/null && download; } }) || { cat "$place/apt.log"; exit 1; }
for package in "$place"/*.deb; do dpkg -x "$package" "$place"; done
libraries=$(echo "$place"/usr/lib/*-linux-gnu*):$(echo "$place"/lib/*-linux-gnu*)
coders=$(echo "$place"/usr/lib/*/ImageMagick-*/modules*/coders)
convert() {
  LD_LIBRARY_PATH=${libraries// /:} MAGICK_CODER_MODULE_PATH=$coders "$place/usr/bin/convert-im6.q16" "$@"
}

cat >"$place/Finding.java" <<'JAVA'
import java.awt.image.BufferedImage;
import java.io.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

public class Finding {
    public static void main(String[] args) throws IOException {
        if (args[0].equals("write")) {
            ByteArrayOutputStream image = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", image);
            byte[] png = image.toByteArray();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            // behind the signature and IHDR
            out.write(png, 0, 33);
            chunk(out, "tEXt", "prompt\0A lighthouse at dusk".getBytes(StandardCharsets.ISO_8859_1));
            chunk(out, "iTXt", "loi nhac\0\0\0vi\0\0Ngọn hải đăng lúc hoàng hôn".getBytes(StandardCharsets.UTF_8));
            out.write(png, 33, png.length - 33);
            Files.write(Path.of(args[1]), out.toByteArray());
            return;
        }
        ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(Path.of(args[1]))).position(8);
        while (png.hasRemaining()) {
            byte[] content = new byte[png.getInt()];
            byte[] type = new byte[4];
            png.get(type).get(content).getInt();
            String text = new String(content, StandardCharsets.UTF_8);
            if (new String(type, StandardCharsets.US_ASCII).endsWith("Xt") && !text.startsWith("date:")) {
                System.out.println(args[2] + ": " + text.substring(0, text.indexOf(0)) + " is " + text.substring(text.lastIndexOf(0) + 1));
            }
        }
    }

    static void chunk(ByteArrayOutputStream png, String type, byte[] content) throws IOException {
        byte[] typed = (type + new String(content, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(typed);
        DataOutputStream out = new DataOutputStream(png);
        out.writeInt(content.length);
        out.write(typed);
        out.writeInt((int) crc.getValue());
    }
}
JAVA
java() { command java -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 "$place/Finding.java" "$@"; }
java write "$place/image.png"
convert "$place/image.png" "$place/converted.png"
{
  java read "$place/image.png" before
  java read "$place/converted.png" after
} | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
before: prompt is A lighthouse at dusk
before: loi nhac is Ngọn hải đăng lúc hoàng hôn
after: prompt is A lighthouse at dusk
SEEN
