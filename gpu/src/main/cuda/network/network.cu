// What networks do between their products: copies, sums, and what scales values, one element a thread, rows of a matrix
// being blockIdx.y and what follows in steps. The operations are those of the layers on the processor.
#include "common/isobit.cuh"

namespace isobit {
namespace network {

template <class T>
ISOBIT_FUNCTION void copy(int rows, long long n, const T* x, long long ldx, T* y, long long ldy) {
  for_elements(rows, n, [&](int r, long long i) { y[r * ldy + i] = x[r * ldx + i]; });
}

template <class T>
ISOBIT_FUNCTION void sum(int rows, long long n, const T* a, long long lda, const T* b, long long ldb, T* y,
                         long long ldy) {
  for_elements(rows, n, [&](int r, long long i) { y[r * ldy + i] = a[r * lda + i] + b[r * ldb + i]; });
}

template <class T>
ISOBIT_FUNCTION void shift(int rows, long long n, const T* w, const T* x, long long ldx, T* y, long long ldy) {
  for_elements(rows, n, [&](int r, long long i) { y[r * ldy + i] = x[r * ldx + i] + w[i]; });
}

template <class T>
ISOBIT_FUNCTION void affine(int rows, long long n, const T* scale, const T* shift, const T* x, long long ldx, T* y,
                            long long ldy) {
  for_elements(rows, n, [&](int r, long long i) { y[r * ldy + i] = fma_rn(scale[i], x[r * ldx + i], shift[i]); });
}

// Row r of all has weight r modulo the rows of a sample.
template <class T>
ISOBIT_FUNCTION void lerp(int rows, long long n, int each, const T* w, const T* a, long long lda, const T* b,
                          long long ldb, T* y, long long ldy) {
  for_elements(rows, n, [&](int r, long long i) {
    T from = a[r * lda + i];
    y[r * ldy + i] = fma_rn(w[r % each], b[r * ldb + i] - from, from);
  });
}

// A row is a sample of channels × each elements, or each × channels if channels are last; factors less one and summands
// of its channels are a row of their own.
template <class T>
ISOBIT_FUNCTION void conditioning(int rows, int channels, int each, int last, const T* x, long long ldx, const T* by,
                                  long long ldb, T* y, long long ldy) {
  for_elements(rows, static_cast<long long>(channels) * each, [&](int r, long long i) {
    long long channel = last ? i % channels : i / each;
    T factor = T(1) + by[r * ldb + channel];
    y[r * ldy + i] = fma_rn(x[r * ldx + i], factor, by[r * ldb + channels + channel]);
  });
}

}  // namespace network
}  // namespace isobit

ISOBIT_KERNELS(network_copy, (int rows, long long n, const T* x, long long ldx, T* y, long long ldy),
               network::copy(rows, n, x, ldx, y, ldy))
ISOBIT_KERNELS(network_sum,
               (int rows, long long n, const T* a, long long lda, const T* b, long long ldb, T* y, long long ldy),
               network::sum(rows, n, a, lda, b, ldb, y, ldy))
ISOBIT_KERNELS(network_shift, (int rows, long long n, const T* w, const T* x, long long ldx, T* y, long long ldy),
               network::shift(rows, n, w, x, ldx, y, ldy))
ISOBIT_KERNELS(network_affine,
               (int rows, long long n, const T* scale, const T* shift, const T* x, long long ldx, T* y, long long ldy),
               network::affine(rows, n, scale, shift, x, ldx, y, ldy))
ISOBIT_KERNELS(network_lerp,
               (int rows, long long n, int each, const T* w, const T* a, long long lda, const T* b, long long ldb, T* y,
                long long ldy),
               network::lerp(rows, n, each, w, a, lda, b, ldb, y, ldy))
ISOBIT_KERNELS(network_conditioning,
               (int rows, int channels, int each, int last, const T* x, long long ldx, const T* by, long long ldb, T* y,
                long long ldy),
               network::conditioning(rows, channels, each, last, x, ldx, by, ldb, y, ldy))
