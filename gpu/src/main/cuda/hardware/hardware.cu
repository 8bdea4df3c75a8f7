// A card's ceilings: chains of fused multiply-adds in registers, three arrays through memory, and a launch of nothing.
#include "common/isobit.cuh"

namespace isobit {
namespace hardware {

// Chains of a thread that do not wait for each other, as HardwareReference counts them.
constexpr int CHAINS = 8;

// Chain c of thread i starts from i mod 64 + c; each step is x = fma(x, factor, 1). The sum of the chains goes out, so
// that none of them can be left out.
template <class T>
ISOBIT_FUNCTION void chains(long long n, int steps, T factor, T* y) {
  long long i = element();
  if (i < n) {
    T x[CHAINS];
#pragma unroll
    for (int c = 0; c < CHAINS; c++) {
      x[c] = static_cast<T>(static_cast<int>(i % 64) + c);
    }
#pragma unroll 16
    for (int s = 0; s < steps; s++) {
#pragma unroll
      for (int c = 0; c < CHAINS; c++) {
        x[c] = fma_rn(x[c], factor, T(1));
      }
    }
    T sum = x[0];
#pragma unroll
    for (int c = 1; c < CHAINS; c++) {
      sum = sum + x[c];
    }
    y[i] = sum;
  }
}

// a = fma(s, c, b), sixteen bytes a thread; the rest after the last whole sixteen one by one.
template <class T>
ISOBIT_FUNCTION void triad(long long n, T s, const T* b, const T* c, T* a) {
  long long i = element();
  long long whole = n / Pack<T>::SIZE;
  if (i < whole) {
    Pack<T> x = reinterpret_cast<const Pack<T>*>(b)[i];
    Pack<T> y = reinterpret_cast<const Pack<T>*>(c)[i];
#pragma unroll
    for (int l = 0; l < Pack<T>::SIZE; l++) {
      x.v[l] = fma_rn(s, y.v[l], x.v[l]);
    }
    reinterpret_cast<Pack<T>*>(a)[i] = x;
  } else if (i - whole < n - whole * Pack<T>::SIZE) {
    long long j = whole * Pack<T>::SIZE + (i - whole);
    a[j] = fma_rn(s, c[j], b[j]);
  }
}

}  // namespace hardware
}  // namespace isobit

ISOBIT_KERNELS(hardware_chains, (long long n, int steps, T factor, T* y), hardware::chains(n, steps, factor, y))
ISOBIT_KERNELS(hardware_triad, (long long n, T s, const T* b, const T* c, T* a), hardware::triad(n, s, b, c, a))

ISOBIT_KERNEL(hardware_nothing)(int) {}
ISOBIT_EXPORT(hardware_nothing);
