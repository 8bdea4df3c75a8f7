#!/usr/bin/env bash
# Builds the PTX of every src/main/cuda/FAMILY/FAMILY.cu, by default into the resources, where it is committed: text for
# compute capability 8.0 and newer, every multiply-add as written, of a PTX version that all drivers since CUDA 12.0 load.
# The first line holds the hash of all that it was built from, this script and what its source includes, and nothing
# else, and the hash of the lines below it. Tests compare both, so that nobody ships old or edited kernels.
#
#   mvn -pl gpu -am compile && gpu/src/build/ptx.sh [DIRECTORY]
set -euo pipefail
export LC_ALL=C

cd "$(dirname "$0")/../.."
out=${1:-src/main/resources/org/isobit/gpu}
[ -r target/cuda/reference.cuh ] || { echo "ptx.sh: target/cuda/reference.cuh is missing: run mvn -pl gpu -am compile" >&2; exit 1; }
command -v nvcc > /dev/null || { echo "ptx.sh: nvcc is not on the PATH: install NVIDIA's CUDA toolkit" >&2; exit 1; }

# The files that a file is made of: what it includes, depth first, each once, then the file itself.
sources() {
  local name file
  while read -r name; do
    for file in "src/main/cuda/$name" "target/cuda/$name"; do
      if [ -e "$file" ] && [[ " ${seen[*]} " != *" $file "* ]]; then
        seen+=("$file")
        sources "$file"
      fi
    done
  done < <(sed -n 's/^#include "\(.*\)"$/\1/p' "$1")
  echo "$1"
}

for source in src/main/cuda/*/*.cu; do
  family=$(basename "$source" .cu)
  file=$out/$family/$family.ptx
  mkdir -p "$out/$family"
  seen=()
  hash=$(sources "$source" | xargs cat src/build/ptx.sh | sha256sum | cut -d' ' -f1)
  nvcc -std=c++20 -ptx -arch=compute_80 -fmad=false -I src/main/cuda -I target/cuda -o "$file.new" "$source"
  sed -i 's/^\.version .*/.version 8.0/' "$file.new"
  {
    echo "// Isobit $family, built from sources with SHA-256 $hash, text with SHA-256 $(sha256sum < "$file.new" | cut -d' ' -f1)"
    cat "$file.new"
  } > "$file"
  rm "$file.new"
done
