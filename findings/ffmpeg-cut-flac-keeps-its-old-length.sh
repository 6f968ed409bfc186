#!/usr/bin/env bash
# A FLAC file that ffmpeg has cut without encoding says that it is as long as before.
#
# Expected: `ffmpeg -ss 4 -i narration.flac -c copy` of 10 seconds makes a file whose header says about 6 seconds, as with WAV, MP3 and Ogg.
# Observed with ffmpeg 8.0.1 (org.bytedeco, also Debian's 5.1.9): frames are cut, but the header (STREAMINFO) is copied, with the number of samples
# and the MD5 of the whole. ffprobe, mediainfo 23.04 and music-metadata 11.16.1 say 10 seconds for about 6 seconds of audio, and `flac -t` of
# flac 1.4.2 reports "MD5 signature mismatch", as for a damaged file. Encoding it again (-c:a flac), which loses nothing, writes the right header.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && jar xf ffmpeg-*.jar)
programs=$place/org/bytedeco/ffmpeg/linux-x86_64
chmod +x "$programs/ffmpeg" "$programs/ffprobe"
(cd "$place" && npm install --ignore-scripts --no-audit --no-fund music-metadata@11.16.1) >"$place/npm.log" 2>&1 || { cat "$place/npm.log"; exit 1; }
cat >"$place/finding.mjs" <<'JS'
import { parseFile } from 'music-metadata';
console.log((await parseFile(process.argv[2])).format.duration);
JS

run() { LD_LIBRARY_PATH=$programs "$programs/$@"; }
run ffmpeg -v error -f lavfi -i sine=duration=10:sample_rate=48000 -c:a flac "$place/narration.flac"
run ffmpeg -v error -ss 4 -i "$place/narration.flac" -c copy "$place/cut.flac"
run ffmpeg -v error -i "$place/cut.flac" -c:a flac "$place/encoded.flac"
for name in narration cut encoded; do
  samples=$(($(run ffmpeg -v error -i "$place/$name.flac" -f s16le - | wc -c) / 2))
  echo "$name: $samples samples, ffprobe $(run ffprobe -v error -show_entries format=duration -of csv=p=0 "$place/$name.flac")," \
    "music-metadata $(cd "$place" && node finding.mjs "$name.flac")"
done | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
narration: 480000 samples, ffprobe 10.000000, music-metadata 10
cut: 291072 samples, ffprobe 10.000000, music-metadata 10
encoded: 291072 samples, ffprobe 6.064000, music-metadata 6.064
SEEN
