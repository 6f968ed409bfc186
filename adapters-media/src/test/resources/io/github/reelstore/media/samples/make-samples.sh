#!/usr/bin/env bash
# Creates the samples in this directory, and ffprobe.tsv with ffprobe's metadata of them. Needs ffmpeg 5.1.9, jq and (for HEIC, which
# that ffmpeg does not write) libheif-examples 1.15.1, all from Debian 12. Other versions write other bytes, which is fine as long as
# the tests pass.
#
# Columns of ffprobe.tsv ("-" if a value is missing): file; duration in ms; width and height as shown (rotated according to the
# file's side data, or for JPEG, which ffprobe does not rotate, its EXIF); sample rate; channels; bit rate (of the audio if the file
# has no video, else of the whole file); codecs, video first; source of the duration: "format" means ffprobe's value for the file,
# "packets" the sum of the packets (also for the bit rate), used if ffprobe warns that it only estimates the value or has none,
# "samples" the decoded samples, used for MP3 with the encoder's delay in its header, which ffprobe 5.1 does not take off.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"
rm -f ./*.{png,jpg,webp,gif,avif,heic,mp3,wav,flac,ogg,aac,m4a,weba,mp4,mov,webm,mkv,mka,3gp,3ga} ffprobe.tsv

# Audio with a quiet and a loud part, so that a variable bit rate varies.
tone() { echo "sine=frequency=440:sample_rate=$1:duration=$2,volume=enable='lt(t,$2/2)':volume=0.01"; }
noise() { echo "anoisesrc=sample_rate=$1:duration=$2:seed=7:amplitude=0.3,volume=enable='lt(t,$2/2)':volume=0"; }
pattern() { echo "testsrc2=size=$1:rate=10:duration=$2"; }
make() {
  ffmpeg -nostdin -v error -y "${@:1:$#-1}" -map_metadata -1 -fflags +bitexact -flags +bitexact -metadata_header_padding 0 "${!#}"
}

make -f lavfi -i "$(pattern 60x34 1)" -frames:v 1 rgb.png
make -f lavfi -i "$(pattern 33x70 1)" -frames:v 1 -vf format=rgba,colorchannelmixer=aa=0.5 -pix_fmt rgba alpha.png
make -f lavfi -i "$(pattern 60x34 1)" -frames:v 1 colour.jpg
make -f lavfi -i "$(pattern 120x80 1)" -frames:v 1 -pix_fmt gray grey.jpg
# EXIF with a rotation by 90 degrees clockwise (orientation 6).
{
  head -c 2 colour.jpg
  printf '\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0'
  tail -c +3 colour.jpg
} >turned.jpg
make -f lavfi -i "$(pattern 62x36 1)" -frames:v 1 -c:v libwebp lossy.webp
make -f lavfi -i "$(pattern 40x30 1)" -frames:v 1 -vf format=bgra,colorchannelmixer=aa=0.5 -c:v libwebp -lossless 1 lossless.webp
make -f lavfi -i "$(pattern 48x24 0.3)" -c:v libwebp_anim animated.webp
make -f lavfi -i "$(pattern 50x20 1)" -frames:v 1 still.gif
make -f lavfi -i "$(pattern 32x32 0.3)" animated.gif
make -f lavfi -i "$(pattern 64x48 1)" -frames:v 1 -c:v libaom-av1 -still-picture 1 -cpu-used 8 -crf 50 still.avif
make -f lavfi -i "$(pattern 34x66 1)" -frames:v 1 -c:v libaom-av1 -still-picture 1 -cpu-used 8 -crf 50 -pix_fmt yuv444p full-chroma.avif
for size in 64x48 90x122; do
  make -f lavfi -i "$(pattern $size 1)" -frames:v 1 "$work/$size.png"
  heif-enc -q 20 -o "$size.heic" "$work/$size.png" >/dev/null
done

make -f lavfi -i "$(tone 44100 1.7)" -b:a 64k -id3v2_version 0 cbr.mp3
make -f lavfi -i "$(tone 24000 2.345)" -b:a 32k -id3v2_version 0 -write_xing 0 cbr-headless.mp3
make -f lavfi -i "$(noise 44100 1.9)" -ac 2 -q:a 9 vbr.mp3
make -f lavfi -i "$(noise 44100 2.2)" -q:a 9 -id3v2_version 0 -write_xing 0 vbr-headless.mp3
make -f lavfi -i "$(tone 22050 1.25)" -b:a 24k -metadata title=Tone -id3v2_version 4 -write_id3v1 1 tagged.mp3
make -f lavfi -i "$(tone 8000 0.75)" -c:a pcm_s16le mono.wav
make -f lavfi -i "$(tone 8000 0.2)" -ac 2 -c:a pcm_f32le float.wav
make -f lavfi -i "$(tone 8000 1.05)" -c:a pcm_mulaw mulaw.wav
make -f lavfi -i "$(tone 8000 0.5)" -c:a adpcm_ima_wav adpcm.wav
make -f lavfi -i "$(tone 8000 0.15)" -ac 6 -c:a pcm_s24le surround.wav
make -f lavfi -i "$(tone 8000 0.6)" -c:a pcm_s16le -rf64 always large.wav
# Written to a pipe: the sizes in the header are unknown.
ffmpeg -nostdin -v error -f lavfi -i "$(tone 8000 0.8)" -fflags +bitexact -c:a pcm_s16le -f wav - | cat >streamed.wav
make -f lavfi -i "$(tone 16000 0.9)" mono.flac
make -f lavfi -i "$(tone 44100 0.3)" -ac 2 -sample_fmt s32 deep.flac
ffmpeg -nostdin -v error -f lavfi -i "$(tone 16000 1.1)" -fflags +bitexact -f flac - | cat >streamed.flac
make -f lavfi -i "$(tone 24000 1.3)" -c:a libvorbis vorbis.ogg
make -f lavfi -i "$(tone 44100 0.95)" -ac 2 -c:a libvorbis vorbis-stereo.ogg
make -f lavfi -i "$(tone 48000 1.15)" -c:a libopus -b:a 24k opus.ogg
make -f lavfi -i "$(tone 24000 2.05)" -ac 2 -c:a libopus -b:a 24k opus-stereo.ogg
make -f lavfi -i "$(tone 16000 0.55)" -c:a flac flac.ogg
make -f lavfi -i "$(tone 24000 1.4)" -c:a aac -b:a 24k -f adts mono.aac
make -f lavfi -i "$(noise 44100 1.6)" -ac 2 -c:a aac -b:a 48k -f adts stereo.aac
make -f lavfi -i "$(tone 24000 1.45)" -c:a aac -b:a 24k mono.m4a
make -f lavfi -i "$(noise 48000 1.75)" -ac 2 -c:a aac -b:a 48k -movflags +faststart stereo.m4a
make -f lavfi -i "$(tone 8000 0.7)" -c:a alac lossless.m4a
# Video containers that contain only audio.
make -f lavfi -i "$(tone 24000 1.35)" -c:a aac -b:a 24k -f mp4 in-mp4.m4a
printf '1\n00:00:00,000 --> 00:00:01,000\nA tone.\n' >"$work/tone.srt"
make -f lavfi -i "$(tone 24000 1.15)" -i "$work/tone.srt" -c:a aac -b:a 24k -c:s mov_text -f mp4 captions.m4a
make -f lavfi -i "$(tone 48000 1.25)" -c:a libopus -b:a 16k -f webm opus.weba
make -f lavfi -i "$(tone 24000 0.85)" -c:a libvorbis -f webm vorbis.weba

video=(-f lavfi -i "$(pattern 64x36 1.5)")
audio=(-f lavfi -i "$(tone 24000 1.2)" -c:a aac -b:a 24k)
h264=(-c:v libx264 -preset ultrafast -crf 45 -pix_fmt yuv420p)
make "${video[@]}" "${h264[@]}" silent.mp4
make "${video[@]}" "${audio[@]}" "${h264[@]}" -movflags +faststart faststart.mp4
make "${video[@]}" "${audio[@]}" "${h264[@]}" -movflags +frag_keyframe+empty_moov fragmented.mp4
make "${video[@]}" -c:v libx265 -preset ultrafast -crf 45 -x265-params log-level=error -tag:v hvc1 hevc.mp4
make "${video[@]}" -c:v libaom-av1 -cpu-used 8 -crf 60 av1.mp4
make -i faststart.mp4 -c copy -metadata:s:v rotate=90 turned.mp4
make "${video[@]}" "${audio[@]}" "${h264[@]}" plain.mov
make -i silent.mp4 -c copy -metadata:s:v rotate=270 turned.mov
make -f lavfi -i "$(pattern 48x32 0.8)" -f lavfi -i "$(tone 8000 0.8)" -c:v mjpeg -q:v 31 -c:a pcm_s16le motion.mov
make "${video[@]}" -f lavfi -i "$(tone 24000 1.2)" -c:v libvpx -b:v 20k -c:a libvorbis vp8.webm
make "${video[@]}" -f lavfi -i "$(tone 48000 1.6)" -c:v libvpx-vp9 -cpu-used 8 -crf 60 -c:a libopus -b:a 16k vp9.webm
make "${video[@]}" -c:v libvpx-vp9 -cpu-used 8 -crf 60 silent.webm
# Without a duration and with clusters of unknown size, as browsers and live encoders write it.
make "${video[@]}" -f lavfi -i "$(tone 48000 1.4)" -c:v libvpx -b:v 20k -c:a libopus -b:a 16k -live 1 -f webm live.webm
make "${video[@]}" "${audio[@]}" "${h264[@]}" h264.mkv
make "${video[@]}" -f lavfi -i "$(tone 48000 1.2)" -c:v libx265 -preset ultrafast -crf 45 -x265-params log-level=error -c:a flac hevc.mkv
make -f lavfi -i "$(tone 24000 1.1)" -c:a aac -b:a 24k aac.mka
make -f lavfi -i "$(tone 8000 0.4)" -c:a pcm_f32le float.mka
make "${video[@]}" "${audio[@]}" "${h264[@]}" h264.3gp
make -f lavfi -i "testsrc2=size=176x144:rate=10:duration=0.5" -c:v h263 -q:v 31 h263.3gp
make -f lavfi -i "$(tone 24000 1.2)" -c:a aac -b:a 24k -f 3gp mono.3ga
make -f lavfi -i "$(noise 44100 1.1)" -ac 2 -c:a aac -b:a 32k -f 3gp stereo.3ga

facts() {
  local file=$1 from=$2 packets='{}' samples=0
  [ "$from" = samples ] && samples=$(ffmpeg -nostdin -v error -i "$file" -ac 1 -f s16le - | wc -c)
  [ "$from" = packets ] &&
    packets=$(ffprobe -v error -show_entries packet=stream_index,pts_time,duration_time,size -of json "$file" | jq '
      [.packets[] | {s: .stream_index, t: (.pts_time // "0" | tonumber), d: (.duration_time // "0" | tonumber), z: (.size | tonumber)}]
      | {z: map(.z) | add, d: (group_by(.s) | map((map(.t + .d) | max) - (map(.t) | min)) | max)}')
  ffprobe -v error -show_format -show_streams -of json "$file" | jq -r --arg file "$file" --arg from "$from" \
    --argjson packets "$packets" --argjson samples "$samples" '
    ([.streams[] | select(.codec_type == "video")][0]) as $v
    | ([.streams[] | select(.codec_type == "audio")][0]) as $a
    | (($v.side_data_list // []) | map(.rotation // 0) | add // 0) as $turn
    | ($file == "turned.jpg" or $turn % 180 != 0) as $turned
    | (.format.format_name | test("png|jpeg|webp|gif|image2") or ($file | test("avif$"))) as $image
    | [$file,
       (if $image then "-" elif $from == "packets" then ($packets.d * 1000 | round)
        elif $from == "samples" then ($samples / 2 / ($a.sample_rate | tonumber) * 1000 | round)
        else (.format.duration | tonumber * 1000 | round) end),
       (if $turned then $v.height, $v.width else $v.width // "-", $v.height // "-" end),
       ($a.sample_rate // "-"), ($a.channels // "-"),
       (if $image then "-" elif $v then .format.bit_rate // "-" elif $from == "packets" then ($packets.z * 8 / $packets.d | round) else $a.bit_rate // .format.bit_rate // "-" end),
       ([$v.codec_name, $a.codec_name] | map(select(. != null)) | join("+")),
       (if $image then "-" else $from end)]
    | @tsv'
}
{
  printf 'file\tduration_ms\twidth\theight\tsample_rate\tchannels\tbit_rate\tcodecs\tduration_from\n'
  for file in *.png *.jpg *.webp *.gif *.avif *.mp3 *.wav *.flac *.ogg *.aac *.m4a *.weba *.mp4 *.mov *.webm; do
    case $file in
      animated.webp) ;; # below
      *-headless.mp3 | *.aac | live.webm | streamed.flac) facts "$file" packets ;;
      *.mp3) facts "$file" samples ;;
      *) facts "$file" format ;;
    esac
  done
  for file in *.mkv *.mka *.3gp *.3ga; do
    facts "$file" format
  done
  # ffprobe 5.1 does not support HEIC and animated WebP; these are the sizes of the source images.
  printf 'animated.webp\t-\t48\t24\t-\t-\t-\twebp\t-\n'
  printf '64x48.heic\t-\t64\t48\t-\t-\t-\thevc\t-\n90x122.heic\t-\t90\t122\t-\t-\t-\thevc\t-\n'
} >ffprobe.tsv
