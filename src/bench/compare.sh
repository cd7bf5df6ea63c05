#!/usr/bin/env bash
# Compares the gateway's stored answers with those of other servers, and writes a table.
# usage: src/bench/compare.sh [--page, to put it into src/docs/speed.md too]
# in the environment: SECONDS_PER_RUN (10), ROUNDS (3), WARM_UP (30 s each), STARTS (5), CONNECTIONS ("32 256"),
#   LOAD_CORE (0), SERVER_CORE (1), RAM (1g: the memory that the JVMs assume), JAR (built here), PORT (18080 and up)
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=src/bench/lib.sh
source src/bench/lib.sh

readonly STARTS=${STARTS:-5} HERD=1000
read -ra connection_counts <<<"${CONNECTIONS:-32 256}"

candidates=()
declare -A process=() port=() header=()
results=

main() {
    [[ $# == 0 || $* == --page ]] || die "usage: src/bench/compare.sh [--page]"
    prepare
    results=$work/results
    local candidate
    start_candidates
    facts
    hits
    memory
    for candidate in gateway whole tomcat; do
        [[ -z ${pids[$candidate]:-} ]] || stop "$candidate"
    done
    start_forgetful
    herd
    outage
    for candidate in "${!pids[@]}"; do
        stop "$candidate"
    done
    starts
    cp "$results" "$OUT/results.tsv"
    "$jdk/bin/java" -cp "$OUT/classes" Comparison "$results" >"$OUT/compare.md"
    cat "$OUT/compare.md"
    [[ $# == 0 ]] || write_page
}

write_page() {
    awk -v table="$OUT/compare.md" '
        /^<!-- \/bench -->/ { while ((getline line < table) > 0) print line; inside = 0 }
        !inside { print }
        /^<!-- bench -->/ { inside = 1 }' src/docs/speed.md >"$work/speed.md"
    cp "$work/speed.md" src/docs/speed.md
}

record() {
    (IFS=$'\t' && echo "$*") >>"$results"
}

# usage: candidate NAME PROCESS PORT [HEADER]
candidate() {
    candidates+=("$1")
    process[$1]=$2
    port[$1]=$3
    header[$1]=${4:-X-Nobody: nobody}
}

start_candidates() {
    local bearer
    bearer="Authorization: Bearer $(<"$work/token")"
    local at management flags properties
    mapfile -t flags < <(jvm_flags)

    step "Starting bare Tomcat"
    take_port at
    mapfile -t properties < <(connector_properties)
    start tomcat "$at" / "$jdk/bin/java" "${flags[@]}" -cp "$OUT/classes:$OUT/tomcat/*" BareTomcat \
        "$at" "$SAMPLE" "$work/tomcat" "${properties[@]}"
    candidate tomcat tomcat "$at" "$bearer"

    step "Starting the gateway"
    take_port at
    take_port management
    mapfile -t properties < <(origin_properties)
    start_gateway gateway "$at" "$management" "${properties[@]}" --reports.time-to-live=1d
    candidate token gateway "$at" "$bearer"
    candidate key gateway "$at" "X-Api-Key: $API_KEY"

    step "Starting the gateway without its fast path"
    take_port at
    take_port management
    start_gateway whole "$at" "$management" "${properties[@]}" --reports.time-to-live=1d --reports.fast-path=false
    candidate token-whole whole "$at" "$bearer"
    candidate key-whole whole "$at" "X-Api-Key: $API_KEY"

    step "Starting Spring Cloud Gateway"
    [[ $OUT/scg/scg.jar -nt src/bench/scg/pom.xml ]] ||
        JAVA_HOME=$jdk ./mvnw -q -B -f src/bench/scg/pom.xml package >&2
    take_port at
    start scg "$at" "$USAGE" "$jdk/bin/java" "${flags[@]}" -jar "$OUT/scg/scg.jar" \
        --server.address=127.0.0.1 --server.port="$at" --origin="$ORIGIN"
    candidate scg scg "$at"

    start_nginx
    start_varnish
}

# Prints the gateway's connector settings, for the bare Tomcat.
connector_properties() {
    unzip -p "$jar" BOOT-INF/classes/application.properties | awk -F= '
        $1 == "server.tomcat.max-connections" { print "maxConnections=" $2 }
        $1 == "server.tomcat.max-keep-alive-requests" { print "maxKeepAliveRequests=" $2 }
        $1 == "server.tomcat.accept-count" { print "acceptCount=" $2 }'
    # The gateway's number of threads on one core.
    echo maxThreads=16
}

start_nginx() {
    local nginx at user=
    nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || {
        step "Without nginx: it is not installed"
        return
    }
    step "Starting nginx"
    take_port at
    [[ $(id -u) != 0 ]] || user='user root;'
    sed "s|@directory@|$work|; s|@port@|$at|; s|@origin@|$ORIGIN|; s|@user@|$user|" src/bench/load/nginx.conf \
        >"$work/nginx.conf"
    start nginx "$at" "$USAGE" "$nginx" -e "$work/nginx-error.log" -c "$work/nginx.conf"
    candidate nginx nginx "$at"
}

start_varnish() {
    local varnish at
    varnish=$(PATH=$PATH:/usr/sbin command -v varnishd) || {
        step "Without Varnish: it is not installed"
        return
    }
    step "Starting Varnish"
    take_port at
    sed "s|@origin-port@|$PORT|" src/bench/load/varnish.vcl >"$work/varnish.vcl"
    start varnish "$at" "$USAGE" "$varnish" -F -j none -n "$work/varnish" -s malloc,64m -a "127.0.0.1:$at" \
        -f "$work/varnish.vcl"
    candidate varnish varnish "$at"
}

facts() {
    record fact machine "$(awk -F': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)"
    record fact cores "$(nproc)"
    record fact java "$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$jdk/release")"
    record fact tomcat "$(find "$OUT/tomcat" -name 'tomcat-embed-core-*' | sed 's/.*core-//; s/\.jar//')"
    record fact scg "$(unzip -l "$OUT/scg/scg.jar" | sed -n 's/.*gateway-server-webflux-\([0-9.]*\)\.jar/\1/p' | head -n 1)"
    record fact wrk "$(wrk -v 2>&1 | sed -n 's/^wrk [a-z]*\/\{0,1\}\([0-9.]*\).*/\1/p')"
    record fact seconds "$SECONDS_PER_RUN"
    record fact rounds "$ROUNDS"
    record fact ram "$RAM"
}

# Fails unless a candidate answers with the sample.
check_answer() {
    curl -fsS -H "${header[$1]}" "http://127.0.0.1:${port[$1]}$USAGE" | cmp -s - "$SAMPLE" ||
        die "$1 answers something else than the report."
}

hits() {
    local name round connections before order
    for name in "${candidates[@]}"; do
        check_answer "$name"
        step "Warming $name up"
        load 32 "$WARM_UP" "http://127.0.0.1:${port[$name]}$USAGE" -H "${header[$name]}" >/dev/null
    done
    before=$(origin count)
    for ((round = 1; round <= ROUNDS; round++)); do
        order=("${candidates[@]}")
        # Every second round is in reverse order, so that no candidate always follows the same one.
        ((round % 2)) || mapfile -t order < <(printf '%s\n' "${candidates[@]}" | tac)
        for connections in "${connection_counts[@]}"; do
            for name in "${order[@]}"; do
                step "Round $round, $connections connections: $name"
                run "$name" "$connections" "$round"
            done
        done
    done
    [[ $(origin count) == "$before" ]] || die "not all of this was answered from a store."
    for name in "${candidates[@]}"; do
        check_answer "$name"
    done
}

run() {
    local figures
    figures=$(load "$2" "$SECONDS_PER_RUN" "http://127.0.0.1:${port[$1]}$USAGE" -H "${header[$1]}")
    [[ ${figures##*$'\t'} == 0 ]] || die "$1 did not answer all with 200: $(<"$work/wrk")"
    record hits "$1" "$2" "$3" "$figures"
}

memory() {
    local name seen=' '
    for name in "${candidates[@]}"; do
        local owner=${process[$name]} pid heap=0
        [[ $seen != *" $owner "* ]] || continue
        seen+="$owner "
        pid=${pids[$owner]}
        local rss child
        rss=$(rss_kilobytes "$pid")
        for child in $(pgrep -P "$pid"); do
            rss=$((rss + $(rss_kilobytes "$child")))
        done
        [[ $owner == nginx || $owner == varnish ]] || heap=$(live_bytes "$pid")
        record memory "$owner" "$rss" "$heap"
    done
}

# Starts a gateway whose reports are soon stale.
start_forgetful() {
    local at management properties
    step "Starting the gateway with a short time to live"
    take_port at
    take_port management
    mapfile -t properties < <(origin_properties)
    start_gateway forgetful "$at" "$management" "${properties[@]}" --reports.time-to-live=2s \
        --reports.stale-while-revalidate=2s --reports.keep-warm=false
    port[forgetful]=$at
    header[forgetful]="X-Api-Key: $API_KEY"
}

# Counts the upstream calls while many callers ask at once for a report that is not stored.
herd() {
    local name before path
    origin slow
    for name in forgetful scg nginx varnish; do
        [[ -n ${pids[$name]:-} ]] || continue
        path=/herd
        [[ $name != forgetful ]] || path=/v1/customers/11111111-2222-4333-8444-555555555555/analytics/licenses/usage
        step "A herd of $HERD: $name"
        before=$(origin count)
        "$jdk/bin/java" -cp "$OUT/classes" Herd "$HERD" "${port[$name]}" "$path" "${header[$name]}" >"$work/herd"
        record herd "$name" "$(($(origin count) - before))" "$(paste -sd' ' "$work/herd")"
    done
    origin up
}

# Measures what callers get while the upstream answers 503.
outage() {
    local name path figures
    for name in forgetful scg nginx varnish; do
        [[ -n ${pids[$name]:-} ]] || continue
        path=/outage/report
        [[ $name != forgetful ]] || path=$USAGE
        step "An outage: $name"
        origin up
        load 32 "$WARM_UP" "http://127.0.0.1:${port[$name]}$path" -H "${header[$name]}" >/dev/null
        origin down
        sleep 5
        figures=$(load 32 "$SECONDS_PER_RUN" "http://127.0.0.1:${port[$name]}$path" -H "${header[$name]}")
        record outage "$name" "$figures"
    done
    origin up
}

# Measures the time from the start of the process to the first answer, which needs a token and a fetch from the sandbox.
starts() {
    local i at management java=$jdk/bin/java
    train
    take_port at
    take_port management
    local properties=(--spring.profiles.active=sandbox --server.port="$at" --management.server.port="$management")
    for ((i = 1; i <= STARTS; i++)); do
        step "Start $i of $STARTS"
        record start plain "$(first_answer "$at" . "$java" -jar "$jar" "${properties[@]}")"
        record start image "$(first_answer "$at" "$OUT/app" "$java" -XX:Flags=jvm.flags -XX:AOTCache=gateway.aot \
            -Dio.netty.transport.noNative=true -jar partner-license-gateway.jar "${properties[@]}")"
    done
}

# usage: first_answer PORT DIRECTORY COMMAND...
first_answer() {
    local at=$1 directory=$2
    shift 2
    "$jdk/bin/java" -cp "$OUT/classes" FirstAnswer "$at" "$USAGE" "$OUT/start.log" "$directory" "$@"
}

main "$@"
