# shellcheck shell=bash
# Shared by the scripts, which set root: installs what is missing, configures, builds.
# Everything said here goes to standard error, and standard input is left alone: both
# belong to the program.
: "${root:?}"

say() {
    printf '%s\n' "$*" >&2
}

# missing_packages CHECK=PACKAGE… prints the packages whose check fails: a path
# that must exist, or a command that must be found.
missing_packages() {
    local pair check
    for pair in "$@"; do
        check=${pair%%=*}
        case $check in
            /*) [ -e "$check" ] ;;
            *) command -v "$check" >/dev/null 2>&1 ;;
        esac || printf '%s\n' "${pair#*=}"
    done | sort -u
}

# Quiet, as build is, unless it fails.
install_packages() {
    local as_root=()
    say "missing packages (Debian's names): $*"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "there is no apt-get here: please install them and try again"
        exit 2
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            say "this needs root or sudo; as root: apt-get install $*"
            exit 2
        fi
        as_root=(sudo)
    fi
    say "installing them"
    local log=$root/build/packages.log
    mkdir -p "$root/build" || exit 2
    if ! { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@"; } </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        say "could not install: $*"
        exit 2
    fi
}

# require CHECK=PACKAGE…
require() {
    local packages
    packages=$(missing_packages "$@")
    if [ -n "$packages" ]; then
        # shellcheck disable=SC2086 # a list of names
        install_packages $packages
    fi
}

require_build_tools() {
    require gcc=gcc /usr/include/stdio.h=libc6-dev cmake=cmake ninja=ninja-build \
        /usr/include/pcre2.h=libpcre2-dev \
        /usr/include/nettle/sha2.h=nettle-dev /usr/include/yaml.h=libyaml-dev
}

# build PRESET [CMAKE ARGUMENT…]: quiet unless something is to be done or fails.
# Of two at the same time, one waits.
build() {
    mkdir -p "$root/build" || exit 2
    {
        if command -v flock >/dev/null 2>&1; then
            flock 9
        fi
        configure "$@"
        compile "$1"
    } 9>"$root/build/$1.lock"
}

# A build folder that came along with a copied checkout belongs to the original.
configure() {
    local preset=$1 folder=$root/build/$1 log=$root/build/$1.log
    shift
    if [ ! -f "$folder/build.ninja" ] ||
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        say "configuring $preset"
        (cd "$root" && cmake --fresh --preset "$preset" "$@") </dev/null >"$log" 2>&1 ||
            build_failed "$log"
    fi
}

compile() {
    local log=$root/build/$1.log
    ninja -C "$root/build/$1" -k 0 </dev/null 2>&1 | tee "$log" | announce "building $1"
    [ "${PIPESTATUS[0]}" -eq 0 ] || build_failed "$log"
}

# Says $1 when what ninja prints shows that there is something to do.
announce() {
    local line is_said=
    while IFS= read -r line; do
        if [ -z "$is_said" ] && [[ $line == '['[1-9]* ]]; then
            say "$1"
            is_said=yes
        fi
    done
}

build_failed() {
    grep -vE '^\[[0-9]+/[0-9]+\]' "$1" >&2
    say "the build failed; its output is in $1"
    exit 2
}
