# shellcheck shell=bash
# What the measurements have in common: a jar, servers as processes on a core of their own, and wrk on another core.

readonly SECONDS_PER_RUN=${SECONDS_PER_RUN:-10} ROUNDS=${ROUNDS:-3} WARM_UP=${WARM_UP:-30}
readonly LOAD_CORE=${LOAD_CORE:-0} SERVER_CORE=${SERVER_CORE:-1} RAM=${RAM:-1g} PORT=${PORT:-18080}

# shellcheck disable=SC2034 # Used where this is sourced.
readonly OUT=target/bench SAMPLE=src/main/resources/org/partnergateway/sandbox/partner-usage.json
# shellcheck disable=SC2034
readonly USAGE=/v1/analytics/licenses/usage API_KEY=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
readonly ORIGIN=http://127.0.0.1:$PORT

declare -A pids=()
work=
jdk=
jar=
next_port=$((PORT + 1))
launch=()

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 2
}

step() {
    printf '%s %s\n' "$(date +%T)" "$*" >&2
}

# Stops everything that was started, however the script ends.
clean_up() {
    local name
    for name in "${!pids[@]}"; do
        stop "$name"
    done
    [[ -z $work ]] || rm -rf "$work"
}

prepare() {
    local tool
    for tool in wrk taskset curl pgrep; do
        command -v "$tool" >/dev/null || die "this needs $tool."
    done
    [[ $LOAD_CORE != "$SERVER_CORE" ]] || die "the load and the server need a core each."
    taskset -c "$LOAD_CORE,$SERVER_CORE" true || die "there are no cores $LOAD_CORE and $SERVER_CORE."
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    work=$(mktemp -d)
    find_things
    mkdir -p "$OUT/classes"
    "$jdk/bin/javac" -d "$OUT/classes" -cp "$OUT/tomcat/*" src/bench/load/*.java
    printf 'bench:%s\n' "$(sha256 "$API_KEY")" >"$work/api-keys"
    start origin "$PORT" /control/count "$jdk/bin/java" -cp "$OUT/classes" Origin "$PORT" "$SAMPLE" "$work/token"
    until [[ -s $work/token ]]; do sleep 0.1; done
}

# Finds the JDK and the jar, and extracts the jar.
find_things() {
    command -v unzip >/dev/null || die "this needs unzip."
    jdk=$(find_jdk) || die "this needs a JDK 25: set JAVA_HOME to one."
    mkdir -p "$OUT"
    find_jar
    extract
}

find_jdk() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        if [[ -x $home/bin/javac ]] && "$home/bin/java" -version 2>&1 | grep -q 'version "25[".]'; then
            echo "$home"
            return
        fi
    done
    return 1
}

# JAR names a jar that was built elsewhere.
find_jar() {
    if [[ -z ${JAR:-} ]]; then
        # The jar's own time says nothing, since the build is reproducible.
        if [[ ! -e $OUT/built || -n $(find pom.xml src/main -newer "$OUT/built" -print -quit) ]]; then
            step "Building the jar"
            JAVA_HOME=$jdk ./mvnw -q -B package -DskipTests >&2
            touch "$OUT/built"
        fi
        JAR=$(find target -maxdepth 1 -name 'partner-license-gateway-*.jar' -print -quit)
    fi
    [[ -s $JAR ]] || die "there is no jar."
    jar=$(realpath "$JAR")
}

# Extracts the jar as the image does, and copies the gateway's Tomcat for the bare one.
extract() {
    rm -rf "$OUT/app" "$OUT/tomcat"
    "$jdk/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$OUT/app" >/dev/null
    [[ -s $OUT/app/partner-license-gateway.jar ]] || mv "$OUT"/app/*.jar "$OUT/app/partner-license-gateway.jar"
    mkdir "$OUT/tomcat"
    cp "$OUT"/app/lib/tomcat-embed-core-*.jar "$OUT"/app/lib/jakarta.annotation-api-*.jar "$OUT/tomcat"
}

sha256() {
    printf %s "$1" | sha256sum | cut -d' ' -f1
}

# Sets the variable $1 to a port that nobody listens on.
take_port() {
    while (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do
        next_port=$((next_port + 1))
    done
    printf -v "$1" %s "$next_port"
    next_port=$((next_port + 1))
}

# Prints the flags of the image, for a machine with as little memory as a container.
jvm_flags() {
    printf '%s\n' -XX:Flags=src/docker/jvm.flags "-XX:MaxRAM=$RAM" --enable-native-access=ALL-UNNAMED
}

# Starts a process under a name and waits until it answers.
# usage: start NAME PORT PATH COMMAND...
start() {
    local name=$1 port=$2 path=$3
    shift 3
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        die "port $port is taken: set PORT."
    fi
    taskset -c "$SERVER_CORE" "$@" >"$OUT/$name.log" 2>&1 &
    pids[$name]=$!
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        kill -0 "${pids[$name]}" 2>/dev/null || break
        if curl -fs -m 10 -o /dev/null "http://127.0.0.1:$port$path"; then
            return
        fi
        sleep 0.2
    done
    die "$name does not start: see $OUT/$name.log"
}

stop() {
    local pid=${pids[$1]}
    unset "pids[$1]"
    kill "$pid" 2>/dev/null || true
    local tries
    for ((tries = 0; tries < 150; tries++)); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.2
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

# Starts a gateway with everything switched on, with the command in launch if there is one. The second port is for management.
# usage: start_gateway NAME PORT MANAGEMENT_PORT [--property=value...]
start_gateway() {
    local name=$1 port=$2 management=$3 flags command
    shift 3
    mapfile -t flags < <(jvm_flags)
    command=("$jdk/bin/java" "${flags[@]}" -Dio.netty.transport.noNative=true -jar "$jar")
    [[ ${#launch[@]} == 0 ]] || command=("${launch[@]}")
    start "$name" "$management" /actuator/health/readiness "${command[@]}" \
        --server.address=127.0.0.1 --server.port="$port" \
        --management.server.address=127.0.0.1 --management.server.port="$management" \
        --callers.authentication=jwt-or-api-key --callers.api-keys-file="$work/api-keys" \
        --spring.security.oauth2.resourceserver.jwt.issuer-uri="$ORIGIN" \
        --spring.security.oauth2.resourceserver.jwt.audiences=partner-license-gateway-bench \
        --callers.rate-limit.requests=1000000000 "$@"
}

# Prints the properties with which a gateway uses the origin as its Partner Center.
origin_properties() {
    printf '%s\n' "--partner-center.base-url=$ORIGIN" "--partner-center.token.uri=$ORIGIN/token" \
        --partner-center.token.tenant-id=bench --partner-center.token.client-id=bench \
        --partner-center.token.client-secret=bench
}

origin() {
    curl -fsS "$ORIGIN/control/$1"
}

# Prints, separated by tabs: answers a second, p50 and p99 in µs, the number of answers, and of those other than 200.
# usage: load CONNECTIONS SECONDS URL [WRK_ARGUMENT...]
load() {
    local connections=$1 seconds=$2 url=$3
    shift 3
    taskset -c "$LOAD_CORE" wrk -t1 -c"$connections" -d"${seconds}s" --timeout 30s --latency "$@" "$url" >"$work/wrk" ||
        die "wrk failed"
    awk -v OFS='\t' '
        function micros(text) {
            if (text ~ /us$/) return text + 0
            if (text ~ /ms$/) return text * 1000
            if (text ~ /m$/) return text * 60000000
            return text * 1000000
        }
        $1 == "50%" { p50 = micros($2) }
        $1 == "99%" { p99 = micros($2) }
        $2 == "requests" { answers = $1 }
        /Non-2xx/ { bad += $NF }
        /Socket errors/ { gsub(",", ""); bad += $4 + $6 + $8 + $10 }
        /Requests\/sec/ { rate = $2 }
        END { print rate, p50, p99, answers, bad + 0 }' "$work/wrk"
}

rss_kilobytes() {
    awk '/^VmRSS/ { print $2 }' "/proc/$1/status"
}

# Prints how many bytes of the heap are in use after a full collection, which this command causes.
live_bytes() {
    "$jdk/bin/jcmd" "$1" GC.class_histogram 2>/dev/null | awk '$1 == "Total" { print $3 }'
}

# Prints the median of the numbers in standard input.
median() {
    sort -n | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}

# Trains the extracted gateway as the image does.
train() {
    local at management
    step "Training"
    take_port at
    take_port management
    cp src/docker/jvm.flags src/docker/healthcheck "$OUT/app"
    rm -f "$OUT/app/gateway.aot"
    (cd "$OUT/app" && PATH=$jdk/bin:$PATH SERVER_PORT=$at MANAGEMENT_SERVER_PORT=$management \
        ../../../src/docker/train gateway.aot >../train.log 2>&1) || die "no AOT cache: see $OUT/train.log"
}
