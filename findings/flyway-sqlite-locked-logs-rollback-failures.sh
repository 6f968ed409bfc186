#!/usr/bin/env bash
# Flyway on a locked SQLite file reports a second failure of its own: it rolls back a transaction that never began.
#
# Expected: migrate() on a file that another program has locked fails with SQLITE_BUSY after the busy timeout; one failure,
# thrown to the caller as an exception.
# Observed with flyway-core 13.12.0 and sqlite-jdbc 3.54.1.0 (Java 17) in transaction mode IMMEDIATE, which two migrating processes
# need: the BEGIN fails when the first statement of the transaction runs. Before the caller gets the exception, Flyway logs at
# level ERROR "Unable to rollback transaction" with the stack traces of "cannot rollback - no transaction is active", 90 lines. A
# program that prints one line per error must stop its connection from rolling back such a transaction. (In mode DEFERRED: no line.)
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.flywaydb</groupId><artifactId>flyway-core</artifactId><version>13.12.0</version></dependency>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>2.0.20</version></dependency>
  </dependencies>
</project>
POM
mkdir -p "$place/migration"
echo 'CREATE TABLE video (id TEXT PRIMARY KEY);' >"$place/migration/V1__video.sql"
cat >"$place/Finding.java" <<'JAVA'
import java.sql.DriverManager;
import org.flywaydb.core.Flyway;

public class Finding {
    public static void main(String[] args) throws Exception {
        String url = "jdbc:sqlite:" + args[0] + "/locked.db";
        try (var other = DriverManager.getConnection(url); var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            var source = new org.sqlite.SQLiteDataSource();
            source.setUrl(url);
            source.getConfig().setBusyTimeout(200);
            source.getConfig().setTransactionMode(org.sqlite.SQLiteConfig.TransactionMode.IMMEDIATE);
            Flyway.configure().dataSource(source).locations("filesystem:" + args[0] + "/migration").loggers("slf4j")
                    .load().migrate();
            System.out.println("migrated: this has changed");
        } catch (Exception e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            System.out.println("thrown: " + e.getClass().getSimpleName() + ", at the bottom " + root.getMessage().lines().findFirst().get());
        }
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$place/lib/*" "$place/Finding.java" "$place" >"$place/out" 2>"$place/err"
cat "$place/out"
echo "lines on standard error: $(wc -l <"$place/err")"
grep -c -i 'rollback' "$place/err" | sed 's/^/of them about rolling back: /'
grep -m1 -i 'ERROR' "$place/err"
grep -m1 -o 'cannot rollback - no transaction is active' "$place/err"
grep -q SQLITE_BUSY "$place/out"
