#!/usr/bin/env bash
# exiftool -all= removes Content Credentials (C2PA) from a JPEG, and leaves them in a PNG.
#
# Expected: -all= deletes all metadata that exiftool knows, and it knows both: it prints the JUMBF box of either file.
# Observed with exiftool 12.57 (Debian 12): the JPEG has no manifest afterwards, the PNG has it unchanged, while its text chunks (prompts of
# image generators) are gone. There is no warning, and the exit status is 0. Adding a title to the PNG keeps the manifest as well, whose
# hashes are then wrong. So a PNG that was stripped before publication still says how it was made, and a checker takes it for forged.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
version=12.57+dfsg-1
(cd "$place" && apt-get download "libimage-exiftool-perl=$version" >/dev/null 2>&1 ||
  { apt-get update >/dev/null && apt-get download "libimage-exiftool-perl=$version" >/dev/null; })
dpkg -x "$place"/*.deb "$place"
exiftool() { perl -I "$place/usr/share/perl5" "$place/usr/bin/exiftool" "$@"; }
cat >"$place/Finding.java" <<'JAVA'
import java.awt.image.BufferedImage;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

public class Finding {
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        byte[] box = box();
        byte[] png = image("png");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // behind the signature and IHDR
        out.write(png, 0, 33);
        chunk(out, "caBX", box);
        chunk(out, "tEXt", "parameters\0a lighthouse at dusk".getBytes(StandardCharsets.US_ASCII));
        out.write(png, 33, png.length - 33);
        Files.write(folder.resolve("image.png"), out.toByteArray());

        byte[] jpeg = image("jpg");
        out.reset();
        out.write(jpeg, 0, 2);
        DataOutputStream data = new DataOutputStream(out);
        // APP11: "JP", box instance 1, packet 1 (ISO 19566-5)
        data.writeShort(0xFFEB);
        data.writeShort(2 + 8 + box.length);
        data.writeBytes("JP");
        data.writeShort(1);
        data.writeInt(1);
        data.write(box);
        out.write(jpeg, 2, jpeg.length - 2);
        Files.write(folder.resolve("image.jpg"), out.toByteArray());
    }

    /** A JUMBF superbox with the type and label of a C2PA manifest store. */
    static byte[] box() throws IOException {
        ByteArrayOutputStream description = new ByteArrayOutputStream();
        description.write(new byte[] {'c', '2', 'p', 'a', 0, 0x11, 0, 0x10, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
        description.write(3);
        description.writeBytes("c2pa\0".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream box = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(box);
        out.writeInt(16 + description.size());
        out.writeBytes("jumb");
        out.writeInt(8 + description.size());
        out.writeBytes("jumd");
        out.write(description.toByteArray());
        return box.toByteArray();
    }

    static byte[] image(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
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
java "$place/Finding.java" "$place"
holds() { if grep -q -a "$2" "$1"; then echo yes; else echo no; fi; }
{
  for type in jpg png; do
    echo "$type: exiftool reads the box labelled $(exiftool -s3 -JUMDLabel "$place/image.$type")"
    exiftool -q -all= -o "$place/stripped.$type" "$place/image.$type"
    echo "$type: status $?, JUMBF box left: $(holds "$place/stripped.$type" jumb), prompt left: $(holds "$place/stripped.$type" lighthouse)"
  done
} | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
jpg: exiftool reads the box labelled c2pa
jpg: status 0, JUMBF box left: no, prompt left: no
png: exiftool reads the box labelled c2pa
png: status 0, JUMBF box left: yes, prompt left: no
SEEN
