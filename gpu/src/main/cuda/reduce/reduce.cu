// Reductions along one vector, in the order of ReduceReference: a warp takes a chunk; the chunks' values are joined level
// by level, 1024 of them in one block at a time, until one is left. Then reductions down the columns of a matrix: one
// thread a column, rows in ascending order.
#include "reduce/chunk.cuh"

namespace isobit {
namespace reduction {

template <class T>
struct Sum {
  const T* x;
  ISOBIT_FUNCTION T operator()(T p, long long i) const { return p + x[i]; }
};

template <class T>
struct Dot {
  const T* x;
  const T* y;
  ISOBIT_FUNCTION T operator()(T p, long long i) const { return fma_rn(x[i], y[i], p); }
};

template <class T>
struct WeightedDot {
  const T* w;
  const T* x;
  const T* y;
  ISOBIT_FUNCTION T operator()(T p, long long i) const { return fma_rn(w[i] * x[i], y[i], p); }
};

template <class T>
struct Norm1 {
  const T* x;
  ISOBIT_FUNCTION T operator()(T p, long long i) const { return p + abs_of(x[i]); }
};

template <class T>
struct MaxAbs {
  const T* x;
  ISOBIT_FUNCTION T operator()(T p, long long i) const { return greater(p, abs_of(x[i])); }
};

template <class T>
struct ScaledSquares {
  const T* x;
  T s;
  ISOBIT_FUNCTION T operator()(T p, long long i) const {
    T d = x[i] * s;
    return fma_rn(d, d, p);
  }
};

template <class T>
struct SquaredDeviations {
  const T* x;
  T mean;
  ISOBIT_FUNCTION T operator()(T p, long long i) const {
    T d = x[i] - mean;
    return fma_rn(d, d, p);
  }
};

// The value of each warp's chunk.
template <class T, class Step, class Join>
ISOBIT_FUNCTION void chunk(long long n, T* values, Step step, Join join) {
  constexpr int CHUNK = static_cast<int>(References<T>::Reduce::CHUNK);
  long long c = element() / WARP;
  if (c * CHUNK >= n) {
    return;
  }
  long long left = n - c * CHUNK;
  T value = chunk_value<T>(c * CHUNK, left < CHUNK ? static_cast<int>(left) : CHUNK, step, join);
  if (threadIdx.x % WARP == 0) {
    values[c] = value;
  }
}

// The value above each FAN values.
template <class T, class Join>
ISOBIT_FUNCTION void tree(long long count, const T* in, T* out, Join join) {
  ISOBIT_SHARED(T, v, 2 * FAN);
  long long first = static_cast<long long>(blockIdx.x) * FAN;
  int m = count - first < FAN ? static_cast<int>(count - first) : FAN;
  for (int j = static_cast<int>(threadIdx.x); j < m; j += static_cast<int>(blockDim.x)) {
    v[j] = in[first + j];
  }
  __syncthreads();
  int at = join_levels(v, 0, m, join);
  if (threadIdx.x == 0) {
    out[blockIdx.x] = v[at];
  }
}

}  // namespace reduction
}  // namespace isobit

#define ISOBIT_REDUCE(T)                                                                                                       \
  ISOBIT_KERNEL(reduce_sum_##T)(long long n, const T* x, T* values) {                                                          \
    isobit::reduction::chunk(n, values, isobit::reduction::Sum<T>{x}, isobit::reduction::Add());                               \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_sum_##T);                                                                                               \
  ISOBIT_KERNEL(reduce_dot_##T)(long long n, const T* x, const T* y, T* values) {                                              \
    isobit::reduction::chunk(n, values, isobit::reduction::Dot<T>{x, y}, isobit::reduction::Add());                            \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_dot_##T);                                                                                               \
  ISOBIT_KERNEL(reduce_weightedDot_##T)(long long n, const T* w, const T* x, const T* y, T* values) {                          \
    isobit::reduction::chunk(n, values, isobit::reduction::WeightedDot<T>{w, x, y}, isobit::reduction::Add());                 \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_weightedDot_##T);                                                                                       \
  ISOBIT_KERNEL(reduce_norm1_##T)(long long n, const T* x, T* values) {                                                        \
    isobit::reduction::chunk(n, values, isobit::reduction::Norm1<T>{x}, isobit::reduction::Add());                             \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_norm1_##T);                                                                                             \
  ISOBIT_KERNEL(reduce_maxAbs_##T)(long long n, const T* x, T* values) {                                                       \
    isobit::reduction::chunk(n, values, isobit::reduction::MaxAbs<T>{x}, isobit::reduction::Greater());                        \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_maxAbs_##T);                                                                                            \
  ISOBIT_KERNEL(reduce_scaledSquares_##T)(long long n, const T* x, const T* max, T* values) {                                  \
    T m = *max;                                                                                                                \
    T s = isobit::References<T>::Reduce::isScalable(m) ? isobit::References<T>::Reduce::downScale(m) : T(0);                   \
    isobit::reduction::chunk(n, values, isobit::reduction::ScaledSquares<T>{x, s}, isobit::reduction::Add());                  \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_scaledSquares_##T);                                                                                     \
  ISOBIT_KERNEL(reduce_squaredDeviations_##T)(long long n, const T* x, const T* mean, T* values) {                             \
    isobit::reduction::chunk(n, values, isobit::reduction::SquaredDeviations<T>{x, *mean}, isobit::reduction::Add());          \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_squaredDeviations_##T);                                                                                 \
  ISOBIT_KERNEL(reduce_tree_##T)(long long count, const T* in, T* out) {                                                       \
    isobit::reduction::tree(count, in, out, isobit::reduction::Add());                                                         \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_tree_##T);                                                                                              \
  ISOBIT_KERNEL(reduce_largest_##T)(long long count, const T* in, T* out) {                                                    \
    isobit::reduction::tree(count, in, out, isobit::reduction::Greater());                                                     \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_largest_##T);                                                                                           \
  ISOBIT_KERNEL(reduce_norm2_##T)(const T* max, const T* squares, T* norm) {                                                   \
    T m = *max;                                                                                                                \
    typedef isobit::References<T>::Reduce Reference;                                                                           \
    *norm = Reference::isScalable(m) ? isobit::sqrt_rn(*squares) * Reference::upScale(m) : m;                                  \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_norm2_##T);                                                                                             \
  ISOBIT_KERNEL(reduce_divide_##T)(const T* sum, T divisor, T* quotient) { *quotient = *sum / divisor; }                       \
  ISOBIT_EXPORT(reduce_divide_##T);                                                                                            \
  ISOBIT_KERNEL(reduce_laneSum_##T)(int rows, long long n, const T* x, long long ld, T* s) {                                   \
    long long i = isobit::element();                                                                                           \
    if (i < n) {                                                                                                               \
      T sum = 0;                                                                                                               \
      for (int r = 0; r < rows; r++) {                                                                                         \
        sum = sum + x[r * ld + i];                                                                                             \
      }                                                                                                                        \
      s[i] = sum;                                                                                                              \
    }                                                                                                                          \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_laneSum_##T);                                                                                           \
  ISOBIT_KERNEL(reduce_laneMean_##T)(int rows, long long n, const T* x, long long ld, T* mean) {                               \
    long long i = isobit::element();                                                                                           \
    if (i < n) {                                                                                                               \
      T sum = 0;                                                                                                               \
      for (int r = 0; r < rows; r++) {                                                                                         \
        sum = sum + x[r * ld + i];                                                                                             \
      }                                                                                                                        \
      mean[i] = sum / static_cast<T>(rows);                                                                                    \
    }                                                                                                                          \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_laneMean_##T);                                                                                          \
  ISOBIT_KERNEL(reduce_laneDot_##T)                                                                                            \
  (int rows, long long n, const T* x, long long ldx, const T* y, long long ldy, T* s) {                                        \
    long long i = isobit::element();                                                                                           \
    if (i < n) {                                                                                                               \
      T sum = 0;                                                                                                               \
      for (int r = 0; r < rows; r++) {                                                                                         \
        sum = isobit::fma_rn(x[r * ldx + i], y[r * ldy + i], sum);                                                             \
      }                                                                                                                        \
      s[i] = sum;                                                                                                              \
    }                                                                                                                          \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_laneDot_##T);                                                                                           \
  ISOBIT_KERNEL(reduce_laneSquaredDeviations_##T)                                                                              \
  (int rows, long long n, const T* x, long long ld, const T* mean, T* s) {                                                     \
    long long i = isobit::element();                                                                                           \
    if (i < n) {                                                                                                               \
      T sum = 0;                                                                                                               \
      for (int r = 0; r < rows; r++) {                                                                                         \
        T d = x[r * ld + i] - mean[i];                                                                                         \
        sum = isobit::fma_rn(d, d, sum);                                                                                       \
      }                                                                                                                        \
      s[i] = sum;                                                                                                              \
    }                                                                                                                          \
  }                                                                                                                            \
  ISOBIT_EXPORT(reduce_laneSquaredDeviations_##T);

ISOBIT_REDUCE(double)
ISOBIT_REDUCE(float)
