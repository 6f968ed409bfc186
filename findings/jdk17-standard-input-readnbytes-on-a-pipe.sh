#!/usr/bin/env bash
# FileInputStream.readNBytes(int) and readAllBytes() fail on a pipe in Java 17, although read(byte[]) does not.
#
# Expected: `new FileInputStream(FileDescriptor.in).readNBytes(100)` reads at most 100 bytes from any kind of standard input.
# Observed with OpenJDK 17.0.15: it works on a file; on a pipe it throws java.io.IOException "Illegal seek", because it first queries
# length and position. System.in is buffered and not affected. A program that opens the descriptor itself fails, but its tests with
# a file or a byte array pass. Workaround: wrap it in a BufferedInputStream.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/Finding.java" <<'JAVA'
import java.io.*;

public class Finding {
    public static void main(String[] args) throws IOException {
        InputStream in = new FileInputStream(FileDescriptor.in);
        if (args[0].equals("buffered")) {
            in = new BufferedInputStream(in);
        }
        try {
            System.out.println(args[0] + ": " + (args[0].equals("all") ? in.readAllBytes() : in.readNBytes(100)).length + " bytes");
        } catch (IOException e) {
            System.out.println(args[0] + ": " + e.getMessage());
        }
    }
}
JAVA
java -version 2>&1 | head -n 1
javac -d "$place" "$place/Finding.java"
finding() { java -XX:TieredStopAtLevel=1 -cp "$place" Finding "$1"; }
echo hello >"$place/file"
{
  finding "n of a file" <"$place/file"
  echo hello | finding "n of a pipe"
  echo hello | finding all
  echo hello | finding buffered
} | tee "$place/out"
diff "$place/out" - <<'OUT'
n of a file: 6 bytes
n of a pipe: Illegal seek
all: Illegal seek
buffered: 6 bytes
OUT
