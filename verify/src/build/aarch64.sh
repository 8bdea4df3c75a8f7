#!/usr/bin/env bash
# Checks the golden hashes on AArch64 processors, emulated: NEON (neoverse-n1), SVE of 256 bits (neoverse-v1) and of
# more (max). Debian's arm64 JDK 25 and qemu-user are unpacked into a folder of their own; nothing is installed, and the
# system's list of architectures stays as it is.
#
# usage: aarch64.sh [CPU ...]          run 'isobit verify' on these processors; default: all three
#        aarch64.sh --command CPU      only fetch what is missing and print the command that starts Java
#
# AARCH64_FOLDER names another folder than .aarch64 in the repository; VERIFY_OPTIONS holds further options of
# 'isobit verify', for example "--kernel gemm".
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=${AARCH64_FOLDER:-$root/.aarch64}
print=false
if [ "${1:-}" = --command ]; then
  print=true
  shift
fi
cpus=("$@")
[ ${#cpus[@]} -gt 0 ] || cpus=(neoverse-n1 neoverse-v1 max)

packages=(openjdk-25-jre-headless libc6 zlib1g libgcc-s1 libstdc++6)

fail() {
  echo "aarch64: $1" >&2
  exit 2
}

for tool in apt-get dpkg-deb; do
  command -v "$tool" > /dev/null || fail "$tool is needed: this script works on Debian and its descendants"
done
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# apt with lists, caches and an empty package database of its own, for architecture $1.
own_apt() {
  local architecture=$1 base=$folder/apt-$1
  shift
  mkdir -p "$base/lists/partial" "$base/archives/partial"
  : > "$base/status"
  (cd "$base" && apt-get -qq \
    -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" -o APT::Get::List-Cleanup=0 \
    -o Dir::State="$base" -o Dir::State::Lists="$base/lists" -o Dir::State::status="$base/status" \
    -o Dir::Cache="$base" -o Dir::Cache::archives="$base/archives" -o APT::Sandbox::User=root \
    -o Acquire::Languages=none "$@")
}

# Downloads packages of architecture $1 and unpacks them into folder $2.
unpack() {
  local architecture=$1 target=$2
  shift 2
  echo "aarch64: fetching $* ($architecture)" >&2
  own_apt "$architecture" update
  own_apt "$architecture" download "$@"
  mkdir -p "$target"
  local package
  for package in "$folder/apt-$architecture"/*.deb; do
    dpkg-deb -x "$package" "$target"
  done
  rm -rf "$folder/apt-$architecture"
}

tree=$folder/arm64
if [ ! -e "$folder/complete" ]; then
  rm -rf "$tree" "$folder/qemu"
  unpack arm64 "$tree" "${packages[@]}"
  command -v qemu-aarch64 > /dev/null || unpack "$(dpkg --print-architecture)" "$folder/qemu" qemu-user
  # The packages count on a merged /usr.
  [ -e "$tree/lib" ] || ln -s usr/lib "$tree/lib"
  touch "$folder/complete"
fi

qemu=$(command -v qemu-aarch64 || echo "$folder/qemu/usr/bin/qemu-aarch64")
java=$(find "$tree/usr/lib/jvm" -path '*/bin/java' -type f | head -n 1)
[ -x "$qemu" ] || fail "there is no qemu-aarch64 in $folder; remove the folder and start again"
[ -n "$java" ] || fail "there is no arm64 Java in $folder; remove the folder and start again"
# Debian links the JDK's settings to /etc, by absolute names that mean the host's files here.
conf=$(dirname "$(dirname "$java")")
find "$conf" -type l -lname '/etc/*' | while read -r link; do
  ln -sfn "$tree$(readlink "$link")" "$link"
done

if $print; then
  echo "\"$qemu\" -L \"$tree\" -cpu ${cpus[0]} \"$java\""
  exit 0
fi

status=0
for cpu in "${cpus[@]}"; do
  echo "aarch64: $cpu" >&2
  "$root/isobit" verify ${VERIFY_OPTIONS:-} --certificate "$folder/$cpu.json" \
    --java "\"$qemu\" -L \"$tree\" -cpu $cpu \"$java\"" || status=1
done
exit $status
