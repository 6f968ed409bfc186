#!/usr/bin/env bash
# A fragmented MP4 of 25 pictures a second does not have 25 pictures a second on average, if it has sound.
#
# Expected: avg_frame_rate of a file that ffmpeg has encoded at a constant 25/1 is 25/1, fragmented or not.
# Observed with ffmpeg 8.0.1 (org.bytedeco, also Debian's 5.1.9): in a file with AAC and "-movflags frag_keyframe+empty_moov", the first
# picture lasts as much longer as the sound's priming (there is no edit list to say it), so ffprobe's avg_frame_rate is 320000/12949,
# 24.7 a second. Without "-movflags" it is 25/1. Whoever takes a film's rate from avg_frame_rate must ignore the first picture's time.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && jar xf ffmpeg-*.jar)
programs=$place/org/bytedeco/ffmpeg/linux-x86_64
chmod +x "$programs/ffmpeg" "$programs/ffprobe"
export LD_LIBRARY_PATH=$programs

rate() {
  "$programs/ffmpeg" -v error -f lavfi -i testsrc2=size=64x64:rate=25:duration=2 -f lavfi -i sine=duration=2 -c:v mpeg4 -c:a aac \
    "$@" "$place/film.mp4" -y
  "$programs/ffprobe" -v error -select_streams v -show_entries stream=avg_frame_rate -of csv=p=0 "$place/film.mp4"
}

"$programs/ffmpeg" -version | head -n 1
whole=$(rate)
fragmented=$(rate -movflags frag_keyframe+empty_moov)
echo "avg_frame_rate, whole: $whole; fragmented: $fragmented"
[ "$whole" = 25/1 ] && [ "$fragmented" = 320000/12949 ]
