#!/usr/bin/env bash
# Builds the PTX of every src/main/cuda/FAMILY/FAMILY.cu, by default into the resources, where it is committed: text for
# compute capability 8.0 and newer, every multiply-add as written, of a PTX version that all drivers since CUDA 12.0 load.
# The first line holds the hash of all that it was built from, this script included; a test compares it, so that nobody
# ships old kernels.
#
#   mvn -pl gpu -am compile && gpu/src/build/ptx.sh [DIRECTORY]
set -euo pipefail
export LC_ALL=C

cd "$(dirname "$0")/../.."
out=${1:-src/main/resources/org/isobit/gpu}
[ -r target/cuda/reference.cuh ] || { echo "ptx.sh: target/cuda/reference.cuh is missing: run mvn -pl gpu -am compile" >&2; exit 1; }
command -v nvcc > /dev/null || { echo "ptx.sh: nvcc is not on the PATH: install NVIDIA's CUDA toolkit" >&2; exit 1; }

for source in src/main/cuda/*/*.cu; do
  family=$(basename "$source" .cu)
  file=$out/$family/$family.ptx
  mkdir -p "$out/$family"
  hash=$(cat src/build/ptx.sh src/main/cuda/*/*.cuh target/cuda/reference.cuh "$source" | sha256sum | cut -d' ' -f1)
  nvcc -std=c++20 -ptx -arch=compute_80 -fmad=false -I src/main/cuda -I target/cuda -o "$file.new" "$source"
  {
    echo "// Isobit $family, built from sources with SHA-256 $hash"
    sed 's/^\.version .*/.version 8.0/' "$file.new"
  } > "$file"
  rm "$file.new"
done
