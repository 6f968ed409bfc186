#!/usr/bin/env bash
# ffmpeg changes the words of valid WebVTT captions, or drops a caption, without a message.
#
# Expected: `ffmpeg -i captions.vtt -f srt` keeps every caption and its words, and `-f webvtt` writes text that means the same as what it read.
# Observed with ffmpeg 8.0.1 (org.bytedeco), for a file in which the W3C's own parser (webvtt-parser 2.2.0) finds no error: a caption is gone because
# its identifier begins with NOTE (which only as a word of its own begins a comment); `&nbsp;` becomes the two characters \h; braces become
# \{{}; `&#x2019;` stays as it is; and what was escaped is not escaped again, so that the text <b> becomes markup. Debian's ffmpeg 5.1.9 also loses
# each `>` and makes a line break of the \n in C:\new.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=org.bytedeco:ffmpeg:8.0.1-1.5.13:jar:linux-x86_64 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && jar xf ffmpeg-*.jar)
programs=$place/org/bytedeco/ffmpeg/linux-x86_64
chmod +x "$programs/ffmpeg"
(cd "$place" && npm install --ignore-scripts --no-audit --no-fund webvtt-parser@2.2.0) >"$place/npm.log" 2>&1 || { cat "$place/npm.log"; exit 1; }

cat >"$place/captions.vtt" <<'VTT'
WEBVTT

NOTEBOOK-1
00:00:00.000 --> 00:00:01.000
The first one

2
00:00:01.000 --> 00:00:02.000
3&nbsp;km

3
00:00:02.000 --> 00:00:03.000
{smiles} Hello

4
00:00:03.000 --> 00:00:04.000
It&#x2019;s late

5
00:00:04.000 --> 00:00:05.000
&lt;b&gt; is bold
VTT
cat >"$place/check.js" <<'JS'
const { WebVTTParser } = require('webvtt-parser');
const parsed = new WebVTTParser().parse(require('fs').readFileSync('captions.vtt', 'utf8'), 'captions');
console.log(`the W3C's parser: ${parsed.cues.length} captions, ${parsed.errors.length} errors`);
JS

run() { LD_LIBRARY_PATH=$programs "$programs/ffmpeg" -v error -i "$place/captions.vtt" -f "$1" -; }
{
  (cd "$place" && node check.js)
  echo "WebVTT to SRT:" && run srt | grep -v -e '-->' -e '^[0-9]*.$' -e '^$'
  echo "WebVTT to WebVTT:" && run webvtt | tail -n 2
} | tr -d '\r' | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
the W3C's parser: 5 captions, 0 errors
WebVTT to SRT:
3\hkm
\{{}smiles} Hello
It&#x2019;s late
<b> is bold
WebVTT to WebVTT:
00:04.000 --> 00:05.000
<b> is bold
SEEN
