#!/bin/sh
# Keeps a gateway under load while its upstream fails at random, and says whether it kept its promises.
# usage: src/bench/soak.sh [minutes, 3 by default] [seed, drawn by default]
set -eu
cd "$(dirname "$0")/../.."

die() {
    printf 'soak.sh: %s\n' "$*" >&2
    exit 2
}

is_jdk_25() {
    [ -x "$1/bin/javac" ] && "$1/bin/java" -version 2>&1 | grep -q 'version "25[".]'
}

# Prints the home of a JDK 25.
find_jdk() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        if is_jdk_25 "$home"; then
            echo "$home"
            return
        fi
    done
    return 1
}

# Whether the jar is older than its sources. The jar's own time says nothing, since the build is reproducible.
is_outdated() {
    [ ! -e "$built" ] || [ -n "$(find pom.xml src/main -newer "$built" | head -n 1)" ]
}

jdk=$(find_jdk) || die "this needs a JDK 25: set JAVA_HOME to one."
built=target/soak.built
if is_outdated; then
    ./mvnw -q -B package -DskipTests >&2 || die "the jar cannot be built."
    touch "$built"
fi
jar=$(find target -maxdepth 1 -name 'partner-license-gateway-*.jar' | head -n 1)
[ -n "$jar" ] || die "there is no jar in target."

exec "$jdk/bin/java" src/bench/soak/Soak.java "$jar" "${1:-3}" ${2:+"$2"}
