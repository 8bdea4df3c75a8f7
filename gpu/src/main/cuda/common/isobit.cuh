// What every kernel of Isobit starts from. The same source is compiled by nvcc and, for tests without a GPU, by g++
// behind src/test/cuda/emulation.hpp.
//
// Rules that keep the bits: every multiply-add is written out (fma_rn, or product then sum; nvcc gets -fmad=false), no
// function of libm, maximum and minimum as compare and select, no floating-point atomics, no tensor cores. Rules that
// keep the emulation possible: shared memory through ISOBIT_SHARED, no shuffle in divergent code, no return of a part
// of a block before a barrier.
//
// What a kernel does is a function template, ISOBIT_FUNCTION, in a namespace of the family's own: the emulation is one
// library of all families. ISOBIT_KERNELS, at the end of the family's file, exports it for each type.
#pragma once

#ifdef ISOBIT_EMULATION
#include "emulation.hpp"
#else
#define ISOBIT_FUNCTION __device__ __forceinline__
#define ISOBIT_KERNEL(name) extern "C" __global__ void name
// The same for blocks of so many threads at most.
#define ISOBIT_KERNEL_OF(threads, name) extern "C" __global__ void __launch_bounds__(threads) name
// After each kernel; the emulation finds it by this.
#define ISOBIT_EXPORT(name)
#define ISOBIT_SHARED(type, name, size) __shared__ __align__(16) type name[size]
#define ISOBIT_DYNAMIC_SHARED(type, name)                                \
  extern __shared__ __align__(16) unsigned char isobit_dynamic_shared[]; \
  type* name = reinterpret_cast<type*>(isobit_dynamic_shared)
#endif

// The kernels name_double and name_float: their parameters, written with T, and a call of the template that does the
// work. Names of namespace isobit are at hand in both.
#define ISOBIT_KERNELS(name, parameters, ...)              \
  namespace isobit::doubles {                              \
  ISOBIT_KERNEL(name##_double) parameters { __VA_ARGS__; } \
  ISOBIT_EXPORT(name##_double);                            \
  }                                                        \
  namespace isobit::floats {                               \
  ISOBIT_KERNEL(name##_float) parameters { __VA_ARGS__; }  \
  ISOBIT_EXPORT(name##_float);                             \
  }
// The same for blocks of so many threads at most.
#define ISOBIT_KERNELS_OF(threads, name, parameters, ...)              \
  namespace isobit::doubles {                                          \
  ISOBIT_KERNEL_OF(threads, name##_double) parameters { __VA_ARGS__; } \
  ISOBIT_EXPORT(name##_double);                                        \
  }                                                                    \
  namespace isobit::floats {                                           \
  ISOBIT_KERNEL_OF(threads, name##_float) parameters { __VA_ARGS__; }  \
  ISOBIT_EXPORT(name##_float);                                         \
  }

namespace isobit {

namespace doubles {
typedef double T;
}
namespace floats {
typedef float T;
}

// Java's int and long wrap around; so do these.
typedef unsigned int u32;
typedef unsigned long long u64;

constexpr int WARP = 32;
constexpr u32 ALL_LANES = 0xffffffffu;

ISOBIT_FUNCTION double fma_rn(double a, double b, double c) { return __fma_rn(a, b, c); }
ISOBIT_FUNCTION float fma_rn(float a, float b, float c) { return __fmaf_rn(a, b, c); }
ISOBIT_FUNCTION double sqrt_rn(double x) { return __dsqrt_rn(x); }
ISOBIT_FUNCTION float sqrt_rn(float x) { return __fsqrt_rn(x); }

ISOBIT_FUNCTION u64 bits_of(double x) { return static_cast<u64>(__double_as_longlong(x)); }
ISOBIT_FUNCTION u32 bits_of(float x) { return static_cast<u32>(__float_as_int(x)); }
ISOBIT_FUNCTION double double_of(u64 bits) { return __longlong_as_double(static_cast<long long>(bits)); }
ISOBIT_FUNCTION float float_of(u32 bits) { return __int_as_float(static_cast<int>(bits)); }

ISOBIT_FUNCTION double abs_of(double x) { return double_of(bits_of(x) & 0x7fffffffffffffffull); }
ISOBIT_FUNCTION float abs_of(float x) { return float_of(bits_of(x) & 0x7fffffffu); }
ISOBIT_FUNCTION double copysign_of(double magnitude, double sign) {
  return double_of((bits_of(magnitude) & 0x7fffffffffffffffull) | (bits_of(sign) & 0x8000000000000000ull));
}
ISOBIT_FUNCTION float copysign_of(float magnitude, float sign) {
  return float_of((bits_of(magnitude) & 0x7fffffffu) | (bits_of(sign) & 0x80000000u));
}

// The contract's maximum: NaN sticks, the first of two zeros wins.
template <class T>
ISOBIT_FUNCTION T greater(T m, T x) {
  return x > m || x != x ? x : m;
}

// Sixteen bytes that are loaded and stored at once.
template <class T>
struct alignas(16) Pack {
  static constexpr int SIZE = 16 / sizeof(T);
  T v[SIZE];
};

// Which of n elements this thread takes, one a thread.
ISOBIT_FUNCTION long long element() { return static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; }

// Calls f(r) for the rows of this thread, blockIdx.y being the first: those beyond the grid's height follow in steps.
template <class F>
ISOBIT_FUNCTION void for_rows(int rows, F f) {
  for (int r = static_cast<int>(blockIdx.y); r < rows; r += static_cast<int>(gridDim.y)) {
    f(r);
  }
}

// Calls f(r, i) for element i of each of these rows, one element a thread.
template <class F>
ISOBIT_FUNCTION void for_elements(int rows, long long n, F f) {
  long long i = element();
  if (i < n) {
    for_rows(rows, [&](int r) { f(r, i); });
  }
}

}  // namespace isobit
