#!/usr/bin/env bash
# Statement.setQueryTimeout does not stop a query on SQLite, however long it runs.
#
# Expected: setQueryTimeout(1) ends a query after about a second with SQLTimeoutException, as JDBC defines it and as other drivers do.
# Observed with sqlite-jdbc 3.54.1.0: the query runs to its end, many times as long, and returns its row; nothing is thrown. The driver only
# uses the value as the busy timeout, for waiting for another connection's lock, while the statement runs. Whoever sets a timeout for all
# statements (MyBatis's defaultStatementTimeout, Spring's @Transactional(timeout)) has none on SQLite. A progress handler or
# Statement.cancel() from another thread does stop the query.
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
import java.util.concurrent.*;

public class Finding {
    static final String COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT COUNT(*) FROM n";

    public static void main(String[] args) throws Exception {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite::memory:"); Statement s = db.createStatement()) {
            // As many rows as keep this machine busy for well over the timeout.
            long rows = 1_000_000;
            while (seconds(s, rows) < 4) {
                rows *= 2;
            }
            s.setQueryTimeout(1);
            System.out.println("timeout in seconds: " + s.getQueryTimeout());
            System.out.println("with the timeout, over 2 s and not stopped: " + (seconds(s, rows) > 2));

            s.setQueryTimeout(0);
            ScheduledExecutorService other = Executors.newSingleThreadScheduledExecutor();
            other.scheduleAtFixedRate(() -> {
                try {
                    s.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }, 500, 100, TimeUnit.MILLISECONDS);
            try {
                seconds(s, rows * 1000);
            } catch (SQLException e) {
                System.out.println("cancelled: " + e.getMessage());
            } finally {
                other.shutdownNow();
            }
        }
    }

    static double seconds(Statement s, long rows) throws SQLException {
        long begin = System.nanoTime();
        try (ResultSet r = s.executeQuery(COUNT.formatted(rows))) {
            r.next();
            if (r.getLong(1) != rows) {
                throw new IllegalStateException("it was stopped");
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
timeout in seconds: 1
with the timeout, over 2 s and not stopped: true
cancelled: [SQLITE_INTERRUPT] Operation terminated by sqlite3_interrupt() (interrupted)
SEEN
