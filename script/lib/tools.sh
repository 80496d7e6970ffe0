# Where the pinned tools live and how they get there. Sourced by the scripts beside this folder; runs nothing itself.

TRUNK_VERSION=0.21.14
# The same as `wasm-bindgen` in Cargo.toml: the two speak a private format to each other.
WASM_BINDGEN_VERSION=0.2.130
BINARYEN_VERSION=132.0.0
TERSER_VERSION=5.44.1
GECKODRIVER_VERSION=0.37.0
CARGO_DENY_VERSION=0.20.2
CARGO_AUDIT_VERSION=0.22.2
CARGO_FUZZ_VERSION=0.13.2
CSP_EVALUATOR_VERSION=1.1.8
AXE_VERSION=4.14.1
LIGHTHOUSE_VERSION=13.5.0
LIGHTHOUSE_NODE_VERSION=22.23.3

TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/nse-console"
export PATH="$TOOLS/bin:$TOOLS/npm/node_modules/.bin:$PATH:$HOME/.cargo/bin"

step() { printf '\033[1m» %s\033[0m\n' "$*" >&2; }

# fail WHAT [COMMAND]: ends with one plain error and the command that a person can run to see it alone.
fail() {
  printf 'error: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '       try it alone: %s\n' "$2" >&2
  exit 1
}

need_command() { command -v "$1" >/dev/null || fail "\`$1\` is not installed; NSE Console needs $2"; }

# cargo_tool COMMAND CRATE VERSION: a program from crates.io, built once a machine.
cargo_tool() {
  local command=$1 crate=$2 version=$3 installed
  # "trunk 0.21.14": the second word of the first line.
  read -r _ installed _ < <("$TOOLS/bin/$command" --version 2>/dev/null) || true
  [ "${installed:-}" != "$version" ] || return 0
  if command -v cargo-binstall >/dev/null; then
    step "installing $crate $version (prebuilt, by cargo-binstall)"
    cargo binstall --no-confirm --root "$TOOLS" "$crate@$version" && return
  fi
  step "building $crate $version (once; a few minutes)"
  # Tools run for seconds: building them quickly matters more than making them quick.
  local build=(env CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
    CARGO_TARGET_DIR="$TOOLS/build" cargo install --quiet --force --root "$TOOLS" "$crate" --version "$version")
  # A registry mirror may lag behind a crate's lock file: then newer dependencies do as well.
  "${build[@]}" --locked || "${build[@]}" || fail "cargo could not build $crate $version" "cargo install $crate --version $version"
  rm -rf "$TOOLS/build"
}

# Where cargo puts what it builds, as an absolute path.
target_dir() {
  case "${CARGO_TARGET_DIR:-target}" in
    /*) printf '%s\n' "$CARGO_TARGET_DIR" ;;
    *) printf '%s\n' "$PWD/${CARGO_TARGET_DIR:-target}" ;;
  esac
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

apt_install() {
  command -v apt-get >/dev/null || fail "$1 is not installed and there is no apt-get here: install it with your package manager"
  step "installing $1 (apt-get)"
  if [ -z "${APT_UPDATED:-}" ]; then as_root apt-get -qq update && APT_UPDATED=1; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$1" >/dev/null ||
    fail "apt-get could not install $1" "apt-get install $1"
}

debian_package() { command -v "$1" >/dev/null || apt_install "$2"; }

# npm_tool PACKAGE VERSION [FOLDER [NEEDED@VERSION …]]: a package of npm's, beside those that are there already, or in a
# folder of its own with what it needs.
npm_tool() {
  local package=$1 version=$2 folder=$TOOLS/${3:-npm}
  [ "$(node -p "require('$folder/node_modules/$package/package.json').version" 2>/dev/null)" != "$version" ] || return 0
  step "installing $package $version (npm)"
  npm install --silent --no-fund --no-audit --prefix "$folder" "$package@$version" "${@:4}" ||
    fail "npm could not install $package@$version" "npm install --prefix $folder $package@$version ${*:4}"
}

# debian_server COMMAND PACKAGE [SERVICE]: a web server for the tests, which start it themselves. Debian would start it
# as a service too, on port 80 and at each boot from then on; on a port that is taken the installation would fail.
debian_server() {
  local command=$1 package=$2 service=${3:-} policy=/usr/sbin/policy-rc.d denied=
  [ ! -x "/usr/sbin/$command" ] && ! command -v "$command" >/dev/null || return 0
  if [ ! -e "$policy" ]; then
    denied=yes
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod +x "$policy"
  fi
  # In a shell of its own, which may fail: the policy has to go in any case.
  local installed=0
  (apt_install "$package") || installed=$?
  if [ -n "$denied" ]; then as_root rm -f "$policy"; fi
  [ "$installed" = 0 ] || exit "$installed"
  if [ -n "$service" ] && [ -d /run/systemd/system ]; then as_root systemctl disable --quiet "$service"; fi
}

# Korean and Japanese are looked at in screenshots: without their glyphs a test of clipped text would prove nothing.
# (Not `grep -q`: it would leave before fc-list has said all, which then fails.)
font_package() { fc-list 2>/dev/null | grep -i 'noto.*cjk' >/dev/null || apt_install "$1"; }
