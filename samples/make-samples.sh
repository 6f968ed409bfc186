#!/usr/bin/env bash
# Creates the sample media of the demo from the SVG images next to this script and the sentences below.
# Created with ffmpeg 5.1.9 (libx264 0.164, libmp3lame 3.100, librsvg 2.54.7) and eSpeak NG 1.51, all from
# Debian 12: apt-get install ffmpeg espeak-ng. The same versions produce identical files.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../cli/src/main/resources/io/github/reelstore/cli/samples}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

# One thread and no encoder names, dates or paths, so the result depends only on the versions.
ff() {
  ffmpeg -nostdin -v error -y -threads 1 -filter_threads 1 "${@:1:$#-1}" \
    -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -threads 1 "${!#}"
}

say() { # say <voice> <words a minute> <file> <text>
  espeak-ng -v "$1" -s "$2" -w "$work/$3" "$4"
}

sky=(-i "$here/lighthouse-sky.svg")
beam=(-i "$here/lighthouse-beam.svg")
shore=(-i "$here/lighthouse-shore.svg")

# The beam's image is 1100 wide and high; its center belongs on the lamp, at 480,96. librsvg renders
# with premultiplied alpha.
ff "${sky[@]}" "${beam[@]}" "${shore[@]}" -frames:v 1 -filter_complex "
    [1]rotate=angle=0.16:fillcolor=none[beam];
    [0][beam]overlay=x=480-550:y=96-550:format=rgb:alpha=premultiplied[lit];
    [lit][2]overlay=format=rgb:alpha=premultiplied,format=rgb24" \
  -compression_level 9 -pred mixed "$out/lighthouse.png"

# Half a turn in three seconds, so that the video loops.
ff -loop 1 -framerate 24 "${sky[@]}" -loop 1 -framerate 24 "${beam[@]}" -loop 1 -framerate 24 "${shore[@]}" \
  -f lavfi -i "anoisesrc=color=brown:amplitude=0.25:sample_rate=24000:seed=7" -t 3 -filter_complex "
    [1]rotate=angle=0.16+PI*t/3:fillcolor=none[beam];
    [0][beam]overlay=x=480-550:y=96-550:format=rgb:alpha=premultiplied[lit];
    [lit][2]overlay=format=rgb:alpha=premultiplied,format=yuv420p[v];
    [3]tremolo=f=0.4:d=0.7[a]" \
  -map "[v]" -map "[a]" -c:v libx264 -profile:v main -preset slow -crf 27 -c:a aac -b:a 24k -ac 1 \
  -movflags +faststart "$out/lighthouse.mp4"

# A JPEG with the extension .png, as some providers send them.
ff -i "$here/harbour.svg" -frames:v 1 -vf format=yuvj420p -c:v mjpeg -huffman optimal -q:v 4 -f image2 -update 1 "$out/harbour.png"

say en-gb 150 en.wav "The lighthouse stands on the cliff. Every night, its light leads the boats home."
ff -i "$work/en.wav" -ar 22050 -ac 1 -c:a libmp3lame -b:a 32k "$out/narration-en.mp3"

say vi 150 vi.wav "Mỗi đêm, ngọn hải đăng đưa thuyền về bến."
ff -i "$work/vi.wav" -ar 16000 -ac 1 -c:a pcm_s16le "$out/narration-vi.wav"
