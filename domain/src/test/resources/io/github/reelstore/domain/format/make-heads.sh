#!/usr/bin/env bash
# Makes the *.head files next to this script: the first bytes of real files, as real encoders write them,
# for MediaFormatTest. Run with ffmpeg 5.1.9 of Debian 12; another version writes other bytes, which is
# fine as long as the tests pass.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

video=(-f lavfi -i "testsrc2=size=64x64:rate=5:duration=1")
audio=(-f lavfi -i "sine=frequency=440:sample_rate=24000:duration=1")

# head <name> <bytes> <ffmpeg arguments...>: the last argument's extension chooses the format.
head_of() {
  local name=$1 bytes=$2
  shift 2
  ffmpeg -nostdin -v error -y "${@:1:$#-1}" -map_metadata -1 -fflags +bitexact -flags +bitexact "$work/$name.${!#}"
  head -c "$bytes" "$work/$name.${!#}" > "$here/$name.head"
}

head_of png 128 "${video[@]}" -frames:v 1 png
head_of jpeg 128 "${video[@]}" -frames:v 1 jpg
head_of webp-lossy 128 "${video[@]}" -frames:v 1 -c:v libwebp webp
head_of webp-animated 128 "${video[@]}" -c:v libwebp_anim webp
head_of gif 128 "${video[@]}" gif
head_of avif 512 "${video[@]}" -frames:v 1 -c:v libaom-av1 -still-video 1 -cpu-used 8 avif

head_of mp3 1024 "${audio[@]}" -b:a 32k -id3v2_version 0 mp3
head_of mp3-tagged 1024 "${audio[@]}" -b:a 32k -metadata title=Tone -id3v2_version 4 mp3
head_of wav 128 "${audio[@]}" wav
head_of wav-rf64 128 "${audio[@]}" -rf64 always wav
head_of flac 128 "${audio[@]}" flac
head_of ogg-vorbis 512 "${audio[@]}" -c:a libvorbis ogg
head_of ogg-opus 512 "${audio[@]}" -c:a libopus ogg
head_of ogg-flac 512 "${audio[@]}" -c:a flac ogg
head_of aac 1024 "${audio[@]}" -c:a aac -b:a 24k -f adts aac
head_of aac-tagged 1024 "${audio[@]}" -c:a aac -b:a 24k -write_id3v2 1 -metadata title=Tone -f adts aac
head_of m4a 256 "${audio[@]}" -c:a aac m4a

head_of mp4 256 "${video[@]}" -c:v libx264 -pix_fmt yuv420p mp4
head_of mp4-faststart 256 "${video[@]}" -c:v libx264 -pix_fmt yuv420p -movflags +faststart mp4
head_of mp4-dash 256 "${video[@]}" -c:v libx264 -pix_fmt yuv420p -movflags +dash mp4
head_of mp4-m4v 256 "${video[@]}" -c:v libx264 -pix_fmt yuv420p -f ipod m4v
head_of mov 256 "${video[@]}" -c:v libx264 -pix_fmt yuv420p mov
head_of webm 512 "${video[@]}" -c:v libvpx webm
head_of webm-audio 512 "${audio[@]}" -c:a libopus webm

# Formats that are recognised but not accepted.
head_of mkv 512 "${video[@]}" -c:v libx264 mkv
head_of other-ogg-video 1024 "${video[@]}" "${audio[@]}" -c:v libtheora -c:a libvorbis ogv
head_of other-avi 128 "${video[@]}" -c:v mpeg4 avi
head_of other-flash 128 "${video[@]}" -c:v flv1 flv
head_of other-transport-stream 1024 "${video[@]}" -c:v libx264 -pix_fmt yuv420p ts
head_of other-program-stream 128 "${video[@]}" -c:v mpeg2video mpg
head_of other-windows-media 128 "${video[@]}" -c:v wmv2 wmv
head_of other-aiff 128 "${audio[@]}" aiff
head_of other-caf 128 "${audio[@]}" caf
head_of other-bmp 128 "${video[@]}" -frames:v 1 bmp
head_of other-tiff 128 "${video[@]}" -frames:v 1 tiff
head_of other-jpeg-2000 128 "${video[@]}" -frames:v 1 -c:v jpeg2000 jp2
