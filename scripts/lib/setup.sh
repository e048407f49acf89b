# Shared by the scripts: installs what is missing, configures, builds.
# Everything said here goes to standard error; standard output is the program's.

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

install_packages() {
    local sudo=
    if ! command -v apt-get >/dev/null 2>&1; then
        say "these packages are missing (Debian's names): $*"
        say "there is no apt-get here: please install them and try again"
        exit 2
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            say "these packages are missing: $*"
            say "please run as root, or install sudo: apt-get install $*"
            exit 2
        fi
        sudo=sudo
    fi
    say "installing: $*"
    $sudo apt-get update -qq >&2 || exit 2
    $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >&2 || exit 2
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
        /usr/include/jsmn.h=libjsmn-dev /usr/include/pcre2.h=libpcre2-dev \
        /usr/include/nettle/sha2.h=nettle-dev
}

# build PRESET [CMAKE ARGUMENT…]: quiet unless something is to be done or fails.
build() {
    local preset=$1 folder log
    shift
    folder=$root/build/$preset
    mkdir -p "$root/build" || exit 2
    log=$root/build/$preset.log
    if [ ! -f "$folder/build.ninja" ]; then
        say "configuring $preset"
        (cd "$root" && cmake --preset "$preset" "$@") >"$log" 2>&1 || build_failed "$log"
    fi
    if ! ninja -C "$folder" -n 2>/dev/null | grep -q 'no work to do'; then
        say "building $preset"
    fi
    ninja -C "$folder" -k 0 >"$log" 2>&1 || build_failed "$log"
}

build_failed() {
    cat "$1" >&2
    say "the build failed; its output is in $1"
    exit 2
}
