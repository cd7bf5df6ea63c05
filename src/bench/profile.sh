#!/usr/bin/env bash
# Records what the gateway does while it answers from its store: allocations, locks and where the time goes.
# usage: src/bench/profile.sh [token or key, token by default] [--property=value...]
# in the environment: SECONDS_PER_RUN (10), WARM_UP (30 s), CONNECTIONS (32), and the others of compare.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/lib.sh
source src/bench/lib.sh

readonly CONNECTIONS=${CONNECTIONS:-32}
readonly VIEWS=(hot-methods allocation-by-class allocation-by-site contention-by-class contention-by-site
    latencies-by-type gc-pauses)

main() {
    local at management properties header pid url figures before view
    local recording=$PWD/$OUT/hits.jfr
    case ${1:-token} in
        token | key) ;;
        *) die "usage: src/bench/profile.sh [token or key] [--property=value...]" ;;
    esac
    prepare
    take_port at
    take_port management
    step "Starting the gateway"
    mapfile -t properties < <(origin_properties)
    start_gateway gateway "$at" "$management" "${properties[@]}" --reports.time-to-live=1d "${@:2}"
    header="X-Api-Key: $API_KEY"
    [[ ${1:-token} == key ]] || header="Authorization: Bearer $(<"$work/token")"
    pid=${pids[gateway]}
    url=http://127.0.0.1:$at$USAGE
    step "Warming it up"
    load "$CONNECTIONS" "$WARM_UP" "$url" -H "$header" >/dev/null
    step "Counting what it allocates"
    before=$(allocated_bytes "$management")
    figures=$(load "$CONNECTIONS" "$SECONDS_PER_RUN" "$url" -H "$header")
    awk -F'\t' -v bytes="$(($(allocated_bytes "$management") - before))" '{
        printf "%d answers/s, p50 %.2f ms, p99 %.2f ms, %d not 200, %d bytes allocated for each answer\n",
            $1, $2 / 1000, $3 / 1000, $5, bytes / $4 }' <<<"$figures"
    step "Recording"
    "$jdk/bin/jcmd" "$pid" JFR.start name=hits settings=profile 'jdk.JavaMonitorEnter#threshold=100us' \
        'jdk.ThreadPark#threshold=1ms' 'jdk.ObjectAllocationSample#throttle=1000/s' >/dev/null
    load "$CONNECTIONS" "$SECONDS_PER_RUN" "$url" -H "$header" >/dev/null
    "$jdk/bin/jcmd" "$pid" JFR.stop name=hits filename="$recording" >/dev/null
    for view in "${VIEWS[@]}"; do
        "$jdk/bin/jfr" view --width 160 --truncate beginning "$view" "$recording"
    done
    echo "More of it: jfr view <view> $OUT/hits.jfr"
}

# Prints the number of bytes that were allocated up to the last collection.
allocated_bytes() {
    curl -fsS "http://127.0.0.1:$1/actuator/prometheus" | awk '/^jvm_gc_memory_allocated_bytes_total/ { printf "%d", $2 }'
}

main "$@"
