#!/usr/bin/env bash
# A gauge of Micrometer that is called "store.info" is always 1 in Prometheus, and "videos.total" is called videos there.
#
# Expected: Micrometer only changes the spelling: the gauges store.info = 7 and videos.total = 7 become store_info 7.0 and videos_total 7.0, and a
# counter paid.info becomes paid_info_total.
# Observed with micrometer-registry-prometheus 1.17.2: a gauge whose name ends in ".info" is exposed with the value 1, whatever it measures.
# The endings ".total", ".created" and ".bucket" are cut off: videos.total becomes videos, file.created becomes file; and so is ".info" of a
# counter: paid.info becomes paid_total. Other endings that Prometheus reserves, ".count" and ".sum", stay. Nothing is logged. A dashboard for
# videos_total is empty, and one for store_info never changes.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat >"$place/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.micrometer</groupId><artifactId>micrometer-registry-prometheus</artifactId><version>1.17.2</version></dependency>
  </dependencies>
</project>
POM
cat >"$place/Finding.java" <<'JAVA'
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.*;

public class Finding {
    public static void main(String[] args) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (String name : new String[] {"store.info", "videos.total", "file.created", "size.bucket", "row.count", "cost.sum"}) {
            Gauge.builder(name, () -> 7).register(registry);
        }
        registry.counter("paid.info").increment(7);
        registry.scrape().lines().filter(line -> !line.startsWith("#")).forEach(System.out::println);
    }
}
JAVA
mvn -B -q -f "$place/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$place/lib" >"$place/mvn.log" 2>&1 || { cat "$place/mvn.log"; exit 1; }
java -cp "$place/lib/*" "$place/Finding.java" 2>"$place/log" | tee "$place/seen"
cat "$place/log"
[ ! -s "$place/log" ]
diff "$place/seen" - <<'SEEN'
cost_sum 7.0
file 7.0
paid_total 7.0
row_count 7.0
size 7.0
store_info 1
videos 7.0
SEEN
