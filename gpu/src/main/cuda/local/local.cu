// What a batch of local analyses needs besides rational.cuh: observations gathered and scaled, their Gram matrices, small
// products, means and results. Problem b of a batch is target[b]; element e of its arrays lies at e * lanes + b. All chains
// are those of the scalar local analysis: fma, terms ascending, from +0 or from what is there.
#include "common/types.cuh"

namespace isobit {
namespace local {

// Observations that go through shared memory at a time.
constexpr int TILE = 16;
constexpr int THREADS = 128;

// A block a problem: t = s's, lower triangle, and u = s'd, with s = by[index] * weight and d = innovation * weight.
template <class T>
ISOBIT_FUNCTION void gram(int n, long long lanes, const int* target, const int* start, const int* index, const T* weight,
                          const T* by, long long stride, const T* innovation, T* t, T* u) {
  ISOBIT_DYNAMIC_SHARED(T, s);  // TILE rows of n, then TILE innovations
  long long b = blockIdx.x;
  int first = start[target[b]];
  int terms = start[target[b] + 1] - first;
  int own = static_cast<int>(threadIdx.x);
  int pairs = n * (n + 1) / 2;
  for (int q0 = 0; q0 == 0 || q0 < terms; q0 += TILE) {
    int tile = terms - q0 < TILE ? terms - q0 : TILE;
    for (int e = own; e < tile * n; e += THREADS) {
      int q = e / n;
      int at = first + q0 + q;
      s[e] = by[index[at] * stride + e % n] * weight[at];
    }
    if (own < tile) {
      s[TILE * n + own] = innovation[index[first + q0 + own]] * weight[first + q0 + own];
    }
    __syncthreads();
    for (int e = own; e < pairs + n; e += THREADS) {
      // Pairs row by row, i >= j, then the elements of u.
      int i = e - pairs;
      int j = 0;
      if (e < pairs) {
        i = 0;
        for (int before = e; before > i; before -= i) {
          i++;
        }
        j = e - i * (i + 1) / 2;
      }
      T* sum = e < pairs ? t + (static_cast<long long>(i) * n + j) * lanes + b : u + i * lanes + b;
      T v = q0 == 0 ? T(0) : *sum;
      for (int q = 0; q < tile; q++) {
        v = fma_rn(s[q * n + i], e < pairs ? s[q * n + j] : s[TILE * n + q], v);
      }
      *sum = v;
    }
    __syncthreads();
  }
}

}  // namespace local
}  // namespace isobit

#define ISOBIT_LOCAL(T)                                                                                                 \
  ISOBIT_KERNEL(local_gram_##T)                                                                                         \
  (int n, long long lanes, const int* target, const int* start, const int* index, const T* weight, const T* by,        \
   long long stride, const T* innovation, T* t, T* u) {                                                                 \
    isobit::local::gram(n, lanes, target, start, index, weight, by, stride, innovation, t, u);                          \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_gram_##T);                                                                                        \
  /* s of observation space: (row m, observation q) at m * order + q, zeros beyond the observations; and d. */          \
  ISOBIT_KERNEL(local_observed_##T)                                                                                     \
  (int members, int order, long long lanes, const int* target, const int* start, const int* index, const T* weight,    \
   const T* by, long long stride, const T* innovation, T* s, T* d) {                                                    \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      int q = static_cast<int>(blockIdx.y);                                                                             \
      int at = start[target[b]] + q;                                                                                    \
      bool here = at < start[target[b] + 1];                                                                            \
      T factor = here ? weight[at] : T(0);                                                                              \
      long long row = here ? index[at] : 0;                                                                             \
      d[q * lanes + b] = here ? innovation[row] * factor : T(0);                                                        \
      for (int m = 0; m < members; m++) {                                                                               \
        s[(static_cast<long long>(m) * order + q) * lanes + b] = here ? by[row * stride + m] * factor : T(0);           \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_observed_##T);                                                                                    \
  /* x: vector v is the anomalies of field v at the target. */                                                          \
  ISOBIT_KERNEL(local_load_##T)                                                                                         \
  (int members, long long points, long long size, long long lanes, const int* target, const T* forecast, T* x) {       \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      long long v = blockIdx.y;                                                                                         \
      for (int m = 0; m < members; m++) {                                                                               \
        x[(v * members + m) * lanes + b] = forecast[m * size + v * points + target[b]];                                 \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_load_##T);                                                                                        \
  /* c = a b, or c += a b: row blockIdx.y of a, column after column. */                                                 \
  ISOBIT_KERNEL(local_product_##T)                                                                                      \
  (int columns, int terms, long long lanes, const T* a, const T* b, long long strideTerm, long long strideColumn,      \
   int add, T* c) {                                                                                                     \
    long long l = isobit::element();                                                                                    \
    if (l < lanes) {                                                                                                    \
      long long row = blockIdx.y;                                                                                       \
      for (int j = 0; j < columns; j++) {                                                                               \
        long long at = (row * columns + j) * lanes + l;                                                                 \
        T s = add != 0 ? c[at] : T(0);                                                                                  \
        for (int k = 0; k < terms; k++) {                                                                               \
          s = isobit::fma_rn(a[(row * terms + k) * lanes + l], b[(k * strideTerm + j * strideColumn) * lanes + l], s);  \
        }                                                                                                               \
        c[at] = s;                                                                                                      \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_product_##T);                                                                                     \
  /* mean += r z for field blockIdx.y; refused problems leave it. */                                                    \
  ISOBIT_KERNEL(local_mean_##T)                                                                                         \
  (int n, long long points, long long lanes, const int* target, const int* status, const T* r, const T* z, T* mean) {  \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0) {                                                                                  \
      long long v = blockIdx.y;                                                                                         \
      T m = mean[v * points + target[b]];                                                                               \
      for (int i = 0; i < n; i++) {                                                                                     \
        m = isobit::fma_rn(r[i * lanes + b], z[(v * n + i) * lanes + b], m);                                            \
      }                                                                                                                 \
      mean[v * points + target[b]] = m;                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_mean_##T);                                                                                        \
  /* analysis = y * factor; refused problems leave it. */                                                               \
  ISOBIT_KERNEL(local_store_##T)                                                                                        \
  (int members, long long points, long long size, long long lanes, const int* target, const int* status, const T* y,   \
   T factor, T* analysis) {                                                                                             \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0) {                                                                                  \
      long long v = blockIdx.y;                                                                                         \
      for (int m = 0; m < members; m++) {                                                                               \
        analysis[m * size + v * points + target[b]] = y[(v * members + m) * lanes + b] * factor;                        \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_store_##T);

ISOBIT_LOCAL(double)
ISOBIT_LOCAL(float)
