// Matrix products: see tile.cuh for C = alpha * op(A) * op(B) + beta * C. Large tiles for large matrices, small tiles
// for small ones; the bits are the same.
#include "gemm/tile.cuh"

namespace isobit {
namespace product {

// A float takes half the registers of a double, so its large tiles are larger.
template <class T>
struct Large;
template <>
struct Large<double> : Cut<64, 64, 16, 8, 4> {};
template <>
struct Large<float> : Cut<128, 128, 16, 8, 8> {};

template <class T>
struct Small : Cut<32, 32, 16, 4, 4> {};

constexpr int ROWS = 128;
constexpr int DEPTH = 16;

// y = alpha * op(A) * x + beta * y, a thread a row of op(A); rows of a stored A go through shared memory.
template <class T>
ISOBIT_FUNCTION void gemv(int trans, int m, int k, T alpha, const T* a, long long lda, const T* x, long long incx,
                          T beta, T* y, long long incy) {
  ISOBIT_SHARED(T, tile, ROWS*(DEPTH + 1));
  constexpr int RUN = static_cast<int>(GemmReference::RUN);
  int own = static_cast<int>(threadIdx.x);
  int row0 = static_cast<int>(blockIdx.x) * ROWS;
  int i = row0 + own;
  T total = T(0);
  if (beta != T(0) && i < m) {
    total = y[i * incy];
    total = beta == T(1) ? total : beta * total;
  }
  T s = total;
  int terms = alpha == T(0) ? 0 : k;
  for (int k0 = 0; k0 < terms; k0 += DEPTH) {
    int depth = terms - k0 < DEPTH ? terms - k0 : DEPTH;
    if (k0 % RUN == 0 && k0 > 0) {
      total = k0 == RUN ? s : total + s;
      s = T(0);
    }
    if (trans == 0) {
      for (int q = own; q < ROWS * DEPTH; q += ROWS) {
        int r = q / DEPTH;
        int d = q % DEPTH;
        if (row0 + r < m && d < depth) {
          tile[r * (DEPTH + 1) + d] = a[(row0 + r) * lda + k0 + d];
        }
      }
      __syncthreads();
    }
    if (i < m) {
      for (int d = 0; d < depth; d++) {
        T v = trans == 0 ? tile[own * (DEPTH + 1) + d] : a[(k0 + d) * lda + i];
        s = fma_rn(alpha * v, x[(k0 + d) * incx], s);
      }
    }
    if (trans == 0) {
      __syncthreads();
    }
  }
  if (i < m) {
    y[i * incy] = terms <= RUN ? s : total + s;
  }
}

// A = A + alpha * x * y^T, a thread an element; rows beyond the grid follow in steps.
template <class T>
ISOBIT_FUNCTION void ger(int m, int n, T alpha, const T* x, long long incx, const T* y, long long incy, T* a,
                         long long lda) {
  long long j = element();
  if (j < n && alpha != T(0)) {
    for (int i = static_cast<int>(blockIdx.y); i < m; i += static_cast<int>(gridDim.y)) {
      a[i * lda + j] = fma_rn(alpha * x[i * incx], y[j * incy], a[i * lda + j]);
    }
  }
}

}  // namespace product
}  // namespace isobit

#define ISOBIT_GEMM(name, kind)                                                                                    \
  ISOBIT_KERNELS_OF(product::kind<T>::THREADS, name,                                                               \
                    (int form, int transA, int transB, int m, int n, int k, T alpha, const T* a, long long lda,    \
                     long long strideA, const T* b, long long ldb, long long strideB, T beta, T* c, long long ldc, \
                     long long strideC),                                                                           \
                    product::gemm<product::kind<T>>(form, transA, transB, m, n, k, alpha, a, lda, strideA, b, ldb, \
                                                    strideB, beta, c, ldc, strideC))

ISOBIT_GEMM(gemm_large, Large)
ISOBIT_GEMM(gemm_small, Small)
ISOBIT_KERNELS(gemm_gemv,
               (int trans, int m, int k, T alpha, const T* a, long long lda, const T* x, long long incx, T beta, T* y,
                long long incy),
               product::gemv(trans, m, k, alpha, a, lda, x, incx, beta, y, incy))
ISOBIT_KERNELS(gemm_ger,
               (int m, int n, T alpha, const T* x, long long incx, const T* y, long long incy, T* a, long long lda),
               product::ger(m, n, alpha, x, incx, y, incy, a, lda))
