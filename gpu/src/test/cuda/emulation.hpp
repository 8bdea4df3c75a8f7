// CUDA's device language on a CPU: the threads of a block are fibers of one OS thread, blocks run one after the other.
// Barriers, shuffles and shared memory behave as on a device or report what would go wrong there: a barrier that not all
// threads reach, a shuffle that a lane of the mask misses, an index beyond shared memory; shared memory that was not
// written holds NaN. Test code: a product never loads it.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#define __global__
#define __device__
#define __forceinline__ inline

#define ISOBIT_FUNCTION inline
#define ISOBIT_KERNEL(name) extern "C" void name
#define ISOBIT_KERNEL_OF(threads, name) extern "C" void name
#define ISOBIT_EXPORT(name) static ::emulation::Export export_##name(#name, &name)
#define ISOBIT_SHARED(type, name, size) static ::emulation::Shared<type, (size)> name
#define ISOBIT_DYNAMIC_SHARED(type, name) ::emulation::Dynamic<type> name

#define threadIdx (::emulation::thread_index)
#define blockIdx (::emulation::block_index)
#define blockDim (::emulation::block_size)
#define gridDim (::emulation::grid_size)

#define __syncthreads() ::emulation::barrier(__LINE__)
#define __syncwarp(...) ::emulation::warp(__LINE__)
#define __shfl_sync(mask, value, source) ::emulation::shuffle(mask, value, source, __LINE__)
#define __shfl_down_sync(mask, value, delta) ::emulation::shuffle_down(mask, value, delta, __LINE__)

namespace emulation {

struct Index {
  unsigned x, y, z;
};
extern Index thread_index, block_index, block_size, grid_size;

// Changes with every block that runs.
extern std::uint64_t block_epoch;

[[noreturn]] void fail(const char* what, long a = 0, long b = 0);
void barrier(int line);
void warp(int line);

// Hands in eight bytes, waits for the warp and takes those of another lane.
std::uint64_t exchange(unsigned mask, std::uint64_t own, int source, int line);
int lane();

// Size in bytes and address of the dynamic shared memory of this launch.
extern std::size_t dynamic_bytes;
extern unsigned char* dynamic_shared;

template <class T>
T shuffle(unsigned mask, T value, int source, int line) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof value);
  bits = exchange(mask, bits, source & 31, line);
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

template <class T>
T shuffle_down(unsigned mask, T value, int delta, int line) {
  int source = lane() + delta;
  return shuffle(mask, value, source > 31 ? lane() : source, line);
}

template <class T, std::size_t N>
class Shared {
 public:
  T& operator[](std::size_t i) {
    if (i >= N) {
      fail("index %ld of shared memory of %ld elements", static_cast<long>(i), static_cast<long>(N));
    }
    if (epoch_ != block_epoch) {
      epoch_ = block_epoch;
      std::memset(static_cast<void*>(data_), 0xff, sizeof data_);
    }
    return data_[i];
  }

 private:
  std::uint64_t epoch_ = 0;
  alignas(16) T data_[N];
};

template <class T>
class Dynamic {
 public:
  T& operator[](std::size_t i) const {
    if ((i + 1) * sizeof(T) > dynamic_bytes) {
      fail("index %ld of dynamic shared memory of %ld bytes", static_cast<long>(i), static_cast<long>(dynamic_bytes));
    }
    return reinterpret_cast<T*>(dynamic_shared)[i];
  }
};

// What kind of parameter a type is: pointer, 64-bit and 32-bit integer, double, float.
template <class T>
constexpr char kind() {
  if constexpr (std::is_pointer_v<T>) {
    return 'p';
  } else if constexpr (std::is_same_v<T, double>) {
    return 'd';
  } else if constexpr (std::is_same_v<T, float>) {
    return 'f';
  } else {
    static_assert(std::is_integral_v<T> && (sizeof(T) == 8 || sizeof(T) == 4));
    return sizeof(T) == 8 ? 'l' : 'i';
  }
}

// A kernel that can be launched by its name.
struct Export {
  const char* name;
  void (*kernel)();
  void (*call)(void (*)(), void**);
  char kinds[32] = {};
  int count;
  Export* next;
  static Export* first;

  template <class... A>
  Export(const char* name, void (*f)(A...))
      : name(name), kernel(reinterpret_cast<void (*)()>(f)), call(&invoke<A...>), kinds{kind<A>()...},
        count(sizeof...(A)), next(first) {
    first = this;
  }

 private:
  template <class... A>
  static void invoke(void (*f)(), void** p) {
    expand<A...>(reinterpret_cast<void (*)(A...)>(f), p, std::index_sequence_for<A...>{});
  }
  template <class... A, std::size_t... I>
  static void expand(void (*f)(A...), void** p, std::index_sequence<I...>) {
    f(*static_cast<std::remove_cv_t<std::remove_reference_t<A>>*>(p[I])...);
  }
};

// Runs all blocks; order 0: threads ascending, 1: descending, others: seed of shuffled orders. Returns nullptr or what
// went wrong.
const char* launch(const Export& kernel, void** parameters, Index grid, Index block, std::size_t shared, int order);

}  // namespace emulation

inline double __fma_rn(double a, double b, double c) { return std::fma(a, b, c); }
inline float __fmaf_rn(float a, float b, float c) { return std::fma(a, b, c); }
inline double __dsqrt_rn(double x) { return std::sqrt(x); }
inline float __fsqrt_rn(float x) { return std::sqrt(x); }
inline long long __double_as_longlong(double x) {
  long long bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline int __float_as_int(float x) {
  int bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline double __longlong_as_double(long long bits) {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
inline float __int_as_float(int bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}
inline unsigned __umulhi(unsigned a, unsigned b) {
  return static_cast<unsigned>((static_cast<std::uint64_t>(a) * b) >> 32);
}
