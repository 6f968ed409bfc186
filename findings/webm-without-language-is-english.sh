#!/usr/bin/env bash
# A WebM file that says no language is English, and ffmpeg writes that down when it copies the narration into another container.
#
# Expected: audio of a muxer that was told no language has no language, or "und", for ffprobe, as it has in MP4; a copy (-c copy) to MP4 says "und".
# Observed with webm-muxer 5.1.4 (npm) and ffmpeg 8.0.1 (org.bytedeco, also Debian's 5.1.9 and mediainfo 23.04): the muxer leaves the element
# Language out, and Matroska's default for it is "eng". So a Vietnamese narration recorded in a browser is language=eng for ffprobe, and after
# `ffmpeg -c copy` the MP4 states English itself: from there on nothing shows that it was only a default. mediabunny 1.61.0, the
# successor, writes "und". Do not take a language from a file without knowing which program wrote it.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && jar xf ffmpeg-*.jar)
programs=$place/org/bytedeco/ffmpeg/linux-x86_64
chmod +x "$programs/ffmpeg" "$programs/ffprobe"
(cd "$place" && npm install --ignore-scripts --no-audit --no-fund webm-muxer@5.1.4 mediabunny@1.61.0) >"$place/npm.log" 2>&1 ||
  { cat "$place/npm.log"; exit 1; }
cat >"$place/finding.mjs" <<'JS'
import fs from 'node:fs';
import { ArrayBufferTarget, Muxer } from 'webm-muxer';
import { ALL_FORMATS, BufferSource, BufferTarget, EncodedAudioPacketSource, EncodedPacketSink, Input, Output, WebMOutputFormat } from 'mediabunny';

// The same Opus packets through both muxers; neither is told a language.
const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(fs.readFileSync('narration.ogg')) });
const track = await input.getPrimaryAudioTrack();
const config = await track.getDecoderConfig();
const muxer = new Muxer({ target: new ArrayBufferTarget(), audio: { codec: 'A_OPUS', numberOfChannels: 1, sampleRate: 48000 } });
const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
const source = new EncodedAudioPacketSource('opus');
output.addAudioTrack(source);
await output.start();
for await (const packet of new EncodedPacketSink(track).packets()) {
  muxer.addAudioChunkRaw(packet.data, 'key', packet.timestamp * 1e6, { decoderConfig: config });
  await source.add(packet, { decoderConfig: config });
}
muxer.finalize();
await output.finalize();
fs.writeFileSync('webm-muxer.webm', Buffer.from(muxer.target.buffer));
fs.writeFileSync('mediabunny.webm', Buffer.from(output.target.buffer));
JS
run() { LD_LIBRARY_PATH=$programs "$programs/$@"; }
run ffmpeg -v error -f lavfi -i sine=duration=1:sample_rate=48000 -c:a libopus "$place/narration.ogg"
(cd "$place" && node finding.mjs)
language() { run ffprobe -v error -show_entries stream_tags=language -of default=nw=1 "$1"; }
for muxer in webm-muxer mediabunny; do
  # fatal: 8.0.1 prints an error at the end of any Opus stream that it copies from WebM
  run ffmpeg -v fatal -i "$place/$muxer.webm" -c copy "$place/$muxer.mp4"
  echo "$muxer: WebM $(language "$place/$muxer.webm"), copied to MP4 $(language "$place/$muxer.mp4")"
done | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
webm-muxer: WebM TAG:language=eng, copied to MP4 TAG:language=eng
mediabunny: WebM , copied to MP4 TAG:language=und
SEEN
