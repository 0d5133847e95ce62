# shellcheck shell=bash
# Shared by ./run and ./test: installs what is missing, configures, builds. Sourced by bash from the
# project's root; everything it says goes to standard error, so that programs own standard output.

readonly kPackageList=cmake/packages.list
readonly kBuildFolder=build/release

# A source is the same in every build folder of this project: what release compiled, core-only finds in ccache.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD}

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 2
}

# listed_packages SET...: the Debian packages of these sets.
listed_packages() {
    local set package rest wanted
    while read -r set package rest; do
        for wanted in "$@"; do
            [ "$set" = "$wanted" ] && printf '%s\n' "$package"
        done
    done < <(grep -Ev '^[[:space:]]*(#|$)' "$kPackageList")
    return 0
}

# explain_requirements SET...: the same for a person whose system names its packages differently.
explain_requirements() {
    local set package description wanted
    say "  a C++20 compiler (g++ 12 or clang 15)"
    while read -r set package description; do
        for wanted in "$@"; do
            [ "$set" = "$wanted" ] && say "  $description"
        done
    done < <(grep -Ev '^[[:space:]]*(#|$)' "$kPackageList")
    return 0
}

# missing_packages SET...: those of the sets that dpkg does not have, neither by name nor provided by another.
missing_packages() {
    comm -23 <(listed_packages "$@" | sort -u) \
        <(dpkg-query -W -f '${db:Status-Status}|${Package}, ${Provides}\n' 2>/dev/null |
            sed -n 's/^installed|//p' | tr ',' '\n' | sed 's/[(].*//; s/[[:space:]]//g' | sort -u)
    if ! command -v "${CXX:-c++}" >/dev/null; then echo g++; fi
}

# as_root COMMAND...: directly, or through sudo (which asks for a password only where it can).
as_root() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif [ -t 0 ]; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

apt_install() {
    as_root apt-get install -y -q --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >&2
}

apt_update() {
    say "Reading the package lists ..."
    as_root apt-get update -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2 >&2 || true
}

# apt_knows PACKAGE...: every one of them has a candidate version.
apt_knows() {
    apt-get install --simulate -q --no-install-recommends "$@" >/dev/null 2>&1
}

# install_requirements SET...: makes sure that the sets are there; does nothing if they are, and
# nothing at all where NIE_SKIP_INSTALL is set.
install_requirements() {
    [ -z "${NIE_SKIP_INSTALL:-}" ] || return 0
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "This system has no apt-get. Install these (the versions are the oldest that work):"
        explain_requirements "$@"
        die "Once they are there: NIE_SKIP_INSTALL=1 $0"
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0

    say "Installing ${#missing[@]} missing packages: ${missing[*]}"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        die "This needs root and there is no sudo. As root: apt-get install --no-install-recommends ${missing[*]}"
    fi
    local updated=
    if ! apt_knows "${missing[@]}"; then
        apt_update
        updated=1
    fi
    if ! apt_install "${missing[@]}"; then
        # A list that is some days old names versions that the mirror has dropped.
        if [ -z "$updated" ]; then
            apt_update
            apt_install "${missing[@]}" && return
        fi
        die "Could not install: ${missing[*]}
apt-get says why above; with no network, connect once and try again, or install them from another source."
    fi
}

# build_jobs: one a core, as far as memory goes (a file that includes LibTorch takes up to 1.5 GB).
build_jobs() {
    if [ -n "${NIE_JOBS:-}" ]; then
        echo "$NIE_JOBS"
        return
    fi
    local cores memory limit jobs
    cores=$(nproc 2>/dev/null || echo 1)
    memory=$(awk '/^MemAvailable:/ {print int($2 / 1024)}' /proc/meminfo 2>/dev/null || echo 1500)
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
    if [[ $limit =~ ^[0-9]+$ ]] && [ $((limit / 1048576)) -lt "$memory" ]; then
        memory=$((limit / 1048576))
    fi
    jobs=$((memory / 1500))
    [ "$jobs" -le "$cores" ] || jobs=$cores
    [ "$jobs" -ge 1 ] || jobs=1
    echo "$jobs"
}

# configure: only where nothing is configured yet; Ninja itself configures again when a CMake file changed.
configure() {
    local fresh=()
    if grep -qs '^CMAKE_HOME_DIRECTORY' "$kBuildFolder/CMakeCache.txt"; then
        # A copied or moved folder carries a cache that names the old place.
        if ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$kBuildFolder/CMakeCache.txt"; then
            fresh=(--fresh)
        elif [ -f "$kBuildFolder/build.ninja" ]; then
            return 0
        fi
    fi
    say "Configuring ..."
    cmake --preset release "${fresh[@]}" >&2
}

# build TARGET...
build() {
    cmake --build "$kBuildFolder" --parallel "$(build_jobs)" --target "$@" >&2
}
