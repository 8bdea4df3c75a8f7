#!/usr/bin/env bash
# Provides ncgen, ncdump and h5dump, with which the tests make NetCDF files and read ours back. Does nothing where they
# are installed; installs Debian's packages where it may; otherwise unpacks them into target/netcdf-tools, where the
# tests look too, without root and without touching the system.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=$root/target/netcdf-tools
packages=(netcdf-bin hdf5-tools)

fail() {
  echo "netcdf-tools: $1" >&2
  exit 2
}

present() {
  command -v ncgen > /dev/null && command -v ncdump > /dev/null && command -v h5dump > /dev/null
}

if present || PATH=$folder/usr/bin present; then
  exit 0
fi
for tool in apt-get dpkg-deb; do
  command -v "$tool" > /dev/null || fail "$tool is needed: this script works on Debian and its descendants; elsewhere install ncgen, ncdump and h5dump yourself"
done
if [ "$(id -u)" = 0 ]; then
  echo "netcdf-tools: installing ${packages[*]}" >&2
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${packages[@]}" > /dev/null
  present || fail "${packages[*]} are installed, but ncgen, ncdump and h5dump are not there"
  exit 0
fi
echo "netcdf-tools: unpacking ${packages[*]} into $folder" >&2
rm -rf "$folder"
mkdir -p "$folder/packages"
(
  cd "$folder/packages"
  mapfile -t all < <(apt-get -s --no-install-recommends install "${packages[@]}" | sed -n 's/^Inst \([^ ]*\).*/\1/p')
  apt-get -qq download "${all[@]}"
)
for package in "$folder"/packages/*.deb; do
  dpkg-deb -x "$package" "$folder"
done
rm -rf "$folder/packages"
