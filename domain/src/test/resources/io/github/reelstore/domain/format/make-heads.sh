#!/usr/bin/env bash
# Makes the *.head files beside this script: the first bytes of real files, as real encoders write them,
# for MediaFormatTest. Run with ffmpeg 5.1.9 of Debian 12; another version writes other bytes, which is
# fine as long as the tests pass.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

picture=(-f lavfi -i "testsrc2=size=64x64:rate=5:duration=1")
sound=(-f lavfi -i "sine=frequency=440:sample_rate=24000:duration=1")

# head <name> <bytes> <ffmpeg arguments...>: the last argument's extension chooses the format.
head_of() {
  local name=$1 bytes=$2
  shift 2
  ffmpeg -nostdin -v error -y "${@:1:$#-1}" -map_metadata -1 -fflags +bitexact -flags +bitexact "$work/$name.${!#}"
  head -c "$bytes" "$work/$name.${!#}" > "$here/$name.head"
}

head_of png 128 "${picture[@]}" -frames:v 1 png
head_of jpeg 128 "${picture[@]}" -frames:v 1 jpg
head_of webp-lossy 128 "${picture[@]}" -frames:v 1 -c:v libwebp webp
head_of webp-animated 128 "${picture[@]}" -c:v libwebp_anim webp
head_of gif 128 "${picture[@]}" gif
head_of avif 512 "${picture[@]}" -frames:v 1 -c:v libaom-av1 -still-picture 1 -cpu-used 8 avif

head_of mp3 1024 "${sound[@]}" -b:a 32k -id3v2_version 0 mp3
head_of mp3-tagged 1024 "${sound[@]}" -b:a 32k -metadata title=Tone -id3v2_version 4 mp3
head_of wav 128 "${sound[@]}" wav
head_of wav-rf64 128 "${sound[@]}" -rf64 always wav
head_of flac 128 "${sound[@]}" flac
head_of ogg-vorbis 512 "${sound[@]}" -c:a libvorbis ogg
head_of ogg-opus 512 "${sound[@]}" -c:a libopus ogg
head_of ogg-flac 512 "${sound[@]}" -c:a flac ogg
head_of aac 1024 "${sound[@]}" -c:a aac -b:a 24k -f adts aac
head_of aac-tagged 1024 "${sound[@]}" -c:a aac -b:a 24k -write_id3v2 1 -metadata title=Tone -f adts aac
head_of m4a 256 "${sound[@]}" -c:a aac m4a

head_of mp4 256 "${picture[@]}" -c:v libx264 -pix_fmt yuv420p mp4
head_of mp4-faststart 256 "${picture[@]}" -c:v libx264 -pix_fmt yuv420p -movflags +faststart mp4
head_of mp4-dash 256 "${picture[@]}" -c:v libx264 -pix_fmt yuv420p -movflags +dash mp4
head_of mp4-m4v 256 "${picture[@]}" -c:v libx264 -pix_fmt yuv420p -f ipod m4v
head_of mov 256 "${picture[@]}" -c:v libx264 -pix_fmt yuv420p mov
head_of webm 512 "${picture[@]}" -c:v libvpx webm
head_of webm-sound 512 "${sound[@]}" -c:a libopus webm

# What is recognised in order to be refused.
head_of other-matroska 512 "${picture[@]}" -c:v libx264 mkv
head_of other-ogg-video 1024 "${picture[@]}" "${sound[@]}" -c:v libtheora -c:a libvorbis ogv
head_of other-avi 128 "${picture[@]}" -c:v mpeg4 avi
head_of other-flash 128 "${picture[@]}" -c:v flv1 flv
head_of other-transport-stream 1024 "${picture[@]}" -c:v libx264 -pix_fmt yuv420p ts
head_of other-program-stream 128 "${picture[@]}" -c:v mpeg2video mpg
head_of other-windows-media 128 "${picture[@]}" -c:v wmv2 wmv
head_of other-aiff 128 "${sound[@]}" aiff
head_of other-caf 128 "${sound[@]}" caf
head_of other-bmp 128 "${picture[@]}" -frames:v 1 bmp
head_of other-tiff 128 "${picture[@]}" -frames:v 1 tiff
head_of other-jpeg-2000 128 "${picture[@]}" -frames:v 1 -c:v jpeg2000 jp2
