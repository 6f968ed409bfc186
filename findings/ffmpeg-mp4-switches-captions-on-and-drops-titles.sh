#!/usr/bin/env bash
# In MP4, ffmpeg marks the first captions as default although its options say that they are not, and drops the titles of tracks.
#
# Expected: `-disposition:s:N 0` for each captions track makes none the default, and `-metadata:s:N title=...` is the track's title, as in MKV.
# Observed with ffmpeg 8.0.1 (org.bytedeco; Debian's 5.1.9 too): the first captions of the MP4 have default=1 again, so players show them unasked, and
# no title is left: two tracks in Portuguese, pt-BR and pt-PT, both "por", cannot be told apart. Only handler_name, which MKV has no use for, is kept.
# For MP4, set handler_name, and put first the captions that may be shown.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && jar xf ffmpeg-*.jar)
programs=$place/org/bytedeco/ffmpeg/linux-x86_64
chmod +x "$programs/ffmpeg" "$programs/ffprobe"
run() { LD_LIBRARY_PATH=$programs "$programs/$@"; }

printf '1\n00:00:00,000 --> 00:00:01,000\nOlá\n\n' >"$place/captions.srt"
film() {
  run ffmpeg -v error -f lavfi -i testsrc=duration=1:size=64x64:rate=24 -i "$place/captions.srt" -i "$place/captions.srt" \
    -map 0:v -map 1 -map 2 -c:v mpeg4 -c:s "$2" -disposition:s:0 0 -disposition:s:1 0 \
    -metadata:s:s:0 language=por -metadata:s:s:0 title=pt-BR -metadata:s:s:1 language=por -metadata:s:s:1 title=pt-PT "$3" "$place/film.$1"
  run ffprobe -v error -select_streams s -show_entries stream_disposition=default:stream_tags=title -of compact=p=0 "$place/film.$1" |
    sed "s/^/$1: /"
}
{
  film mp4 mov_text -y
  film mkv srt -y
} | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
mp4: disposition:default=1
mp4: disposition:default=0
mkv: disposition:default=0|tag:title=pt-BR
mkv: disposition:default=0|tag:title=pt-PT
SEEN
