#!/usr/bin/env bash
# Measures the store and the flights alone, with JMH.
# usage: src/bench/jmh.sh [arguments of JMH, such as -f 1 -wi 1 -i 2 or a benchmark's name]
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/lib.sh
source src/bench/lib.sh

main() {
    local classes=$OUT/jmh/classes libraries=$OUT/jmh/lib path
    find_things
    [[ $libraries -nt src/bench/jmh/pom.xml ]] ||
        JAVA_HOME=$jdk ./mvnw -q -B -f src/bench/jmh/pom.xml dependency:copy-dependencies \
            -DoutputDirectory="$PWD/$libraries" >&2
    rm -rf "$classes"
    mkdir -p "$classes"
    path="$OUT/app/partner-license-gateway.jar:$OUT/app/lib/*:$libraries/*"
    "$jdk/bin/javac" -d "$classes" -cp "$path" -processor org.openjdk.jmh.generators.BenchmarkProcessor \
        src/bench/jmh/org/partnergateway/cache/*.java
    "$jdk/bin/java" -cp "$classes:$path" org.openjdk.jmh.Main -rf json -rff "$OUT/jmh.json" "$@"
}

main "$@"
