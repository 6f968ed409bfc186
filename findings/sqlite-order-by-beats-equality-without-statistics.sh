#!/usr/bin/env bash
# Without statistics, SQLite scans a tenant's whole time index for an ORDER BY although another index finds the single row.
#
# Expected: WHERE hash = ? AND tenant = ? ORDER BY created_at LIMIT 1 uses the index on the hash, an equality on a nearly unique
# column, and the work does not grow with the tenant.
# Observed with sqlite-jdbc 3.54.1.0 (SQLite 3.54.1), no ANALYZE: it takes the index (tenant, created_at), which saves the sort, and reads every
# row of the tenant. EXPLAIN QUERY PLAN calls that a SEARCH, so a test that rejects only SCAN passes. At 50,000 rows: hundreds of
# thousands of virtual machine steps instead of about twenty. ANALYZE fixes it, if it is run again when tables grow; so does
# `+tenant`, which stops the planner from using that index.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.20</version></dependency>
  </dependencies>
</project>
POM
cat >"$place/Finding.java" <<'JAVA'
import java.sql.*;
import org.sqlite.ProgressHandler;

public class Finding {
    static final String QUERY = "SELECT id FROM image WHERE hash = 'h7' AND %s = 'studio' ORDER BY created_at, id LIMIT 1";

    public static void main(String[] args) throws Exception {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + args[0] + "/finding.db"); Statement s = db.createStatement()) {
            System.out.println("SQLite " + db.getMetaData().getDatabaseProductVersion());
            s.executeUpdate("CREATE TABLE image (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, hash TEXT, created_at TEXT NOT NULL)");
            s.executeUpdate("CREATE INDEX by_time ON image (tenant, created_at)");
            s.executeUpdate("CREATE INDEX by_hash ON image (hash)");
            int rows = 0;
            for (int more : new int[] {1_000, 49_000}) {
                s.executeUpdate("WITH RECURSIVE n(i) AS (SELECT " + rows + " UNION ALL SELECT i + 1 FROM n WHERE i < " + (rows + more - 1)
                        + ") INSERT INTO image SELECT 'id' || i, 'studio', 'h' || i, printf('2026-01-01T%09d', i) FROM n");
                rows += more;
                report(db, rows + " rows, no statistics", "tenant");
            }
            report(db, rows + " rows, no statistics, +tenant", "+tenant");
            s.executeUpdate("ANALYZE");
        }
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + args[0] + "/finding.db")) {
            report(db, "50000 rows, analysed", "tenant");
        }
    }

    static void report(Connection db, String state, String tenant) throws SQLException {
        String query = QUERY.formatted(tenant);
        String plan;
        try (Statement s = db.createStatement(); ResultSet r = s.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            r.next();
            plan = r.getString("detail");
        }
        int[] steps = {0};
        try (PreparedStatement s = db.prepareStatement(query)) {
            ProgressHandler.setHandler(db, 1, new ProgressHandler() {
                @Override
                protected int progress() {
                    steps[0]++;
                    return 0;
                }
            });
            // read to the end: the first row may be found immediately
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {}
            }
            ProgressHandler.clearHandler(db);
        }
        System.out.println(state + ": " + (steps[0] > 1_000 ? "over a thousand steps" : "under a thousand steps") + " (" + steps[0] + "), " + plan);
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" "$place" 2>/dev/null | tee "$place/out"
grep -q '^50000 rows, no statistics: over .* SEARCH image USING INDEX by_time' "$place/out"
grep -q '^50000 rows, no statistics, +tenant: under .* SEARCH image USING INDEX by_hash' "$place/out"
grep -q '^50000 rows, analysed: under .* SEARCH image USING INDEX by_hash' "$place/out"
