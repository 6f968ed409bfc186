#!/usr/bin/env bash
# A machine whose clock is an hour ahead makes db-scheduler run another machine's live task a second time; a clock that is set back by an
# hour stops the polling of its machine for an hour.
#
# Expected: a task that is running, and whose scheduler gives its heartbeats, is not run by another scheduler: the documentation says
# "guarantees execution by single scheduler instance", and says nothing about clocks. A scheduler with a polling interval of 100 ms looks for
# due tasks every 100 ms, also after its clock was corrected.
# Observed with db-scheduler 16.12.0 and sqlite-jdbc 3.54.1.0 (the same code serves all databases): heartbeats are times of the machine that
# runs the task, and are compared with the clock of the machine that looks. With the default settings, half an hour of difference makes every
# running task "dead" for the one that is ahead, as soon as it starts, and the task runs twice at the same time. Settings for a faster
# takeover need less: 8 seconds with a heartbeat of 2 seconds and a limit of 4. (Wish 433 of the project, open since 2023, is to use the
# clock of the database.) Between two polls, the scheduler waits until its clock has passed the time at which the wait was to end, so that
# after a correction by an hour it polls again when the clock has caught up. Its heartbeats go on, so that it looks alive.
# Both clocks are set here with SchedulerBuilder.clock; the default is Instant.now().
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.xerial</groupId><artifactId>sqlite-jdbc</artifactId><version>3.54.1.0</version></dependency>
    <dependency><groupId>com.github.kagkarlsson</groupId><artifactId>db-scheduler</artifactId><version>16.12.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.20</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.20</version></dependency>
  </dependencies>
</project>
POM
cat >"$place/Finding.java" <<'JAVA'
import com.github.kagkarlsson.scheduler.*;
import com.github.kagkarlsson.scheduler.task.helper.*;
import java.sql.*;
import java.time.*;
import java.util.concurrent.atomic.*;

public class Finding {
    static final AtomicInteger running = new AtomicInteger();
    static final AtomicInteger most = new AtomicInteger();
    static final AtomicInteger runs = new AtomicInteger();
    static org.sqlite.SQLiteDataSource source = new org.sqlite.SQLiteDataSource();

    public static void main(String[] args) throws Exception {
        source.setUrl("jdbc:sqlite:" + args[0] + "/finding.db?journal_mode=WAL&busy_timeout=5000");
        try (Connection db = source.getConnection(); Statement s = db.createStatement()) {
            s.executeUpdate("CREATE TABLE scheduled_tasks (task_name VARCHAR(100), task_instance VARCHAR(100), task_data BLOB,"
                    + " execution_time TIMESTAMP, picked BIT, picked_by VARCHAR(50), last_success TIMESTAMP, last_failure TIMESTAMP,"
                    + " consecutive_failures INT, last_heartbeat TIMESTAMP, version BIGINT, priority SMALLINT,"
                    + " PRIMARY KEY (task_name, task_instance))");
        }
        ahead();
        setBack();
        System.exit(0);
    }

    static void ahead() throws Exception {
        OneTimeTask<Void> task = Tasks.oneTime("slow").execute((instance, context) -> {
            runs.incrementAndGet();
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            sleep(8);
            running.decrementAndGet();
        });
        Scheduler right = scheduler(task, "right", Duration.ZERO);
        right.schedule(task.instance("t1"), Instant.now());
        right.start();
        sleep(3);
        System.out.println("one scheduler: started " + runs.get() + " times, running at the same time: " + most.get());
        Scheduler ahead = scheduler(task, "ahead", Duration.ofHours(1));
        ahead.start();
        sleep(3);
        System.out.println("and one that is an hour ahead: started " + runs.get() + " times, running at the same time: " + most.get());
        right.stop();
        ahead.stop();
    }

    static Scheduler scheduler(OneTimeTask<Void> task, String name, Duration offset) {
        return Scheduler.create(source, task)
                .schedulerName(new SchedulerName.Fixed(name))
                .pollingInterval(Duration.ofMillis(100))
                .clock(() -> Instant.now().plus(offset))
                .build();
    }

    static void setBack() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Duration> offset = new AtomicReference<>(Duration.ofHours(1));
        OneTimeTask<Void> task = Tasks.oneTime("quick").execute((instance, context) -> done.set(true));
        Scheduler corrected = Scheduler.create(source, task)
                .pollingInterval(Duration.ofMillis(100))
                .clock(() -> Instant.now().plus(offset.get()))
                .build();
        corrected.start();
        sleep(1);
        corrected.schedule(task.instance("t2"), Instant.now().minusSeconds(60));
        sleep(1);
        System.out.println("before the correction, run within a second: " + done.getAndSet(false));
        offset.set(Duration.ZERO);
        sleep(1);
        corrected.schedule(task.instance("t3"), Instant.now().minusSeconds(60));
        sleep(10);
        System.out.println("clock set back by an hour, run within 10 seconds: " + done.get());
        offset.set(Duration.ofHours(1));
        sleep(1);
        System.out.println("once the clock has caught up: " + done.get());
        corrected.stop();
    }

    static void sleep(int seconds) {
        try {
            Thread.sleep(seconds * 1000L);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" "$place" | tee "$place/seen"
diff "$place/seen" - <<'SEEN'
one scheduler: started 1 times, running at the same time: 1
and one that is an hour ahead: started 2 times, running at the same time: 2
before the correction, run within a second: true
clock set back by an hour, run within 10 seconds: false
once the clock has caught up: true
SEEN
