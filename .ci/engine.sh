# shellcheck shell=bash disable=SC2154 # $work is that of .ci/run

# A Docker engine for .ci/run, and the images that the Dockerfile and the tests pull. If no registry can be reached, they are
# made here of Debian's packages and the JDK, under the same names.

readonly DEBIAN_IMAGE=debian:bookworm-slim
readonly JRE_IMAGE=eclipse-temurin:25-jre-noble
readonly REDIS_IMAGE=redis:7.0-bookworm
# The modules of the published JRE, as its file "release" lists them.
readonly JRE_MODULES=(
    java.se java.smartcardio jdk.accessibility jdk.charsets jdk.crypto.cryptoki jdk.crypto.ec jdk.dynalink
    jdk.httpserver jdk.jdwp.agent jdk.jfr jdk.jsobject jdk.localedata jdk.management jdk.management.agent
    jdk.management.jfr jdk.naming.dns jdk.naming.rmi jdk.net jdk.nio.mapmode jdk.sctp jdk.security.auth
    jdk.security.jgss jdk.unsupported jdk.xml.dom jdk.zipfs
)

engine=

# Starts an engine, unless one answers. Its files are in $work, so nothing of it is left at the end.
start_engine() {
    if ! docker info &>/dev/null; then
        step "Starting a Docker engine"
        remove_bridge
        mkdir "$work/engine"
        export DOCKER_HOST="unix://$work/engine/socket"
        dockerd --host "$DOCKER_HOST" --data-root "$work/engine/data" --exec-root "$work/engine/run" \
            --pidfile "$work/engine/pid" &>"$work/engine.log" &
        engine=$!
        await_engine
        # If this runs in a container itself, Testcontainers would look for the engine outside.
        export TESTCONTAINERS_HOST_OVERRIDE=localhost
    fi
    # The builder that every engine has, whichever its client prefers.
    export DOCKER_BUILDKIT=0
    provide "$JRE_IMAGE" make_jre
    provide "$REDIS_IMAGE" make_redis
}

await_engine() {
    local deadline=$((SECONDS + 60))
    until docker info &>/dev/null; do
        kill -0 "$engine" 2>/dev/null || die "the Docker engine stopped: $(tail -n 5 "$work/engine.log")"
        ((SECONDS < deadline)) || die "the Docker engine did not answer within a minute: $(tail -n 5 "$work/engine.log")"
        sleep 0.5
    done
}

stop_engine() {
    [[ -n $engine ]] || return 0
    kill "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
    engine=
    remove_bridge
}

# Removes the bridge that an engine leaves. The next engine would share it with everything that still uses it.
remove_bridge() {
    ip link delete docker0 2>/dev/null || true
}

provide() {
    docker image inspect "$1" &>/dev/null || timeout 60 docker pull -q "$1" 2>/dev/null || make_image "$1" "$2"
}

make_image() {
    step "Making $1"
    "$2"
}

make_jre() {
    provide "$DEBIAN_IMAGE" make_debian
    mkdir "$work/jre"
    "$(jdk)/bin/jlink" --add-modules "$(IFS=, && echo "${JRE_MODULES[*]}")" \
        --no-header-files --no-man-pages --output "$work/jre/jre"
    docker build -q -t "$JRE_IMAGE" -f - "$work/jre" <<-END
		FROM $DEBIAN_IMAGE
		ENV JAVA_HOME=/opt/java/openjdk
		ENV PATH=\$JAVA_HOME/bin:\$PATH LANG=C.UTF-8
		COPY jre \$JAVA_HOME
	END
}

make_redis() {
    provide "$DEBIAN_IMAGE" make_debian
    docker build -q -t "$REDIS_IMAGE" - <<-END
		FROM $DEBIAN_IMAGE
		RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends redis-server
	END
}

make_debian() {
    debootstrap --variant=minbase bookworm "$work/debian" >"$work/debootstrap.log" || die "$(tail -n 5 "$work/debootstrap.log")"
    rm -rf "$work/debian"/var/{cache/apt,lib/apt/lists}/*
    tar -C "$work/debian" -c . | docker import - "$DEBIAN_IMAGE"
}

# The JDK that Maven's toolchain finds.
jdk() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* ~/.sdkman/candidates/java/* ~/.jdks/*; do
        if [[ -x $home/bin/jlink ]] && grep -q '^JAVA_VERSION="25[."]' "$home/release"; then
            echo "$home"
            return
        fi
    done
    die "there is no JDK 25 to make a JRE of."
}
