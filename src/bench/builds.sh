#!/usr/bin/env bash
# Measures stored answers of several builds in turn, to see what one of them gains.
# usage: src/bench/builds.sh NAME=JAR NAME=JAR...
# in the environment: SECONDS_PER_RUN (10), ROUNDS (3), WARM_UP (30 s each), CONNECTIONS ("32 256"), LOAD_CORE, SERVER_CORE,
#   RAM, PORT, as for compare.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/lib.sh
source src/bench/lib.sh

read -ra connection_counts <<<"${CONNECTIONS:-32 256}"
declare -A port=()
builds=()

main() {
    [[ $# -ge 2 ]] || die "usage: src/bench/builds.sh NAME=JAR NAME=JAR..."
    local build
    for build in "$@"; do
        [[ -s ${build#*=} ]] || die "${build#*=} is no jar."
    done
    JAR=${1#*=} prepare
    for build in "$@"; do
        start_build "${build%%=*}" "$(realpath "${build#*=}")"
    done
    measure_all
    table | tee "$OUT/builds.md"
}

start_build() {
    local at management properties flags
    take_port at
    take_port management
    mapfile -t properties < <(origin_properties)
    mapfile -t flags < <(jvm_flags)
    launch=("$jdk/bin/java" "${flags[@]}" -Dio.netty.transport.noNative=true -jar "$2")
    step "Starting $1"
    start_gateway "$1" "$at" "$management" "${properties[@]}" --reports.time-to-live=1d
    port[$1]=$at
    builds+=("$1")
    measure "$1" 32 "$WARM_UP" >/dev/null
}

measure_all() {
    local round connections order build
    for ((round = 1; round <= ROUNDS; round++)); do
        order=("${builds[@]}")
        # Back again, so that no one is always after the same other.
        ((round % 2)) || mapfile -t order < <(printf '%s\n' "${builds[@]}" | tac)
        for connections in "${connection_counts[@]}"; do
            for build in "${order[@]}"; do
                step "Round $round, $connections connections: $build"
                measure "$build" "$connections" "$SECONDS_PER_RUN" >>"$work/$build-$connections"
            done
        done
    done
}

# usage: measure BUILD CONNECTIONS SECONDS
measure() {
    local figures
    figures=$(load "$2" "$3" "http://127.0.0.1:${port[$1]}$USAGE" -H "Authorization: Bearer $(<"$work/token")")
    [[ ${figures##*$'\t'} == 0 ]] || die "$1 did not answer all with 200: $(<"$work/wrk")"
    echo "$figures"
}

# Each build's medians, and its throughput as a part of the first one's in the same round.
table() {
    local connections build
    echo "| Build | Connections | Answers/s | p50 | p99 | : ${builds[0]} |"
    echo '|---|---:|---:|---:|---:|---:|'
    for connections in "${connection_counts[@]}"; do
        for build in "${builds[@]}"; do
            awk -v name="$build" -v connections="$connections" -v rate="$(cut -f1 "$work/$build-$connections" | median)" \
                -v p50="$(cut -f2 "$work/$build-$connections" | median)" \
                -v p99="$(cut -f3 "$work/$build-$connections" | median)" \
                -v ratio="$(ratios "$build" "$connections" | median)" 'BEGIN {
                    printf "| %s | %d | %d | %.2f ms | %.2f ms | %.3f |\n", name, connections, rate, p50 / 1000, p99 / 1000, ratio }'
        done
    done
}

ratios() {
    paste "$work/$1-$2" "$work/${builds[0]}-$2" | awk -F'\t' '{ print $1 / $6 }'
}

main "$@"
