#!/usr/bin/env bash
# Two texts that are cut within an emoji have the same canonical JSON in Java, although RFC 8785 allows none; in Node they have none.
#
# Expected: RFC 8785 (3.2.2.2) demands that canonicalisation ends with an error at half a surrogate pair, which a text has if it was cut at a
# number of characters. A hash of the canonical form never takes two requests for one.
# Observed: java-json-canonicalization 1.1 (by an author of the RFC) returns a "?" in its place. So a prompt cut within a cat, one cut within a
# ball of yarn and one that ends in a question mark have one form, and one hash: the answer to one is taken for that of the others. canonicalize
# 4.0.0 (npm, Node) throws, so the same request has a fingerprint in Java and none in Node. Both treat -0 like 0 and 9007199254740993 like ...992,
# as the RFC demands. Check for lone surrogates before.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy -Dartifact=io.github.erdtman:java-json-canonicalization:1.1 \
  -DoutputDirectory="$place" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
(cd "$place" && npm install --no-audit --no-fund canonicalize@4.0.0) >"$place/npm.log" 2>&1 || { cat "$place/npm.log"; exit 1; }
cat >"$place/Finding.java" <<'JAVA'
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;

public class Finding {
    public static void main(String[] args) throws IOException {
        // A cat, U+1F408, and a ball of yarn, U+1F9F6, cut after five characters.
        for (String text : List.of("Pet \uD83D\uDC08".substring(0, 5), "Pet \uD83E\uDDF6".substring(0, 5), "Pet ?")) {
            StringBuilder json = new StringBuilder("{\"prompt\":\"");
            text.chars().forEach(c -> json.append(c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
            json.append("\",\"seed\":9007199254740993,\"bias\":-0}");
            System.out.println("Java: " + json + " -> "
                    + new String(new JsonCanonicalizer(json.toString()).getEncodedUTF8(), StandardCharsets.UTF_8));
        }
    }
}
JAVA
cat >"$place/finding.mjs" <<'JS'
import canonicalize from 'canonicalize';
for (const json of ['{"prompt":"Pet \\ud83d","seed":9007199254740993,"bias":-0}', '{"prompt":"Pet ?","seed":9007199254740993,"bias":-0}']) {
  try {
    console.log(`Node: ${json} -> ${canonicalize(JSON.parse(json))}`);
  } catch (e) {
    console.log(`Node: ${json} -> ${e.message}`);
  }
}
JS
{
  java -cp "$place/*" "$place/Finding.java"
  node "$place/finding.mjs"
} | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
Java: {"prompt":"Pet \ud83d","seed":9007199254740993,"bias":-0} -> {"bias":0,"prompt":"Pet ?","seed":9007199254740992}
Java: {"prompt":"Pet \ud83e","seed":9007199254740993,"bias":-0} -> {"bias":0,"prompt":"Pet ?","seed":9007199254740992}
Java: {"prompt":"Pet ?","seed":9007199254740993,"bias":-0} -> {"bias":0,"prompt":"Pet ?","seed":9007199254740992}
Node: {"prompt":"Pet \ud83d","seed":9007199254740993,"bias":-0} -> Lone surrogate is not allowed
Node: {"prompt":"Pet ?","seed":9007199254740993,"bias":-0} -> {"bias":0,"prompt":"Pet ?","seed":9007199254740992}
SEEN
