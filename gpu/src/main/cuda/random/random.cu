// Philox 4x32-10 and the draws made from it: draw first + i goes to out[i]. A thread takes one draw, or the two normals
// of one block. Float draws are rounded double draws.
#include "common/types.cuh"

namespace isobit {
namespace draws {

ISOBIT_FUNCTION void words(long long seed, long long stream, long long first, long long n, int* out) {
  long long i = element();
  if (i < n) {
    out[i] = static_cast<int>(PhiloxReference::word(seed, stream, first + i));
  }
}

template <class T>
ISOBIT_FUNCTION void uniform(long long seed, long long stream, long long first, long long n, T* out) {
  long long i = element();
  if (i < n) {
    out[i] = static_cast<T>(PhiloxReference::uniform(seed, stream, first + i));
  }
}

// Blocks start at even draws: the first and the last may have one of their normals outside.
template <class T>
ISOBIT_FUNCTION void gaussian(long long seed, long long stream, long long first, long long n, T* out) {
  long long i = 2 * element() - (first & 1);
  if (i < n) {
    T even = static_cast<T>(PhiloxReference::gaussian(seed, stream, first + i));
    T odd = static_cast<T>(PhiloxReference::gaussian(seed, stream, first + i + 1));
    if (i >= 0) {
      out[i] = even;
    }
    if (i + 1 < n) {
      out[i + 1] = odd;
    }
  }
}

}  // namespace draws
}  // namespace isobit

ISOBIT_KERNEL(random_words)(long long seed, long long stream, long long first, long long n, int* out) {
  isobit::draws::words(seed, stream, first, n, out);
}
ISOBIT_EXPORT(random_words);

ISOBIT_KERNELS(random_uniform, (long long seed, long long stream, long long first, long long n, T* out),
               draws::uniform(seed, stream, first, n, out))
ISOBIT_KERNELS(random_gaussian, (long long seed, long long stream, long long first, long long n, T* out),
               draws::gaussian(seed, stream, first, n, out))
