#!/usr/bin/env bash
# A MyBatis query into maps reads a file's size of 2 GiB from SQLite as -2147483648, if a smaller file is the first row.
#
# Expected: the value of a column declared BIGINT comes back as a Long in every row; at worst some rows have an Integer and others a Long, and
# never another number.
# Observed with MyBatis 3.5.19 and sqlite-jdbc 3.54.1.0: the driver has no type for a column, only for the current row (Integer below 2^31, Long
# above). MyBatis asks for the class of the column once, at the first row, and reads all rows of the result that way: after a small first row
# it calls getInt, which drops the upper bits without an error. Sorted the other way around, the same query returns Longs and the right
# number. A result type with a declared long (a record, a bean) is right in both orders.
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
    <dependency><groupId>org.mybatis</groupId><artifactId>mybatis</artifactId><version>3.5.19</version></dependency>
  </dependencies>
</project>
POM
cat >"$place/Finding.java" <<'JAVA'
import java.sql.*;
import java.util.*;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.*;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

public class Finding {
    public record StoredFile(String id, long size) {}

    public interface Files {
        @Select("SELECT id, size FROM file ORDER BY size")
        List<Map<String, Object>> smallestFirst();

        @Select("SELECT id, size FROM file ORDER BY size DESC")
        List<Map<String, Object>> largestFirst();

        @Select("SELECT id, size FROM file ORDER BY size")
        List<StoredFile> typed();
    }

    public static void main(String[] args) throws SQLException {
        var source = new org.sqlite.SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + args[0] + "/finding.db");
        try (Connection db = source.getConnection(); Statement s = db.createStatement()) {
            s.executeUpdate("CREATE TABLE file (id TEXT PRIMARY KEY, size BIGINT NOT NULL)");
            s.executeUpdate("INSERT INTO file VALUES ('image', 2147483647), ('film', 2147483648)");
            try (ResultSet r = s.executeQuery("SELECT size FROM file ORDER BY size")) {
                while (r.next()) {
                    System.out.println("driver: " + r.getObject(1) + ", " + r.getObject(1).getClass().getSimpleName());
                }
            }
        }
        Configuration configuration = new Configuration(new Environment("finding", new JdbcTransactionFactory(), source));
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.addMapper(Files.class);
        try (SqlSession session = new SqlSessionFactoryBuilder().build(configuration).openSession()) {
            Files files = session.getMapper(Files.class);
            System.out.println("smallest first: " + sizes(files.smallestFirst()));
            System.out.println("largest first: " + sizes(files.largestFirst()));
            System.out.println("typed: " + files.typed());
        }
    }

    static List<String> sizes(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> row.get("size") + " " + row.get("size").getClass().getSimpleName()).toList();
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" "$place" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
driver: 2147483647, Integer
driver: 2147483648, Long
smallest first: [2147483647 Integer, -2147483648 Integer]
largest first: [2147483648 Long, 2147483647 Long]
typed: [StoredFile[id=image, size=2147483647], StoredFile[id=film, size=2147483648]]
SEEN
