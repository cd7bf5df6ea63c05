#!/usr/bin/env bash
# Measures the gateway's stored answers with more and more reports, connections and callers.
# usage: src/bench/growth.sh
# in the environment: SECONDS_PER_RUN (10), ROUNDS (3), WARM_UP (30 s each), MOST_REPORTS (100000), RAM (4g), and the others
#   of compare.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
RAM=${RAM:-4g}
# shellcheck source=src/bench/lib.sh
source src/bench/lib.sh

readonly MOST_REPORTS=${MOST_REPORTS:-100000} CALLERS=1000
declare -A port=()

main() {
    local reports row before round
    prepare
    make_keys
    # The columns: stored reports, connections, callers.
    local rows=("1 32 1" "100 32 1" "$MOST_REPORTS 32 1" "100 256 1" "100 2000 1" "100 32 $CALLERS")
    for reports in 1 100 "$MOST_REPORTS"; do
        start_filled "$reports"
        step "Warming it up"
        measure "$reports" 32 1 "$WARM_UP" >/dev/null
    done
    # Warms up the code that verifies the credential of an unknown caller.
    measure 100 32 "$CALLERS" "$WARM_UP" >/dev/null
    before=$(origin count)
    for ((round = 1; round <= ROUNDS; round++)); do
        for row in "${rows[@]}"; do
            step "Round $round: reports, connections, callers: $row"
            # shellcheck disable=SC2086 # Three words.
            measure $row "$SECONDS_PER_RUN" >>"$work/${row// /-}"
        done
    done
    [[ $(origin count) == "$before" ]] || die "not all of this was answered from a store."
    table "${rows[@]}" | tee "$OUT/growth.md"
}

make_keys() {
    local i key
    echo "$API_KEY" >"$work/keys-1"
    for ((i = 1; i <= CALLERS; i++)); do
        printf -v key '%064x' "$i"
        echo "$key" >>"$work/keys-$CALLERS"
        printf 'caller-%d:%s\n' "$i" "$(sha256 "$key")" >>"$work/api-keys"
    done
}

start_filled() {
    local at management properties
    step "Starting the gateway, for stored reports: $1"
    take_port at
    take_port management
    mapfile -t properties < <(origin_properties)
    start_gateway "gateway-$1" "$at" "$management" "${properties[@]}" --reports.keep-warm=false \
        --reports.time-to-live=1d --reports.max-size=512MB
    port[$1]=$at
    taskset -c "$LOAD_CORE" "$jdk/bin/java" -cp "$OUT/classes" Fill "$at" "$API_KEY" "$1" ||
        die "the store could not be filled."
}

# usage: measure REPORTS CONNECTIONS CALLERS SECONDS
measure() {
    local figures
    figures=$(CUSTOMERS=$1 KEYS=$work/keys-$3 load "$2" "$4" "http://127.0.0.1:${port[$1]}" -s src/bench/load/pick.lua)
    [[ ${figures##*$'\t'} == 0 ]] || die "not all was answered with 200: $(<"$work/wrk")"
    echo "$figures"
}

table() {
    local row figures reports connections callers
    echo '| Stored reports | Connections | Callers | Answers/s | p50 | p99 | Heap after a full collection |'
    echo '|---:|---:|---:|---:|---:|---:|---:|'
    for row in "$@"; do
        read -r reports connections callers <<<"$row"
        figures=$work/${row// /-}
        awk -v row="$reports | $connections | $callers" -v rate="$(cut -f1 "$figures" | median)" \
            -v p50="$(cut -f2 "$figures" | median)" -v p99="$(cut -f3 "$figures" | median)" \
            -v heap="$(live_bytes "${pids[gateway-$reports]}")" 'BEGIN {
                printf "| %s | %d | %.2f ms | %.2f ms | %d MB |\n", row, rate, p50 / 1000, p99 / 1000, heap / 1048576 }'
    done
}

main
