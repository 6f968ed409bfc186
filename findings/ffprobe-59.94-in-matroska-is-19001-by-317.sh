#!/usr/bin/env bash
# 60000/1001 pictures a second come back from Matroska as 19001/317, although the file is exact to the nanosecond.
#
# Expected: ffprobe says 60000/1001 for a Matroska file that ffmpeg has written at 60000/1001; its DefaultDuration is 16683333 ns.
# Observed with ffmpeg 8.0.1 (org.bytedeco, also Debian's 5.1.9): avg_frame_rate and r_frame_rate are 19001/317 (59.940063 instead of
# 59.940060). 30000/1001 and 24000/1001 come back as they were. A program that compares rates as fractions takes the same film in MP4 and
# in MKV for two rates: snap to the known ones first.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && jar xf ffmpeg-*.jar)
programs=$place/org/bytedeco/ffmpeg/linux-x86_64
chmod +x "$programs/ffmpeg" "$programs/ffprobe"
export LD_LIBRARY_PATH=$programs

rates() {
  "$programs/ffmpeg" -v error -f lavfi -i "testsrc2=size=64x64:rate=$1:duration=2" -c:v mpeg4 "$place/film.$2" -y
  "$programs/ffprobe" -v error -show_entries stream=r_frame_rate,avg_frame_rate -of csv=p=0 "$place/film.$2"
}

"$programs/ffmpeg" -version | head -n 1
for rate in 60000/1001 30000/1001 24000/1001; do
  echo "$rate: in mkv $(rates $rate mkv), in mp4 $(rates $rate mp4)"
done | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
60000/1001: in mkv 19001/317,19001/317, in mp4 60000/1001,60000/1001
30000/1001: in mkv 30000/1001,30000/1001, in mp4 30000/1001,30000/1001
24000/1001: in mkv 24000/1001,24000/1001, in mp4 24000/1001,24000/1001
SEEN
