// The contract's reductions along one vector: a warp's lanes hold the partial sums of a chunk of 4096 elements, 32 of
// them (float: 64, two a lane), and join them by the tree; chunks are joined level by level, 2j with 2j + 1, the last
// of an odd number moving up unchanged.
#pragma once

#include "common/types.cuh"

namespace isobit {
namespace reduction {

constexpr int FAN = 1024;

struct Add {
  template <class T>
  ISOBIT_FUNCTION T operator()(T a, T b) const {
    return a + b;
  }
};

struct Greater {
  template <class T>
  ISOBIT_FUNCTION T operator()(T a, T b) const {
    return greater(a, b);
  }
};

// The value of a chunk, for lane 0 of the warp that calls; step takes a partial and the number of an element.
template <class T, class Step, class Join>
ISOBIT_FUNCTION T chunk_value(long long first, int count, Step step, Join join) {
  constexpr int PARTIALS = static_cast<int>(References<T>::Reduce::PARTIALS);
  int lane = static_cast<int>(threadIdx.x) % WARP;
  T p = 0;
  T q = 0;
#pragma unroll 8
  for (int i = lane; i < count; i += PARTIALS) {
    p = step(p, first + i);
    if (PARTIALS > WARP && i + WARP < count) {
      q = step(q, first + i + WARP);
    }
  }
  if (PARTIALS > WARP) {
    p = join(p, q);
  }
  for (int h = WARP / 2; h > 0; h /= 2) {
    p = join(p, __shfl_down_sync(ALL_LANES, p, h));
  }
  return p;
}

// Joins m values at v[from …] of 2 * FAN, the block's threads together; the result is at the index returned.
template <class Shared, class Join>
ISOBIT_FUNCTION int join_levels(Shared& v, int from, int m, Join join) {
  while (m > 1) {
    int up = (m + 1) / 2;
    int to = FAN - from;
    for (int j = static_cast<int>(threadIdx.x); j < up; j += static_cast<int>(blockDim.x)) {
      v[to + j] = 2 * j + 1 < m ? join(v[from + 2 * j], v[from + 2 * j + 1]) : v[from + 2 * j];
    }
    __syncthreads();
    from = to;
    m = up;
  }
  return from;
}

}  // namespace reduction
}  // namespace isobit
