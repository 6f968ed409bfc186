#!/usr/bin/env bash
# SQLite's driver stores the toString() of any Java object, so a typed id that MyBatis has no handler for goes into the row as "VideoId[...]".
#
# Expected: setObject with a class that the driver does not know (a record, an Optional, a List) throws an SQLException; PostgreSQL's driver
# says "Can't infer the SQL type". So a mapper that forgets to unwrap an id fails in its first test.
# Observed with sqlite-jdbc 3.54.1.0 and MyBatis 3.5.19: nothing is thrown. MyBatis passes an object without a type handler to setObject,
# and the driver binds its toString(). The row gets the id "VideoId[value=v1]"; reading it back by the same record finds it, so that a test of
# writing and reading passes, while every query by the plain id, and every other program, does not.
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
import org.apache.ibatis.annotations.*;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.*;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

public class Finding {
    public record VideoId(String value) {}

    public interface Videos {
        @Insert("INSERT INTO video VALUES (#{id}, #{language})")
        int add(@Param("id") Object id, @Param("language") Object language);

        @Select("SELECT COUNT(*) FROM video WHERE id = #{id}")
        int count(@Param("id") Object id);
    }

    public static void main(String[] args) throws SQLException {
        var source = new org.sqlite.SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + args[0] + "/finding.db");
        try (Connection db = source.getConnection(); Statement s = db.createStatement()) {
            s.executeUpdate("CREATE TABLE video (id TEXT PRIMARY KEY, language TEXT)");
        }
        Configuration configuration = new Configuration(new Environment("finding", new JdbcTransactionFactory(), source));
        configuration.addMapper(Videos.class);
        try (SqlSession session = new SqlSessionFactoryBuilder().build(configuration).openSession()) {
            Videos videos = session.getMapper(Videos.class);
            System.out.println("added: " + videos.add(new VideoId("v1"), Optional.of("vi")));
            System.out.println("found by the record: " + videos.count(new VideoId("v1")) + ", by its text: " + videos.count("v1"));
            session.commit();
        }
        try (Connection db = source.getConnection(); Statement s = db.createStatement();
                ResultSet r = s.executeQuery("SELECT id, language FROM video")) {
            System.out.println("stored: " + r.getString(1) + ", " + r.getString(2));
        }
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" "$place" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
added: 1
found by the record: 1, by its text: 0
stored: VideoId[value=v1], Optional[vi]
SEEN
