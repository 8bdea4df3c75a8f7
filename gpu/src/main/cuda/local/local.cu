// What a batch of local analyses needs besides rational.cuh: observations gathered and scaled, their Gram matrices, small
// products, means and results. Problem b of a batch is target[b]; element e of its arrays lies at e * lanes + b. All chains
// are those of the scalar local analysis: fma, terms ascending, from +0 or from what is there. At last the kernels that
// do all of it by one block a problem.
#include "local/block.cuh"

#define ISOBIT_LOCAL(T)                                                                                                 \
  /* A block a problem: t = s's, lower triangle, and u = s'd. */                                                        \
  ISOBIT_KERNEL_OF(128, local_gram_##T)                                                                                 \
  (int n, int tile, long long lanes, const int* target, const int* start, const int* index, const double* weight,      \
   const T* by, long long stride, const double* innovation, T* t, T* u) {                                               \
    ISOBIT_DYNAMIC_SHARED(T, s);                                                                                        \
    isobit::local::Near<T> near{start, index, weight, by, stride, innovation};                                          \
    long long b = blockIdx.x;                                                                                           \
    int first = start[target[b]];                                                                                       \
    isobit::local::gram<T>(                                                                                             \
        n + 1, near.count(target[b]), tile, false, s,                                                                   \
        [&](int q, int i) { return i < n ? near.anomaly(first + q, i) : near.departure(first + q); },                   \
        [&](int i, int j, T v) {                                                                                        \
          if (i < n) {                                                                                                  \
            t[(static_cast<long long>(i) * n + j) * lanes + b] = v;                                                     \
          } else if (j < n) {                                                                                           \
            u[j * lanes + b] = v;                                                                                       \
          }                                                                                                             \
        });                                                                                                             \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_gram_##T);                                                                                        \
  /* s of observation space: (row m, observation q) at m * order + q, zeros beyond the observations; and d. */          \
  ISOBIT_KERNEL(local_observed_##T)                                                                                     \
  (int members, int order, long long lanes, const int* target, const int* start, const int* index,                     \
   const double* weight, const T* by, long long stride, const double* innovation, T* s, T* d) {                         \
    isobit::local::Near<T> near{start, index, weight, by, stride, innovation};                                          \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      int q = static_cast<int>(blockIdx.y);                                                                             \
      int at = start[target[b]] + q;                                                                                    \
      bool here = at < start[target[b] + 1];                                                                            \
      d[q * lanes + b] = here ? near.departure(at) : T(0);                                                              \
      for (int m = 0; m < members; m++) {                                                                               \
        s[(static_cast<long long>(m) * order + q) * lanes + b] = here ? near.anomaly(at, m) : T(0);                     \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_observed_##T);                                                                                    \
  /* x: the anomalies of each vector of the target. */                                                                  \
  ISOBIT_KERNEL(local_load_##T)                                                                                         \
  (int members, int batch, int vectors, long long points, long long size, long long lanes, const int* target,          \
   const T* forecast, T* x) {                                                                                           \
    isobit::local::Field<T> field{members, batch, vectors, points, size, forecast, nullptr, nullptr};                   \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      for (int v = static_cast<int>(blockIdx.y); v < vectors; v += static_cast<int>(gridDim.y)) {                       \
        long long i = field.variable(target[b], v);                                                                     \
        for (int m = 0; m < members; m++) {                                                                             \
          x[(static_cast<long long>(v) * members + m) * lanes + b] = field.anomaly(i, m);                               \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_load_##T);                                                                                        \
  /* c = a b, or c += a b, row after row of a, column after column. */                                                  \
  ISOBIT_KERNEL(local_product_##T)                                                                                      \
  (int rows, int columns, int terms, long long lanes, const T* a, const T* b, long long strideTerm,                    \
   long long strideColumn, int add, T* c) {                                                                             \
    long long l = isobit::element();                                                                                    \
    if (l < lanes) {                                                                                                    \
      for (long long row = blockIdx.y; row < rows; row += gridDim.y) {                                                  \
        for (int j = 0; j < columns; j++) {                                                                             \
          long long at = (row * columns + j) * lanes + l;                                                               \
          T s = add != 0 ? c[at] : T(0);                                                                                \
          for (int k = 0; k < terms; k++) {                                                                             \
            long long factor = (k * strideTerm + j * strideColumn) * lanes + l;                                         \
            s = isobit::fma_rn(a[(row * terms + k) * lanes + l], b[factor], s);                                         \
          }                                                                                                             \
          c[at] = s;                                                                                                    \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_product_##T);                                                                                     \
  /* moved = mean + r z for each vector. */                                                                             \
  ISOBIT_KERNEL(local_mean_##T)                                                                                         \
  (int n, int batch, int vectors, long long points, long long lanes, const int* target, const int* status, const T* r, \
   const T* z, const T* mean, T* moved) {                                                                               \
    isobit::local::Field<T> field{0, batch, vectors, points, 0, nullptr, nullptr, nullptr};                             \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0) {                                                                                  \
      for (int v = static_cast<int>(blockIdx.y); v < vectors; v += static_cast<int>(gridDim.y)) {                       \
        long long variable = field.variable(target[b], v);                                                              \
        T m = variable < 0 ? T(0) : mean[variable];                                                                     \
        for (int i = 0; i < n; i++) {                                                                                   \
          m = isobit::fma_rn(r[i * lanes + b], z[(static_cast<long long>(v) * n + i) * lanes + b], m);                  \
        }                                                                                                               \
        moved[v * lanes + b] = m;                                                                                       \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_mean_##T);                                                                                        \
  /* analysis = y * factor and mean = moved, or analysis = moved + y * factor; forecast * unobserved where nothing is */ \
  /* near. Refused problems leave both. */                                                                              \
  ISOBIT_KERNEL(local_store_##T)                                                                                        \
  (int members, int batch, int vectors, long long points, long long size, long long lanes, const int* target,          \
   const int* start, const int* status, const T* y, T factor, T unobserved, int whole, const T* moved,                  \
   const T* forecast, T* mean, T* analysis) {                                                                           \
    isobit::local::Field<T> field{members, batch, vectors, points, size, forecast, mean, analysis};                     \
    long long b = isobit::element();                                                                                    \
    if (b < lanes && status[b] == 0) {                                                                                  \
      bool near = start[target[b] + 1] > start[target[b]];                                                              \
      for (int v = static_cast<int>(blockIdx.y); v < vectors; v += static_cast<int>(gridDim.y)) {                       \
        long long i = field.variable(target[b], v);                                                                     \
        if (i < 0) {                                                                                                    \
          continue;                                                                                                     \
        }                                                                                                               \
        T average = near ? moved[v * lanes + b] : mean[i];                                                              \
        for (int m = 0; m < members; m++) {                                                                             \
          T x = near ? y[(static_cast<long long>(v) * members + m) * lanes + b] * factor                                \
                     : unobserved * forecast[m * size + i];                                                             \
          analysis[m * size + i] = whole != 0 ? average + x : x;                                                        \
        }                                                                                                               \
        if (near && whole == 0) {                                                                                       \
          mean[i] = average;                                                                                            \
        }                                                                                                               \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_store_##T);                                                                                       \
  /* Problems of targets that nothing is near: there is nothing to solve. */                                            \
  ISOBIT_KERNEL(local_kept_##T)(long long lanes, int* status, T* condition) {                                           \
    long long b = isobit::element();                                                                                    \
    if (b < lanes) {                                                                                                    \
      status[b] = 0;                                                                                                    \
      condition[b] = T(1);                                                                                              \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_kept_##T);

#define ISOBIT_LOCAL_BLOCK(T, name, formed)                                                                             \
  ISOBIT_KERNEL_OF(256, local_##name##_##T)                                                                             \
  (int n, int chunk, int tile, int poles, const int* target, const int* start, const int* index, const double* weight, \
   const T* by, long long stride, const double* innovation, int members, int batch, int vectors, long long points,     \
   long long size, const T* forecast, T* mean, T* analysis, int whole, int exact, T degrees, T gain, T amplification,  \
   T unobserved, T limit, const int* table, const T* pole, int all, int* status, T* condition) {                        \
    ISOBIT_DYNAMIC_SHARED(T, s);                                                                                        \
    isobit::local::Task<T> task{n, chunk, tile, poles, target, {start, index, weight, by, stride, innovation},          \
                                {members, batch, vectors, points, size, forecast, mean, analysis}, whole, exact,        \
                                degrees, gain, amplification, unobserved, limit, table, pole, all, status, condition};  \
    isobit::local::Analysis<T, decltype(s)> one(task, s, formed);                                                       \
    if (one.terms == 0) {                                                                                               \
      one.keep();                                                                                                       \
    } else {                                                                                                            \
      one.name();                                                                                                       \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(local_##name##_##T);

ISOBIT_LOCAL_BLOCK(double, few, false)
ISOBIT_LOCAL_BLOCK(float, few, false)
ISOBIT_LOCAL_BLOCK(double, many, true)
ISOBIT_LOCAL_BLOCK(float, many, true)
ISOBIT_LOCAL_BLOCK(double, observations, false)
ISOBIT_LOCAL_BLOCK(float, observations, false)
ISOBIT_LOCAL(double)
ISOBIT_LOCAL(float)
