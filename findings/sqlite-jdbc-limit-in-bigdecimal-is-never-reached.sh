#!/usr/bin/env bash
# A limit for money, bound as BigDecimal, is never reached on SQLite if the query computes the other side.
#
# Expected: WHERE cost > ? and HAVING SUM(cost) > ? with setBigDecimal(1, 1.50) compare numbers; the sum of 1.25 and 2.50 is over the limit.
# Observed with sqlite-jdbc 3.54.1.0: the driver binds a BigDecimal as text. A column gives its affinity to the text, so `cost > ?` is right,
# and a test of it passes. An expression (SUM(cost), cost * 2, COALESCE(cost, 0)) has no affinity, and in SQLite every number is less than
# every text: SUM(cost) > ? is always false, SUM(cost) < ? always true. A budget for paid generations checked this way never stops one.
# CAST(? AS NUMERIC) or setDouble compares numbers.
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
import java.math.BigDecimal;
import java.sql.*;

public class Finding {
    public static void main(String[] args) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite::memory:"); Statement s = db.createStatement()) {
            s.executeUpdate("CREATE TABLE video (id TEXT PRIMARY KEY, cost NUMERIC NOT NULL)");
            s.executeUpdate("INSERT INTO video VALUES ('a', 1.25), ('b', 2.50)");
            for (String condition : new String[] {"MAX(cost) > 1.50", "SUM(cost) > ?", "SUM(cost) < ?", "SUM(cost) > CAST(? AS NUMERIC)"}) {
                try (PreparedStatement p = db.prepareStatement("SELECT " + condition + " FROM video")) {
                    if (condition.contains("?")) {
                        p.setBigDecimal(1, new BigDecimal("1.50"));
                    }
                    try (ResultSet r = p.executeQuery()) {
                        System.out.println(condition + ": " + (r.getInt(1) == 1));
                    }
                }
            }
            try (PreparedStatement p = db.prepareStatement("SELECT COUNT(*) FROM video WHERE cost > ?")) {
                p.setBigDecimal(1, new BigDecimal("1.50"));
                try (ResultSet r = p.executeQuery()) {
                    System.out.println("rows with cost > ?: " + r.getInt(1));
                }
            }
        }
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
MAX(cost) > 1.50: true
SUM(cost) > ?: false
SUM(cost) < ?: true
SUM(cost) > CAST(? AS NUMERIC): true
rows with cost > ?: 1
SEEN
