// What lanes.cuh does, for larger problems: one a block, in shared memory; see block.cuh. Between kernels, what is kept
// of a problem lies in the device's memory.
#pragma once

#include "batch/block.cuh"

namespace isobit {
namespace batch {

using rational::Block;

// What a block keeps of one problem in the device's memory: packed rows of w, t, e and h.
ISOBIT_FUNCTION long long held(int n) { return triangle(n) + 3ll * n; }

// The same in shared memory, with a reflection and scratch of n each; then vectors, or a packed matrix; then scratch.
template <class T, class S>
struct Shelf {
  int n;
  Block<T, S> block;
  Part<S> x, y, scratch;

  ISOBIT_FUNCTION Shelf(S s, int n, bool reflections, int first, int second) : n(n) {
    int at = reflections ? triangle(n) : 0;
    block = Block<T, S>{n, {s, 0}, {s, at}, {s, at + n}, {s, at + 2 * n}, {s, at + 3 * n}, {s, at + 4 * n}};
    x = {s, at + 5 * n};
    y = {s, at + 5 * n + first};
    scratch = {s, at + 5 * n + first + second};
  }

  // Takes what was kept. Ends with a barrier.
  ISOBIT_FUNCTION void take(const T* state, bool reflections) const {
    for (int i = own(); i < triangle(n) && reflections; i += threads()) {
      block.w[i] = state[i];
    }
    for (int i = own(); i < 3 * n; i += threads()) {
      block.t[i] = state[triangle(n) + i];
    }
    __syncthreads();
  }

  ISOBIT_FUNCTION void keep(T* state) const {
    for (int i = own(); i < triangle(n); i += threads()) {
      state[i] = block.w[i];
    }
    for (int i = own(); i < 3 * n; i += threads()) {
      state[triangle(n) + i] = block.t[i];
    }
  }

  // Vectors v0 ... v0 + count - 1 of problem b in; end with a barrier.
  ISOBIT_FUNCTION void load(const T* vectors, long long lanes, long long b, int v0, int count) const {
    for (int e = own(); e < count * n; e += threads()) {
      x[e] = vectors[(static_cast<long long>(v0) * n + e) * lanes + b];
    }
    __syncthreads();
  }

  // And out, from where they are; end with a barrier.
  ISOBIT_FUNCTION void store(Part<S> from, T* vectors, long long lanes, long long b, int v0, int count) const {
    for (int e = own(); e < count * n; e += threads()) {
      vectors[(static_cast<long long>(v0) * n + e) * lanes + b] = from[e];
    }
    __syncthreads();
  }
};

template <class T>
ISOBIT_FUNCTION void block_factor(int n, long long lanes, const T* a, T c, T* state, T* bound, int* status) {
  ISOBIT_DYNAMIC_SHARED(T, s);
  Shelf<T, decltype(s)> shelf(s, n, true, 0, 0);
  long long b = blockIdx.x;
  for (int i = own() / WARP; i < n; i += threads() / WARP) {
    for (int j = own() % WARP; j <= i; j += WARP) {
      shelf.block.w[triangle(i) + j] = a[(static_cast<long long>(i) * n + j) * lanes + b];
    }
  }
  __syncthreads();
  T norm;
  int found = shelf.block.factor(shelf.scratch, c, norm);
  shelf.keep(state + b * held(n));
  if (own() == 0) {
    status[b] = found;
    bound[b] = norm;
  }
}

template <class T>
ISOBIT_FUNCTION void block_rotate(int back, int n, long long lanes, int vectors, int chunk, const T* state,
                                  const int* status, T* x) {
  ISOBIT_DYNAMIC_SHARED(T, s);
  Shelf<T, decltype(s)> shelf(s, n, true, chunk * n, 0);
  long long b = blockIdx.x;
  if (status[b] == 0) {
    shelf.take(state + b * held(n), true);
    for (int v0 = 0; v0 < vectors; v0 += chunk) {
      int count = vectors - v0 < chunk ? vectors - v0 : chunk;
      shelf.load(x, lanes, b, v0, count);
      shelf.block.rotate(back != 0, count, shelf.x);
      shelf.store(shelf.x, x, lanes, b, v0, count);
    }
  }
}

template <class T>
ISOBIT_FUNCTION void block_inverse(int n, long long lanes, int vectors, const T* state, const int* status, const T* x,
                                   T* y) {
  ISOBIT_DYNAMIC_SHARED(T, s);
  Shelf<T, decltype(s)> shelf(s, n, false, n, n);
  long long b = blockIdx.x;
  if (status[b] == 0) {
    shelf.take(state + b * held(n), false);
    for (int v = 0; v < vectors; v++) {
      shelf.load(x, lanes, b, v, 1);
      shelf.block.inverse(shelf.x, shelf.y, shelf.scratch);
      shelf.store(shelf.y, y, lanes, b, v, 1);
    }
  }
}

template <class T>
ISOBIT_FUNCTION void block_sum(int n, long long lanes, int vectors, int chunk, int poles, const T* state,
                               const T* bound, const int* status, const int* start, const T* shift, const T* weight,
                               const T* x, T* y) {
  ISOBIT_DYNAMIC_SHARED(T, s);
  Shelf<T, decltype(s)> shelf(s, n, false, chunk * n, chunk * n);
  long long b = blockIdx.x;
  if (status[b] == 0) {
    shelf.take(state + b * held(n), false);
    int m = rational::table(bound[b]);
    for (int v0 = 0; v0 < vectors; v0 += chunk) {
      int count = vectors - v0 < chunk ? vectors - v0 : chunk;
      shelf.load(x, lanes, b, v0, count);
      shelf.block.sum(start[m], start[m + 1], shift, weight, poles, count, shelf.x, shelf.y, shelf.scratch);
      shelf.store(shelf.y, y, lanes, b, v0, count);
    }
  }
}

// Reflections come from the device's memory, so that the largest matrix is that of block_factor.
template <class T>
ISOBIT_FUNCTION void block_matrix(int n, long long lanes, int poles, const T* state, const T* bound, const int* status,
                                  const int* start, const T* shift, const T* weight, T* out) {
  ISOBIT_DYNAMIC_SHARED(T, s);
  Shelf<T, decltype(s)> shelf(s, n, false, triangle(n), 0);
  long long b = blockIdx.x;
  if (status[b] == 0) {
    const T* mine = state + b * held(n);
    shelf.take(mine, false);
    int m = rational::table(bound[b]);
    auto reflection = [&](int i) {
      for (int j = own(); j < i; j += threads()) {
        shelf.block.v[j] = mine[triangle(i) + j];
      }
      __syncthreads();
      return shelf.block.v;
    };
    shelf.block.matrix(start[m], start[m + 1], shift, weight, poles, shelf.x, shelf.scratch, reflection);
    for (int i = own() / WARP; i < n; i += threads() / WARP) {
      for (int j = own() % WARP; j <= i; j += WARP) {
        T v = shelf.x[triangle(i) + j];
        out[(static_cast<long long>(i) * n + j) * lanes + b] = v;
        out[(static_cast<long long>(j) * n + i) * lanes + b] = v;
      }
    }
  }
}

}  // namespace batch
}  // namespace isobit
