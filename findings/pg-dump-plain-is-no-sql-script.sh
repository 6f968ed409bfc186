#!/usr/bin/env bash
# A driver cannot run a plain pg_dump as SQL: it is a script for psql.
#
# Expected: `pg_dump` without options writes SQL that any client (a JDBC driver, another server's tool) can run.
# Observed with Debian's PostgreSQL 15.18 (15.18-0+deb12u1): the dump begins with the psql command `\restrict TOKEN` and ends with
# `\unrestrict TOKEN`, and the token differs in each dump, so two dumps of an unchanged database differ as well. The server answers a
# driver that sends the dump with `syntax error at or near "\"`. A custom dump (--format=custom) with pg_restore has neither problem.
set -euo pipefail

version=15.18-0+deb12u1
place=$(mktemp -d)
chmod 755 "$place"
bin=$place/usr/lib/postgresql/15/bin
stop() {
  if [ -f "$place/data/postmaster.pid" ]; then
    kill -QUIT "$(head -n 1 "$place/data/postmaster.pid")"
    while [ -f "$place/data/postmaster.pid" ]; do sleep 0.1; done
  fi
  rm -rf "$place"
}
trap stop EXIT

(cd "$place" && apt-get download "postgresql-15=$version" "postgresql-client-15=$version" libpq5 libllvm14 >/dev/null 2>&1 ||
  { apt-get update >/dev/null && apt-get download "postgresql-15=$version" "postgresql-client-15=$version" libpq5 libllvm14 >/dev/null; })
for package in "$place"/*.deb; do dpkg -x "$package" "$place"; done
export LD_LIBRARY_PATH=$place/usr/lib/x86_64-linux-gnu:$place/usr/lib/aarch64-linux-gnu

# The server refuses to run as root.
as_user() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid nobody --regid nogroup --clear-groups env HOME="$place" "$@"; else "$@"; fi
}
mkdir "$place/data"
[ "$(id -u)" != 0 ] || chown nobody:nogroup "$place/data"
as_user "$bin/initdb" --pgdata="$place/data" --auth=trust --username=postgres --encoding=UTF8 --locale=C --no-sync >/dev/null
as_user "$bin/pg_ctl" --pgdata="$place/data" --wait --silent --log="$place/data/log" start \
  --options="-c listen_addresses='' -c unix_socket_directories=$place/data"
sql() { "$bin/psql" --host="$place/data" --username=postgres --no-psqlrc --quiet --tuples-only --no-align "$@"; }
dump() { "$bin/pg_dump" --host="$place/data" --username=postgres "$@" postgres; }

sql --command="CREATE TABLE video (id text PRIMARY KEY); INSERT INTO video VALUES ('a');"
dump >"$place/first.sql"
dump >"$place/second.sql"
"$bin/pg_dump" --version
grep -m1 -E '^\\restrict [A-Za-z0-9]+$' "$place/first.sql"
grep -q -E '^\\unrestrict [A-Za-z0-9]+$' "$place/first.sql"
differing=$(diff "$place/first.sql" "$place/second.sql" | grep -c '^[<>]' || true)
echo "lines that differ between two dumps of the same database: $differing"
[ "$differing" -eq 4 ]

# A driver sends the text to the server unchanged. psql also sends the text of --command as one string.
sql --command="CREATE DATABASE copy"
if answer=$("$bin/psql" --host="$place/data" --username=postgres --no-psqlrc --dbname=copy \
  --command="SELECT 1; $(cat "$place/first.sql")" 2>&1); then
  echo "the server took the plain dump as SQL: this has changed"
  exit 1
fi
echo "$answer" | head -n 1
echo "$answer" | grep -q 'syntax error at or near "\\"'

dump --format=custom >"$place/rows.dump"
"$bin/pg_restore" --host="$place/data" --username=postgres --dbname=copy "$place/rows.dump"
[ "$(sql --dbname=copy --command='SELECT id FROM video')" = a ]
echo "a custom dump was restored by pg_restore"
