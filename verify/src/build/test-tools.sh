#!/usr/bin/env bash
# Provides what the tests need beside Maven and a JDK: ncgen, ncdump and h5dump, with which they make NetCDF files and
# read ours back, g++, which builds the CUDA kernels for the processor, and opponents, whose answers those of benchmarks
# are compared with: FFTW, gfortran, and Python with NumPy and OpenBLAS; and ONNX's own tests of its operators. Does
# nothing where they are installed; installs Debian's packages where it may. Without root it unpacks the NetCDF tools
# into target/netcdf-tools and ONNX's tests into target/onnx-testdata, where the tests look too, says that g++ is
# missing, and does without the opponents.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=$root/target/netcdf-tools
netcdf=(netcdf-bin hdf5-tools)
onnx=$root/target/onnx-testdata

fail() {
  echo "test-tools: $1" >&2
  exit 2
}

netcdf_present() {
  local PATH=$PATH:$folder/usr/bin
  command -v ncgen > /dev/null && command -v ncdump > /dev/null && command -v h5dump > /dev/null
}

compiler_present() {
  command -v g++ > /dev/null
}

fftw_present() {
  compgen -G '/usr/lib/*/libfftw3.so.3' > /dev/null || compgen -G '/usr/lib*/libfftw3.so.3' > /dev/null
}

numpy_present() {
  command -v python3 > /dev/null \
    && python3 -c 'import importlib.util as util; exit(util.find_spec("numpy") is None)'
}

onnx_present() {
  [ -d /usr/share/libonnx-testdata/data/node ] || [ -d "$onnx/usr/share/libonnx-testdata/data/node" ]
}

packages=()
if ! netcdf_present; then
  packages+=("${netcdf[@]}")
fi
if ! compiler_present; then
  packages+=(g++)
fi
onnx_present || packages+=(libonnx-testdata)
if [ "$(id -u)" = 0 ]; then
  fftw_present || packages+=(libfftw3-double3)
  command -v gfortran > /dev/null || packages+=(gfortran)
  numpy_present || packages+=(python3-numpy libopenblas0-pthread)
fi
if [ ${#packages[@]} = 0 ]; then
  exit 0
fi
for tool in apt-get dpkg-deb; do
  command -v "$tool" > /dev/null || fail "$tool is needed: this script works on Debian and its descendants; elsewhere install ncgen, ncdump, h5dump and g++ yourself"
done
if [ "$(id -u)" = 0 ]; then
  echo "test-tools: installing ${packages[*]}" >&2
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${packages[@]}" > /dev/null
  netcdf_present || fail "${netcdf[*]} are installed, but ncgen, ncdump and h5dump are not there"
  compiler_present || fail "the package g++ is installed, but the program is not there"
  exit 0
fi
if ! netcdf_present; then
  echo "test-tools: unpacking ${netcdf[*]} into $folder" >&2
  rm -rf "$folder"
  mkdir -p "$folder/packages"
  (
    cd "$folder/packages"
    mapfile -t all < <(apt-get -s --no-install-recommends install "${netcdf[@]}" | sed -n 's/^Inst \([^ ]*\).*/\1/p')
    apt-get -qq download "${all[@]}"
  )
  for package in "$folder"/packages/*.deb; do
    dpkg-deb -x "$package" "$folder"
  done
  rm -rf "$folder/packages"
fi
if ! onnx_present; then
  echo "test-tools: unpacking libonnx-testdata into $onnx" >&2
  rm -rf "$onnx"
  mkdir -p "$onnx/packages"
  (cd "$onnx/packages" && apt-get -qq download libonnx-testdata)
  dpkg-deb -x "$onnx"/packages/*.deb "$onnx"
  rm -rf "$onnx/packages"
fi
compiler_present || fail "g++ is missing, and only root can install it: apt install g++"
