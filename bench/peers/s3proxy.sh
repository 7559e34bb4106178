#!/usr/bin/env bash
# Prints the class path of S3Proxy 2.9.0, fetched from Maven Central into the local repository.
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd -P)
target=$home/bench/target/s3proxy
if [ ! -s "$target/class-path" ]; then
  mkdir -p "$target"
  cat >"$target/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cloud.haneul</groupId>
  <artifactId>peer-s3proxy</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.gaul</groupId><artifactId>s3proxy</artifactId><version>2.9.0</version></dependency>
  </dependencies>
</project>
POM
  mvn -q -B -f "$target/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$target/class-path.new" >"$target/log" 2>&1 || { tail -n 3 "$target/log" >&2; exit 1; }
  mv "$target/class-path.new" "$target/class-path"
fi
cat "$target/class-path"
