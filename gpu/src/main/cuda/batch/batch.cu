// Many small problems, one a thread: Gram matrices, and C^(-1/2), C^-1 and the divided difference of C = I + A / c by
// rational functions; see rational.cuh.
#include "batch/rational.cuh"

namespace isobit {
namespace rational {

// Where things lie of one problem: w has n * n elements, the others n each.
template <class T>
ISOBIT_FUNCTION Reduced<T> reduced(int n, long long lanes, T* state, T* scratch, long long b) {
  long long all = static_cast<long long>(n) * lanes;
  T* s = state + b;
  T* q = scratch + b;
  return Reduced<T>{n,
                    {s, lanes},
                    {s + n * all, lanes},
                    {s + (n + 1) * all, lanes},
                    {s + (n + 2) * all, lanes},
                    {q, lanes},
                    {q + all, lanes},
                    {q + 2 * all, lanes}};
}

// Table of a bound of eigenvalues: the power of two above it.
template <class T>
ISOBIT_FUNCTION int table(T bound) {
  return bound < T(2) ? 1 : Format<T>::exponent(bound) + 1;
}

}  // namespace rational
}  // namespace isobit

#define ISOBIT_BATCH(T)                                                                                                 \
  ISOBIT_KERNEL(batch_gram_##T)(int n, int terms, long long lanes, const T* a, T beta, T* c) {                         \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      for (int i = static_cast<int>(blockIdx.y); i < n; i += static_cast<int>(gridDim.y)) {                             \
        for (int j = 0; j <= i; j++) {                                                                                  \
          long long ij = (static_cast<long long>(i) * n + j) * lanes + b;                                               \
          T s = beta == T(0) ? T(0) : beta == T(1) ? c[ij] : beta * c[ij];                                              \
          for (int k = 0; k < terms; k++) {                                                                             \
            long long row = static_cast<long long>(k) * n;                                                              \
            s = isobit::fma_rn(a[(row + i) * lanes + b], a[(row + j) * lanes + b], s);                                  \
          }                                                                                                             \
          c[ij] = s;                                                                                                    \
          c[(static_cast<long long>(j) * n + i) * lanes + b] = s;                                                       \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_gram_##T);                                                                                        \
  ISOBIT_KERNEL(batch_factor_##T)                                                                                       \
  (int n, long long lanes, const T* a, T c, T* state, T* scratch, T* bound, int* status) {                             \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      status[b] = isobit::rational::reduced(n, lanes, state, scratch, b)                                                \
                      .factor(isobit::rational::Lane<const T>{a + b, lanes}, c, bound[b]);                              \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_factor_##T);                                                                                      \
  ISOBIT_KERNEL(batch_judge_##T)                                                                                        \
  (int n, long long lanes, T limit, int exact, T* state, T* scratch, const T* bound, int* status, T* condition,        \
   int* judged) {                                                                                                       \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      int s = isobit::rational::judge(                                                                                  \
          status[b], bound[b], limit, exact != 0, [&](T high) { return problem.largest(high); }, condition[b]);         \
      status[b] = s;                                                                                                    \
      judged[b] = s;                                                                                                    \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_judge_##T);                                                                                       \
  ISOBIT_KERNEL(batch_rotate_##T)                                                                                       \
  (int back, int n, long long lanes, int vectors, T* state, T* scratch, const int* status, T* x) {                     \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0) {                                                                                  \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      for (int v = 0; v < vectors; v++) {                                                                               \
        problem.rotate(back != 0, isobit::rational::Lane<T>{x + static_cast<long long>(v) * n * lanes + b, lanes});     \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_rotate_##T);                                                                                      \
  ISOBIT_KERNEL(batch_inverse_##T)                                                                                      \
  (int n, long long lanes, int vectors, T* state, T* scratch, const int* status, const T* x, T* y) {                   \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0 && n > 0) {                                                                         \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      problem.pivots(T(0), T(1));                                                                                       \
      for (int v = 0; v < vectors; v++) {                                                                               \
        long long at = static_cast<long long>(v) * n * lanes + b;                                                       \
        for (int i = 0; i < n; i++) {                                                                                   \
          y[at + i * lanes] = T(0);                                                                                     \
        }                                                                                                               \
        problem.add(isobit::rational::Lane<const T>{x + at, lanes}, isobit::rational::Lane<T>{y + at, lanes});          \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_inverse_##T);                                                                                     \
  ISOBIT_KERNEL(batch_sum_##T)                                                                                          \
  (int n, long long lanes, int vectors, T* state, T* scratch, const T* bound, const int* status, const int* start,     \
   const T* shift, const T* weight, const T* x, T* y) {                                                                 \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0 && n > 0) {                                                                         \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      int m = isobit::rational::table(bound[b]);                                                                        \
      for (long long i = 0; i < static_cast<long long>(vectors) * n; i++) {                                             \
        y[i * lanes + b] = T(0);                                                                                        \
      }                                                                                                                 \
      for (int j = start[m]; j < start[m + 1]; j++) {                                                                   \
        problem.pivots(shift[j], weight[j]);                                                                            \
        for (int v = 0; v < vectors; v++) {                                                                             \
          long long at = static_cast<long long>(v) * n * lanes + b;                                                     \
          problem.add(isobit::rational::Lane<const T>{x + at, lanes}, isobit::rational::Lane<T>{y + at, lanes});        \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_sum_##T);                                                                                         \
  ISOBIT_KERNEL(batch_matrix_##T)                                                                                       \
  (int n, long long lanes, T* state, T* scratch, const T* bound, const int* status, const int* start, const T* shift,  \
   const T* weight, T* out) {                                                                                           \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0 && n > 0) {                                                                         \
      auto problem = isobit::rational::reduced(n, lanes, state, scratch, b);                                            \
      isobit::rational::Lane<T> f{out + b, lanes};                                                                      \
      int m = isobit::rational::table(bound[b]);                                                                        \
      for (int i = 0; i < n; i++) {                                                                                     \
        for (int j = 0; j <= i; j++) {                                                                                  \
          f[i * n + j] = T(0);                                                                                          \
        }                                                                                                               \
      }                                                                                                                 \
      for (int j = start[m]; j < start[m + 1]; j++) {                                                                   \
        problem.add_inverse(shift[j], weight[j], f);                                                                    \
      }                                                                                                                 \
      for (int i = 1; i < n; i++) {                                                                                     \
        problem.similarity(i, f);                                                                                       \
      }                                                                                                                 \
      for (int i = 0; i < n; i++) {                                                                                     \
        for (int j = 0; j <= i; j++) {                                                                                  \
          T v = f[i * n + j] + T(0);                                                                                    \
          f[i * n + j] = v;                                                                                             \
          f[j * n + i] = v;                                                                                             \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(batch_matrix_##T);

ISOBIT_BATCH(double)
ISOBIT_BATCH(float)
