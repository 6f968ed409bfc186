#!/usr/bin/env bash
# A film's MP4 header is as long as its last chapter, even if the film ends before.
#
# Expected: chapters are notes about a film. ffmpeg, given a film of 4 seconds and chapters up to second 9 (as planned before it was
# generated), cuts the last chapter at the film's end, or writes it as it is; the film's duration stays 4 seconds.
# Observed with ffmpeg 8.0.1 (org.bytedeco, also Debian's 5.1.9): chapters become a text track, and the movie header gets the duration of the
# longest track, 9 seconds. ffprobe 5.1, mediainfo 23.04, exiftool 12.57 and mp4box.js 2.4.1 then say that the film has 9 seconds; ffprobe
# 8.0.1 and mediabunny 1.61.0 say 4. Matroska keeps 4. Take the duration from the tracks of pictures and sound, or cut the chapters first.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && jar xf ffmpeg-*.jar)
programs=$place/org/bytedeco/ffmpeg/linux-x86_64
chmod +x "$programs/ffmpeg" "$programs/ffprobe"
(cd "$place" && npm install --ignore-scripts --no-audit --no-fund mp4box@2.4.1 mediabunny@1.61.0) >"$place/npm.log" 2>&1 ||
  { cat "$place/npm.log"; exit 1; }
run() { LD_LIBRARY_PATH=$programs "$programs/$@"; }
cat >"$place/chapters.txt" <<'CHAPTERS'
;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=2000
title=Dusk
[CHAPTER]
TIMEBASE=1/1000
START=2000
END=9000
title=The lamp turns on
CHAPTERS
cat >"$place/finding.mjs" <<'JS'
import fs from 'node:fs';
import { createFile } from 'mp4box';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

const bytes = new Uint8Array(fs.readFileSync(process.argv[2])).buffer;
bytes.fileStart = 0;
const file = createFile();
file.onReady = (info) => console.log(`mp4box.js: ${info.duration / info.timescale} s`);
file.appendBuffer(bytes);
const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
console.log(`mediabunny: ${await input.computeDuration()} s`);
JS
duration() { run ffprobe -v error -show_entries format=duration -of csv=p=0 "$1"; }
run ffmpeg -v error -f lavfi -i testsrc2=size=64x64:rate=24:duration=4 -c:v libopenh264 "$place/film.mp4"
for type in mp4 mkv; do
  run ffmpeg -v error -i "$place/film.mp4" -i "$place/chapters.txt" -map_metadata 1 -c copy "$place/chapters.$type"
done
{
  echo "ffprobe 8.0.1: film $(duration "$place/film.mp4"), with chapters $(duration "$place/chapters.mp4")," \
    "Matroska $(duration "$place/chapters.mkv")"
  (cd "$place" && node finding.mjs chapters.mp4)
} | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
ffprobe 8.0.1: film 4.000000, with chapters 4.000000, Matroska 4.000000
mp4box.js: 9 s
mediabunny: 4 s
SEEN
