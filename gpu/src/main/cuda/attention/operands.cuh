// Operands of attention, and how they are read.
#pragma once

#include "common/types.cuh"

namespace isobit {
namespace attention {

// Keys of a block, as in AttentionReference, and queries of a tile: tiles begin where blocks of causal keys do, so that
// all queries of a tile read the same blocks.
constexpr int BLOCK = 64;
constexpr int THREADS = 128;

// Elements of queries and keys, or keys with their values, that are in shared memory at a time.
constexpr int DEPTH = 32;

// Distance of elements of queries, keys and scores in shared memory, where queries or keys are neighbours: no multiple
// of the banks, and whole packs.
constexpr int LD = BLOCK + 4;

template <class T>
ISOBIT_FUNCTION T minus_infinity();
template <>
ISOBIT_FUNCTION double minus_infinity<double>() {
  return double_of(0xfff0000000000000ull);
}
template <>
ISOBIT_FUNCTION float minus_infinity<float>() {
  return float_of(0xff800000u);
}

template <class T, int N>
struct alignas(N * sizeof(T)) Few {
  T v[N];
};

// Reads N neighbours.
template <int N, class T, class Shared>
ISOBIT_FUNCTION void read(Shared& shared, int at, T* to) {
  Few<T, N> few = *reinterpret_cast<const Few<T, N>*>(&shared[at]);
#pragma unroll
  for (int e = 0; e < N; e++) {
    to[e] = few.v[e];
  }
}

template <class T>
ISOBIT_FUNCTION bool aligned(const T* x, long long ld) {
  return ((reinterpret_cast<u64>(x) | static_cast<u64>(ld) * sizeof(T)) & 15) == 0;
}

// P neighbours of a row of n elements, from column c on, at once where memory lets; zeros beyond the row's end and in
// rows that are not there.
template <class T>
ISOBIT_FUNCTION Pack<T> pack_of(const T* row, bool there, int c, int n, bool whole) {
  constexpr int P = Pack<T>::SIZE;
  Pack<T> pack;
  if (whole && there && c + P <= n) {
    pack = *reinterpret_cast<const Pack<T>*>(row + c);
  } else {
#pragma unroll
    for (int e = 0; e < P; e++) {
      pack.v[e] = there && c + e < n ? row[c + e] : T(0);
    }
  }
  return pack;
}

// What a call is about.
template <class T>
struct Call {
  int queries, keys, size, width;
  T scale;
  int causal, offset;
  const T* q;
  long long ldq;
  const T* k;
  long long ldk;
  const T* v;
  long long ldv;
  const T* added;
  const int* seen;
  long long maskQuery;
  T* y;
  long long ldy;
  T* shifts;
  T* reciprocals;

  // Keys before this one are seen by query i.
  ISOBIT_FUNCTION int end(int i) const {
    long long end = static_cast<long long>(i) + offset + 1;
    return causal == 0 || end > keys ? keys : end < 0 ? 0 : static_cast<int>(end);
  }
};

}  // namespace attention
}  // namespace isobit
