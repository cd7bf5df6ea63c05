#!/usr/bin/env bash
# Measures stored answers with each garbage collector of the JVM: with a few reports, and with many.
# usage: src/bench/collectors.sh
# in the environment: SECONDS_PER_RUN (10), ROUNDS (3), WARM_UP (30 s each), REPORTS (100000), COLLECTORS, and the others of
#   compare.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/lib.sh
source src/bench/lib.sh

readonly REPORTS=${REPORTS:-100000}
read -ra collectors <<<"${COLLECTORS:-Serial Parallel G1 Shenandoah Z}"
declare -A port=()

main() {
    local collector round reports
    prepare
    echo "$API_KEY" >"$work/keys"
    for collector in "${collectors[@]}"; do
        start_with "$collector"
        step "Warming it up"
        measure "$collector" "$REPORTS" "$WARM_UP" >/dev/null
    done
    for ((round = 1; round <= ROUNDS; round++)); do
        for collector in "${collectors[@]}"; do
            for reports in 1 "$REPORTS"; do
                step "Round $round, reports stored and asked for: $reports, $collector"
                measure "$collector" "$reports" "$SECONDS_PER_RUN" >>"$work/$collector-$reports"
            done
        done
    done
    {
        echo "| Collector | Answers/s, one report asked for | p99 | Answers/s, $REPORTS | p99 | Longest pause |" \
            "Pause of a full collection | RSS |"
        echo '|---|---:|---:|---:|---:|---:|---:|---:|'
        for collector in "${collectors[@]}"; do
            row "$collector"
        done
    } | tee "$OUT/collectors.md"
}

start_with() {
    local at management properties flags=("-XX:+Use$1GC" "-Xlog:gc,gc+phases:file=$work/$1.gc")
    take_port at
    take_port management
    mapfile -t properties < <(origin_properties)
    mapfile -t -O "${#flags[@]}" flags < <(jvm_flags)
    launch=("$jdk/bin/java" "${flags[@]}" -Dio.netty.transport.noNative=true -jar "$jar")
    step "Starting the gateway: $1"
    start_gateway "$1" "$at" "$management" "${properties[@]}" --reports.keep-warm=false --reports.time-to-live=1d \
        --reports.max-size=256MB
    port[$1]=$at
    taskset -c "$LOAD_CORE" "$jdk/bin/java" -cp "$OUT/classes" Fill "$at" "$API_KEY" "$REPORTS" ||
        die "the store could not be filled."
    # The lines before that are those of the start and the filling.
    wc -l <"$work/$1.gc" >"$work/$1.before"
}

# usage: measure COLLECTOR REPORTS SECONDS
measure() {
    local figures
    figures=$(CUSTOMERS=$2 KEYS=$work/keys load 32 "$3" "http://127.0.0.1:${port[$1]}" -s src/bench/load/pick.lua)
    [[ ${figures##*$'\t'} == 0 ]] || die "not all was answered with 200: $(<"$work/wrk")"
    echo "$figures"
}

row() {
    local longest full rss
    rss=$(rss_kilobytes "${pids[$1]}")
    longest=$(tail -n "+$(<"$work/$1.before")" "$work/$1.gc" | longest_pause)
    wc -l <"$work/$1.gc" >"$work/$1.before"
    "$jdk/bin/jcmd" "${pids[$1]}" GC.run >/dev/null
    full=$(tail -n "+$(($(<"$work/$1.before") + 1))" "$work/$1.gc" | longest_pause)
    awk -v name="$1" -v one="$(cut -f1 "$work/$1-1" | median)" -v one99="$(cut -f3 "$work/$1-1" | median)" \
        -v many="$(cut -f1 "$work/$1-$REPORTS" | median)" -v many99="$(cut -f3 "$work/$1-$REPORTS" | median)" \
        -v longest="$longest" -v full="$full" -v rss="$rss" 'BEGIN {
            printf "| %s | %d | %.2f ms | %d | %.2f ms | %.1f ms | %.1f ms | %d MB |\n", name, one, one99 / 1000, many,
                many99 / 1000, longest, full, rss / 1024 }'
}

# Prints the longest pause in the lines of a log, in ms.
longest_pause() {
    awk '/Pause/ && /ms$/ { if ($NF + 0 > longest) longest = $NF + 0 } END { print longest + 0 }'
}

main
