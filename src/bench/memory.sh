#!/usr/bin/env bash
# Tests whether 256 MB are enough for a container of the gateway, in the layout of the image: 1,000 connections, then 5,000
# callers who wait for a report while others are answered.
# usage: src/bench/memory.sh
# in the environment: RAM (256m), SECONDS_PER_RUN (10), and the others of compare.sh
# As root, and with control groups, the kernel kills the process if it takes more than RAM, as in a container.
set -euo pipefail
cd "$(dirname "$0")/../.."
RAM=${RAM:-256m}
# shellcheck source=src/bench/lib.sh
source src/bench/lib.sh

readonly CONNECTIONS=1000 WAITING=5000
group=

main() {
    local at management properties waiting crowd
    ulimit -n 16384 || die "this needs 16,384 open files: see ulimit -n."
    prepare
    train
    take_port at
    take_port management
    mapfile -t properties < <(origin_properties)
    make_group
    step "Starting the gateway"
    start_image gateway "$at" "$management" "${properties[@]}" --reports.keep-warm=false --reports.time-to-live=1d \
        --partner-center.attempt-timeout=30s --partner-center.deadline=40s
    {
        echo "| In $RAM | Answers/s | p99 | RSS | Without pages of files | Heap after a full collection |"
        echo '|---|---:|---:|---:|---:|---:|'
        report "after the start" "$(printf '\t\t')"
        step "$CONNECTIONS connections"
        report "$CONNECTIONS connections" "$(answers "$at" "$CONNECTIONS")"
        origin endless
        step "$WAITING callers who wait"
        waiting=()
        for ((crowd = 0; crowd < WAITING / CONNECTIONS; crowd++)); do
            "$jdk/bin/java" -cp "$OUT/classes" Herd "$CONNECTIONS" "$at" \
                /v1/customers/11111111-2222-4333-8444-555555555555/analytics/licenses/usage "X-Api-Key: $API_KEY" \
                >"$work/herd.$crowd" &
            waiting+=($!)
            sleep 2
        done
        await_waiting "$management"
        report "32 connections, while $WAITING callers would wait" "$(answers "$at" 32)"
        wait "${waiting[@]}" || die "the callers who waited gave up."
        awk -F= '{ n[$1] += $2 } END { for (status in n) print status "=" n[status] }' "$work"/herd.* >"$work/herd"
        step "They got $(paste -sd' ' "$work/herd")"
        # Callers who cannot wait get 503.
        ! grep -vE '^(200|503)=' "$work/herd" >&2 || die "that is not all they may get."
        grep -q '^200=' "$work/herd" || die "nobody could wait."
        report "after that" "$(printf '\t\t')"
    } | tee "$OUT/memory.md"
    check_life
    ! grep -a OutOfMemory "$OUT/gateway.log" || die "it ran out of memory."
    [[ -z $group ]] || step "The most that counted against the limit: $(($(most_bytes) / 1048576)) MB"
}

# Makes a control group with the limit, of version 1 or 2, if that is allowed.
make_group() {
    local parent=/sys/fs/cgroup limit=memory.max
    if [[ -d /sys/fs/cgroup/memory ]]; then
        parent=/sys/fs/cgroup/memory
        limit=memory.limit_in_bytes
    fi
    if ! mkdir "$parent/memory-bench.$$" 2>/dev/null; then
        step "Without a limit: no control group can be made"
        return
    fi
    group=$parent/memory-bench.$$
    trap 'clean_up; rmdir "$group"' EXIT
    echo "$RAM" >"$group/$limit" || die "there is no control group for memory."
}

# Prints the memory without the pages of files.
own_kilobytes() {
    awk '/^RssAnon/ { print $2 }' "/proc/$1/status"
}

most_bytes() {
    cat "$group/memory.peak" 2>/dev/null || cat "$group/memory.max_usage_in_bytes"
}

# Fails if the gateway has ended, as it does when it runs out of memory.
check_life() {
    kill -0 "${pids[gateway]}" 2>/dev/null || die "the gateway is gone: $(tail -n 1 "$OUT/gateway.log")"
}

# Starts a gateway in the layout of the image, with its AOT cache.
# usage: start_image NAME PORT MANAGEMENT_PORT [--property=value...]
start_image() {
    local at=$2 management=$3
    # shellcheck disable=SC2034 # Read by start_gateway.
    launch=(env -C "$OUT/app" "$jdk/bin/java" -XX:Flags=jvm.flags "-XX:MaxRAM=$RAM" -XX:AOTCache=gateway.aot
        -Dio.netty.transport.noNative=true -jar partner-license-gateway.jar)
    # shellcheck disable=SC2016 # For the other shell.
    [[ -z $group ]] || launch=(bash -c 'echo $$ >"$0/cgroup.procs" && exec "$@"' "$group" "${launch[@]}")
    start_gateway "$1" "$at" "$management" "${@:4}"
}

answers() {
    local figures
    # The report has to be stored first.
    curl -fsS -o /dev/null -H "X-Api-Key: $API_KEY" "http://127.0.0.1:$1$USAGE" || check_life
    figures=$(load "$2" "$SECONDS_PER_RUN" "http://127.0.0.1:$1$USAGE" -H "X-Api-Key: $API_KEY")
    check_life
    [[ ${figures##*$'\t'} == 0 ]] || die "not all was answered with 200: $(<"$work/wrk")"
    echo "$figures"
}

# Waits until no more callers begin to wait.
await_waiting() {
    local tries before=0 now
    for ((tries = 0; tries < 100; tries++)); do
        check_life
        sleep 0.5
        now=$(curl -fsS "http://127.0.0.1:$1/actuator/prometheus" | awk '$1 == "reports_waiting" { print int($2) }')
        ((now == 0 || now != before)) || break
        before=$now
    done
    ((before > 0)) || die "nobody waits."
    step "$before of them wait"
}

# usage: report WHAT FIGURES
report() {
    local pid=${pids[gateway]} heap
    check_life
    heap=$(live_bytes "$pid")
    awk -F'\t' -v what="$1" -v rss="$(rss_kilobytes "$pid")" -v own="$(own_kilobytes "$pid")" -v heap="$heap" '{
        printf "| %s | %s | %s | %d MB | %d MB | %d MB |\n", what, ($1 == "") ? "" : sprintf("%d", $1),
            ($3 == "") ? "" : sprintf("%.1f ms", $3 / 1000), rss / 1024, own / 1024, heap / 1048576 }' <<<"$2"
}

main
