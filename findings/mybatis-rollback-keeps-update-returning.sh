#!/usr/bin/env bash
# SqlSession.rollback() of MyBatis keeps the changes of an UPDATE ... RETURNING, and close() commits them.
#
# Expected: in a session opened without autocommit, rollback() undoes every statement, and close() without commit() undoes what is left. An
# UPDATE with RETURNING has to be written as @Select, because only that returns rows.
# Observed with MyBatis 3.5.19 and sqlite-jdbc 3.54.1.0: MyBatis takes every @Select for a read. With nothing else to undo, rollback() sends
# nothing to the database, and close() puts the connection back into autocommit, which commits. The same statement as an @Update, without
# RETURNING, is undone. Called twice in a session, the @Select runs once: the second call returns the first one's rows from the session's
# cache. A queue that claims a row this way loses the row when its transaction fails, and gets the same row twice in a session.
# @Select(affectData = true) with @Options(flushCache = TRUE) does what was expected.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>org.mybatis</groupId><artifactId>mybatis</artifactId><version>3.5.19</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.20</version></dependency>
  </dependencies>
</project>
POM
cat >"$place/Finding.java" <<'JAVA'
import java.sql.*;
import java.util.List;
import java.util.function.Function;
import org.apache.ibatis.annotations.*;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.*;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

public class Finding {
    static final String CLAIM = "UPDATE video SET attempts = attempts + 1 WHERE id = 'v1'";

    public interface Queue {
        @Select(CLAIM + " RETURNING attempts")
        List<Integer> returning();

        @Update(CLAIM)
        int plain();

        @Select(value = CLAIM + " RETURNING attempts", affectData = true)
        @Options(flushCache = Options.FlushCachePolicy.TRUE)
        List<Integer> affecting();
    }

    static org.sqlite.SQLiteDataSource source = new org.sqlite.SQLiteDataSource();

    public static void main(String[] args) throws SQLException {
        source.setUrl("jdbc:sqlite:" + args[0] + "/finding.db");
        try (Connection db = source.getConnection(); Statement s = db.createStatement()) {
            s.executeUpdate("CREATE TABLE video (id TEXT PRIMARY KEY, attempts INTEGER NOT NULL)");
            s.executeUpdate("INSERT INTO video VALUES ('v1', 0)");
        }
        Configuration configuration = new Configuration(new Environment("finding", new JdbcTransactionFactory(), source));
        configuration.addMapper(Queue.class);
        SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
        run(sessions, "@Update", Queue::plain);
        run(sessions, "@Select with RETURNING", Queue::returning);
        run(sessions, "@Select(affectData = true)", Queue::affecting);
    }

    static void run(SqlSessionFactory sessions, String name, Function<Queue, Object> claim) throws SQLException {
        int before = attempts();
        Object first;
        Object second;
        try (SqlSession session = sessions.openSession(false)) {
            first = claim.apply(session.getMapper(Queue.class));
            second = claim.apply(session.getMapper(Queue.class));
            session.rollback();
        }
        System.out.println(name + ", called twice: " + first + " " + second + ", kept after rollback: " + (attempts() - before));
    }

    static int attempts() throws SQLException {
        try (Connection db = source.getConnection(); Statement s = db.createStatement(); ResultSet r = s.executeQuery("SELECT attempts FROM video")) {
            return r.getInt(1);
        }
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" "$place" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
@Update, called twice: 1 1, kept after rollback: 0
@Select with RETURNING, called twice: [1] [1], kept after rollback: 1
@Select(affectData = true), called twice: [2] [3], kept after rollback: 0
SEEN
