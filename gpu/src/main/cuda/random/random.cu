// Philox 4x32-10 and the draws made from it: draw first + i goes to out[i]. A thread takes one draw, or the two normals of
// one block.
#include "common/types.cuh"

ISOBIT_KERNEL(random_words)(long long seed, long long stream, long long first, long long n, int* out) {
  long long i = isobit::element();
  if (i < n) {
    out[i] = static_cast<int>(isobit::PhiloxReference::word(seed, stream, first + i));
  }
}
ISOBIT_EXPORT(random_words);

#define ISOBIT_DRAWS(T)                                                                                    \
  ISOBIT_KERNEL(random_uniform_##T)(long long seed, long long stream, long long first, long long n, T* out) { \
    long long i = isobit::element();                                                                       \
    if (i < n) {                                                                                           \
      out[i] = static_cast<T>(isobit::PhiloxReference::uniform(seed, stream, first + i));                  \
    }                                                                                                      \
  }                                                                                                        \
  ISOBIT_EXPORT(random_uniform_##T);                                                                       \
  ISOBIT_KERNEL(random_gaussian_##T)(long long seed, long long stream, long long first, long long n, T* out) { \
    long long i = 2 * isobit::element() - (first & 1);                                                     \
    if (i < n) {                                                                                           \
      T even = static_cast<T>(isobit::PhiloxReference::gaussian(seed, stream, first + i));                 \
      T odd = static_cast<T>(isobit::PhiloxReference::gaussian(seed, stream, first + i + 1));              \
      if (i >= 0) {                                                                                        \
        out[i] = even;                                                                                     \
      }                                                                                                    \
      if (i + 1 < n) {                                                                                     \
        out[i + 1] = odd;                                                                                  \
      }                                                                                                    \
    }                                                                                                      \
  }                                                                                                        \
  ISOBIT_EXPORT(random_gaussian_##T);

ISOBIT_DRAWS(double)
ISOBIT_DRAWS(float)
