// Reductions along one vector, in the order of ReduceReference: a warp takes a chunk; the chunks' values are joined
// level by level, 1024 of them in one block at a time, until one is left. Then reductions down the columns of a matrix,
// as in LaneReduceReference: one thread a column, rows in ascending order.
#include "reduce/chunk.cuh"

namespace isobit {
namespace reduction {

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

template <class T>
ISOBIT_FUNCTION void sum(long long n, const T* x, T* values) {
  chunk(n, values, [=](T p, long long i) { return p + x[i]; }, Add());
}

template <class T>
ISOBIT_FUNCTION void dot(long long n, const T* x, const T* y, T* values) {
  chunk(n, values, [=](T p, long long i) { return fma_rn(x[i], y[i], p); }, Add());
}

template <class T>
ISOBIT_FUNCTION void weighted_dot(long long n, const T* w, const T* x, const T* y, T* values) {
  chunk(n, values, [=](T p, long long i) { return fma_rn(w[i] * x[i], y[i], p); }, Add());
}

template <class T>
ISOBIT_FUNCTION void norm1(long long n, const T* x, T* values) {
  chunk(n, values, [=](T p, long long i) { return p + abs_of(x[i]); }, Add());
}

template <class T>
ISOBIT_FUNCTION void max_abs(long long n, const T* x, T* values) {
  chunk(n, values, [=](T p, long long i) { return greater(p, abs_of(x[i])); }, Greater());
}

template <class T>
ISOBIT_FUNCTION void squared_deviations(long long n, const T* x, const T* mean, T* values) {
  T m = *mean;
  auto step = [=](T p, long long i) {
    T d = x[i] - m;
    return fma_rn(d, d, p);
  };
  chunk(n, values, step, Add());
}

// norm2 takes max_abs, then the sum of the squares of x scaled down by it, then the root of that sum scaled up again.
template <class T>
ISOBIT_FUNCTION void scaled_squares(long long n, const T* x, const T* max, T* values) {
  typedef typename References<T>::Reduce Reference;
  T m = *max;
  T s = Reference::isScalable(m) ? Reference::downScale(m) : T(0);
  auto step = [=](T p, long long i) {
    T d = x[i] * s;
    return fma_rn(d, d, p);
  };
  chunk(n, values, step, Add());
}

template <class T>
ISOBIT_FUNCTION void norm2(const T* max, const T* squares, T* norm) {
  typedef typename References<T>::Reduce Reference;
  T m = *max;
  *norm = Reference::isScalable(m) ? sqrt_rn(*squares) * Reference::upScale(m) : m;
}

template <class T>
ISOBIT_FUNCTION T column_sum(int rows, long long i, const T* x, long long ld) {
  T sum = 0;
  for (int r = 0; r < rows; r++) {
    sum = sum + x[r * ld + i];
  }
  return sum;
}

template <class T>
ISOBIT_FUNCTION void lane_sum(int rows, long long n, const T* x, long long ld, T* s) {
  long long i = element();
  if (i < n) {
    s[i] = column_sum(rows, i, x, ld);
  }
}

template <class T>
ISOBIT_FUNCTION void lane_mean(int rows, long long n, const T* x, long long ld, T* mean) {
  long long i = element();
  if (i < n) {
    mean[i] = column_sum(rows, i, x, ld) / static_cast<T>(rows);
  }
}

template <class T>
ISOBIT_FUNCTION void lane_dot(int rows, long long n, const T* x, long long ldx, const T* y, long long ldy, T* s) {
  long long i = element();
  if (i < n) {
    T sum = 0;
    for (int r = 0; r < rows; r++) {
      sum = fma_rn(x[r * ldx + i], y[r * ldy + i], sum);
    }
    s[i] = sum;
  }
}

template <class T>
ISOBIT_FUNCTION void lane_squared_deviations(int rows, long long n, const T* x, long long ld, const T* mean, T* s) {
  long long i = element();
  if (i < n) {
    T sum = 0;
    for (int r = 0; r < rows; r++) {
      T d = x[r * ld + i] - mean[i];
      sum = fma_rn(d, d, sum);
    }
    s[i] = sum;
  }
}

}  // namespace reduction
}  // namespace isobit

ISOBIT_KERNELS(reduce_sum, (long long n, const T* x, T* values), reduction::sum(n, x, values))
ISOBIT_KERNELS(reduce_dot, (long long n, const T* x, const T* y, T* values), reduction::dot(n, x, y, values))
ISOBIT_KERNELS(reduce_weightedDot, (long long n, const T* w, const T* x, const T* y, T* values),
               reduction::weighted_dot(n, w, x, y, values))
ISOBIT_KERNELS(reduce_norm1, (long long n, const T* x, T* values), reduction::norm1(n, x, values))
ISOBIT_KERNELS(reduce_maxAbs, (long long n, const T* x, T* values), reduction::max_abs(n, x, values))
ISOBIT_KERNELS(reduce_scaledSquares, (long long n, const T* x, const T* max, T* values),
               reduction::scaled_squares(n, x, max, values))
ISOBIT_KERNELS(reduce_squaredDeviations, (long long n, const T* x, const T* mean, T* values),
               reduction::squared_deviations(n, x, mean, values))
ISOBIT_KERNELS(reduce_tree, (long long count, const T* in, T* out),
               reduction::tree(count, in, out, reduction::Add()))
ISOBIT_KERNELS(reduce_largest, (long long count, const T* in, T* out),
               reduction::tree(count, in, out, reduction::Greater()))
ISOBIT_KERNELS(reduce_norm2, (const T* max, const T* squares, T* norm), reduction::norm2(max, squares, norm))
ISOBIT_KERNELS(reduce_divide, (const T* sum, T divisor, T* quotient), *quotient = *sum / divisor)
ISOBIT_KERNELS(reduce_laneSum, (int rows, long long n, const T* x, long long ld, T* s),
               reduction::lane_sum(rows, n, x, ld, s))
ISOBIT_KERNELS(reduce_laneMean, (int rows, long long n, const T* x, long long ld, T* mean),
               reduction::lane_mean(rows, n, x, ld, mean))
ISOBIT_KERNELS(reduce_laneDot,
               (int rows, long long n, const T* x, long long ldx, const T* y, long long ldy, T* s),
               reduction::lane_dot(rows, n, x, ldx, y, ldy, s))
ISOBIT_KERNELS(reduce_laneSquaredDeviations,
               (int rows, long long n, const T* x, long long ld, const T* mean, T* s),
               reduction::lane_squared_deviations(rows, n, x, ld, mean, s))
