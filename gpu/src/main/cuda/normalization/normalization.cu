// Norms of vectors that lie in one piece, rows of a matrix or groups of channels of a sample, in the order of
// RowNormReference and ChannelNormReference; and batch norm by running statistics. A vector of one chunk is a warp's,
// which reads it once: its lanes keep their elements in shared memory. Longer ones take a warp a chunk in three steps:
// sums of chunks, then of squared deviations, then the elements; each step's blocks join what the one before has left.
#include "reduce/chunk.cuh"

namespace isobit {
namespace normalization {

// Warps of a block, and so chunks, where vectors are long.
constexpr int WARPS = 8;

// Elements of a sample that a block of the batch norm takes.
constexpr int SPAN = 1024;

template <class T>
ISOBIT_FUNCTION int chunks_of(int n) {
  constexpr int CHUNK = static_cast<int>(References<T>::Reduce::CHUNK);
  return (n + CHUNK - 1) / CHUNK;
}

// fma(h, gamma, beta), h * gamma without beta, or h; element i of a vector is one of channel i / pixels of its group.
template <class T>
struct Affine {
  const T* gamma;
  const T* beta;
  int pixels;

  ISOBIT_FUNCTION Affine(long long row, int n, int groups, int pixels, const T* gamma, const T* beta)
      : gamma(gamma), beta(beta), pixels(pixels) {
    long long first = row % groups * (n / pixels);
    this->gamma += gamma == nullptr ? 0 : first;
    this->beta += beta == nullptr ? 0 : first;
  }

  ISOBIT_FUNCTION T operator()(int i, T h) const {
    if (gamma == nullptr) {
      return h;
    }
    int c = pixels == 1 ? i : i / pixels;
    return beta == nullptr ? h * gamma[c] : fma_rn(h, gamma[c], beta[c]);
  }
};

template <class T>
ISOBIT_FUNCTION T reciprocal(T squares, int n, T eps) {
  return T(1) / sqrt_rn(squares / static_cast<T>(n) + eps);
}

template <class T>
ISOBIT_FUNCTION void keep(long long row, T mean, T r, T* means, T* reciprocals) {
  if (means != nullptr) {
    means[row] = mean;
  }
  if (reciprocals != nullptr) {
    reciprocals[row] = r;
  }
}

// Vectors of one chunk, a warp each.
template <class T>
ISOBIT_FUNCTION void rows(int centred, int rows, int n, T eps, const T* x, long long ldx, int groups, int pixels,
                          const T* gamma, const T* beta, T* y, long long ldy, T* means, T* reciprocals) {
  ISOBIT_DYNAMIC_SHARED(T, held);
  int lane = static_cast<int>(threadIdx.x) % WARP;
  int at = static_cast<int>(threadIdx.x) / WARP * n;
  long long row = element() / WARP;
  if (row >= rows) {
    return;
  }
  const T* from = x + row * ldx;
#pragma unroll 8
  for (int i = lane; i < n; i += WARP) {
    held[at + i] = from[i];
  }
  // A lane reads what it has written: no other needs to wait for it.
  T mean = T(0);
  if (centred != 0) {
    auto step = [&](T p, long long i) { return p + held[at + static_cast<int>(i)]; };
    T sum = reduction::chunk_value<T>(0, n, step, reduction::Add());
    mean = __shfl_sync(ALL_LANES, sum, 0) / static_cast<T>(n);
  }
  auto step = [&](T p, long long i) {
    T d = held[at + static_cast<int>(i)] - mean;
    return fma_rn(d, d, p);
  };
  T squares = reduction::chunk_value<T>(0, n, step, reduction::Add());
  T r = reciprocal(__shfl_sync(ALL_LANES, squares, 0), n, eps);
  Affine<T> affine(row, n, groups, pixels, gamma, beta);
  T* to = y + row * ldy;
#pragma unroll 8
  for (int i = lane; i < n; i += WARP) {
    to[i] = affine(i, (held[at + i] - mean) * r);
  }
  if (lane == 0) {
    keep(row, mean, r, means, reciprocals);
  }
}

// The value of chunk c of a vector, for lane 0, put where it belongs.
template <class T, class Step>
ISOBIT_FUNCTION void put_chunk(int n, int c, Step step, T* value) {
  constexpr int CHUNK = static_cast<int>(References<T>::Reduce::CHUNK);
  int left = n - c * CHUNK;
  T sum = reduction::chunk_value<T>(static_cast<long long>(c) * CHUNK, left < CHUNK ? left : CHUNK, step,
                                    reduction::Add());
  if (threadIdx.x % WARP == 0) {
    *value = sum;
  }
}

// Sums of the chunks of long vectors, a warp each.
template <class T>
ISOBIT_FUNCTION void sums(int rows, int n, const T* x, long long ldx, T* values) {
  int chunks = chunks_of<T>(n);
  long long all = static_cast<long long>(rows) * chunks;
  long long own = element() / WARP;
  if (own >= all) {
    return;
  }
  const T* from = x + own / chunks * ldx;
  put_chunk<T>(n, static_cast<int>(own % chunks), [=](T p, long long i) { return p + from[i]; }, values + own);
}

// The sum of the values of a vector's chunks, for all threads of a block.
template <class T>
ISOBIT_FUNCTION T joined(int chunks, const T* values) {
  ISOBIT_SHARED(T, v, 2 * reduction::FAN);
  for (int j = static_cast<int>(threadIdx.x); j < chunks; j += static_cast<int>(blockDim.x)) {
    v[j] = values[j];
  }
  __syncthreads();
  T sum = v[reduction::join_levels(v, 0, chunks, reduction::Add())];
  __syncthreads();
  return sum;
}

template <class T>
ISOBIT_FUNCTION T mean_of(int centred, int n, long long row, const T* values) {
  int chunks = chunks_of<T>(n);
  return centred != 0 ? joined(chunks, values + row * chunks) / static_cast<T>(n) : T(0);
}

// Sums of squared deviations of the chunks, as many to a block as it has warps.
template <class T>
ISOBIT_FUNCTION void squares(int centred, int n, const T* x, long long ldx, const T* values, T* squares) {
  int chunks = chunks_of<T>(n);
  int parts = (chunks + WARPS - 1) / WARPS;
  long long row = blockIdx.x / parts;
  T mean = mean_of(centred, n, row, values);
  int c = static_cast<int>(blockIdx.x) % parts * WARPS + static_cast<int>(threadIdx.x) / WARP;
  if (c < chunks) {
    const T* from = x + row * ldx;
    auto step = [=](T p, long long i) {
      T d = from[i] - mean;
      return fma_rn(d, d, p);
    };
    put_chunk<T>(n, c, step, squares + row * chunks + c);
  }
}

// The elements of long vectors.
template <class T>
ISOBIT_FUNCTION void elements(int centred, int n, T eps, const T* x, long long ldx, int groups, int pixels,
                              const T* gamma, const T* beta, T* y, long long ldy, T* means, T* reciprocals,
                              const T* values, const T* squares) {
  constexpr int PART = WARPS * static_cast<int>(References<T>::Reduce::CHUNK);
  int chunks = chunks_of<T>(n);
  int parts = (chunks + WARPS - 1) / WARPS;
  long long row = blockIdx.x / parts;
  int first = static_cast<int>(blockIdx.x) % parts * PART;
  T mean = mean_of(centred, n, row, values);
  T r = reciprocal(joined(chunks, squares + row * chunks), n, eps);
  Affine<T> affine(row, n, groups, pixels, gamma, beta);
  const T* from = x + row * ldx;
  T* to = y + row * ldy;
  int end = n - first < PART ? n : first + PART;
#pragma unroll 8
  for (int i = first + static_cast<int>(threadIdx.x); i < end; i += static_cast<int>(blockDim.x)) {
    to[i] = affine(i, (from[i] - mean) * r);
  }
  if (first == 0 && threadIdx.x == 0) {
    keep(row, mean, r, means, reciprocals);
  }
}

// Batch norm by running statistics: a block takes some elements of samples in steps, and their channels once.
template <class T>
ISOBIT_FUNCTION void inference(int batch, int channels, int pixels, T eps, const T* x, const T* gamma, const T* beta,
                               const T* running, T* y) {
  // A span that begins within a channel has one more.
  ISOBIT_SHARED(T, factors, SPAN + 1);
  ISOBIT_SHARED(T, shifts, SPAN + 1);
  int own = static_cast<int>(threadIdx.x);
  int step = static_cast<int>(blockDim.x);
  int n = channels * pixels;
  int first = static_cast<int>(blockIdx.x) * SPAN;
  int count = n - first < SPAN ? n - first : SPAN;
  int channel = first / pixels;
  int last = (first + count - 1) / pixels;
  for (int c = channel + own; c <= last; c += step) {
    T r = T(1) / sqrt_rn(running[channels + c] + eps);
    T factor = gamma == nullptr ? r : gamma[c] * r;
    factors[c - channel] = factor;
    shifts[c - channel] = beta == nullptr ? -running[c] * factor : fma_rn(-running[c], factor, beta[c]);
  }
  __syncthreads();
  for (int e = own; e < count; e += step) {
    int i = first + e;
    T factor = factors[i / pixels - channel];
    T shift = shifts[i / pixels - channel];
    for_rows(batch, [&](int k) {
      long long at = static_cast<long long>(k) * n + i;
      y[at] = fma_rn(x[at], factor, shift);
    });
  }
}

}  // namespace normalization
}  // namespace isobit

// Outputs lie apart from inputs, so that loads need not wait for stores.
ISOBIT_KERNELS(normalization_rows,
               (int centred, int rows, int n, T eps, const T* __restrict__ x, long long ldx, int groups, int pixels,
                const T* __restrict__ gamma, const T* __restrict__ beta, T* __restrict__ y,
                long long ldy, T* means, T* reciprocals),
               normalization::rows(centred, rows, n, eps, x, ldx, groups, pixels, gamma, beta, y, ldy, means,
                                   reciprocals))
ISOBIT_KERNELS(normalization_sums, (int rows, int n, const T* x, long long ldx, T* values),
               normalization::sums(rows, n, x, ldx, values))
ISOBIT_KERNELS(normalization_squares,
               (int centred, int n, const T* x, long long ldx, const T* values, T* squares),
               normalization::squares(centred, n, x, ldx, values, squares))
ISOBIT_KERNELS(normalization_elements,
               (int centred, int n, T eps, const T* __restrict__ x, long long ldx, int groups, int pixels,
                const T* __restrict__ gamma, const T* __restrict__ beta, T* __restrict__ y,
                long long ldy, T* means, T* reciprocals, const T* values, const T* squares),
               normalization::elements(centred, n, eps, x, ldx, groups, pixels, gamma, beta, y, ldy, means,
                                       reciprocals, values, squares))
ISOBIT_KERNELS(normalization_inference,
               (int batch, int channels, int pixels, T eps, const T* x, const T* gamma, const T* beta,
                const T* running, T* y),
               normalization::inference(batch, channels, pixels, eps, x, gamma, beta, running, y))
