# shellcheck shell=bash
# Makes packages of a build; sourced by scripts/package and by the test of packages. Wants
# SOURCE_DATE_EPOCH, the time that all files in them have.
: "${root:?}"

# packaged_name BUILD: of the archive and the folder in it.
packaged_name() {
    local system
    system=$(uname -s)
    printf 'tricep-%s-%s-%s\n' "$("$1/tricep" version | cut -d' ' -f2)" "${system,,}" "$(uname -m)"
}

# pack_archive BUILD FOLDER
pack_archive() {
    local name
    name=$(packaged_name "$1") || return
    cmake --install "$1" --strip --prefix "$2/$name" >/dev/null &&
        cmake -DCPACK_GENERATOR=TGZ -DCPACK_TEMPORARY_INSTALL_DIRECTORY="$2/$name" \
            -P "$root/cmake/package_tree.cmake" &&
        tar -C "$2" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner \
            --mtime="@$SOURCE_DATE_EPOCH" -cf - "$name" | gzip -9 -n >"$2/$name.tar.gz" &&
        rm -r "${2:?}/$name" &&
        (cd "$2" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
}

# pack_deb BUILD FOLDER
pack_deb() {
    (cd "$1" && cpack -G DEB -B "$2") >"$2/log" 2>&1 || {
        cat "$2/log" >&2
        return 1
    }
    rm -r "$2/_CPack_Packages" "$2/log"
}

# pack BUILD FOLDER: both, in a folder of their own.
pack() (
    set -o pipefail
    umask 022
    rm -rf "$2"
    mkdir -p "$2"
    pack_archive "$1" "$2" && pack_deb "$1" "$2"
)
