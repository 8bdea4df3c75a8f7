// Activations and their gradients, one element a thread, rows of a matrix being blockIdx.y and what follows in steps; and
// softmax of rows and its gradient, a block a row. The order of operations is that of the References.
#include "reduce/chunk.cuh"

namespace isobit {
namespace neural {

// Sum over a row, known to all threads of the block: chunks by warps, then levels.
template <class T, class Step>
ISOBIT_FUNCTION T row_sum(int n, Step step) {
  ISOBIT_SHARED(T, values, 2 * reduction::FAN);
  constexpr int CHUNK = static_cast<int>(References<T>::Reduce::CHUNK);
  int chunks = (n + CHUNK - 1) / CHUNK;
  for (int c = static_cast<int>(threadIdx.x) / WARP; c < chunks; c += static_cast<int>(blockDim.x) / WARP) {
    int left = n - c * CHUNK;
    T value = reduction::chunk_value<T>(static_cast<long long>(c) * CHUNK, left < CHUNK ? left : CHUNK, step,
                                        reduction::Add());
    if (threadIdx.x % WARP == 0) {
      values[c] = value;
    }
  }
  __syncthreads();
  T sum = values[reduction::join_levels(values, 0, chunks, reduction::Add())];
  __syncthreads();
  return sum;
}

template <class T>
struct Element {
  const T* x;
  ISOBIT_FUNCTION T operator()(T p, long long i) const { return p + x[i]; }
};

template <class T>
struct Product {
  const T* x;
  const T* y;
  ISOBIT_FUNCTION T operator()(T p, long long i) const { return fma_rn(x[i], y[i], p); }
};

template <class T>
ISOBIT_FUNCTION void softmax(int n, const T* x, T* y) {
  ISOBIT_SHARED(T, largest, 128);
  int own = static_cast<int>(threadIdx.x);
  int step = static_cast<int>(blockDim.x);
  // The largest number of a row is the same in any order: of two zeros either serves, and NaN sticks.
  T max = x[own < n ? own : 0];
  for (int j = own; j < n; j += step) {
    max = greater(max, x[j]);
  }
  largest[own] = max;
  __syncthreads();
  for (int l = 0; l < step; l++) {
    max = greater(max, largest[l]);
  }
  for (int j = own; j < n; j += step) {
    y[j] = References<T>::Exp::exp(x[j] - max);
  }
  __syncthreads();
  T sum = row_sum<T>(n, Element<T>{y});
  for (int j = own; j < n; j += step) {
    y[j] = y[j] / sum;
  }
}

template <class T>
ISOBIT_FUNCTION void softmax_gradient(int n, const T* y, const T* dy, T* dx) {
  T c = row_sum<T>(n, Product<T>{y, dy});
  for (int j = static_cast<int>(threadIdx.x); j < n; j += static_cast<int>(blockDim.x)) {
    dx[j] = y[j] * (dy[j] - c);
  }
}

}  // namespace neural
}  // namespace isobit

#define ISOBIT_NEURAL(T)                                                                                                \
  ISOBIT_KERNEL(neural_activation_##T)                                                                                  \
  (int kind, T slope, int rows, long long n, const T* x, long long ldx, T* y, long long ldy) {                         \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      for (int r = static_cast<int>(blockIdx.y); r < rows; r += static_cast<int>(gridDim.y)) {                          \
        y[r * ldy + i] = isobit::References<T>::Activations::value(static_cast<isobit::Activation>(kind), slope,        \
                                                                   x[r * ldx + i]);                                     \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(neural_activation_##T);                                                                                 \
  ISOBIT_KERNEL(neural_activationGradient_##T)                                                                          \
  (int kind, T slope, int rows, long long n, const T* stored, long long lds, const T* dy, long long lddy, T* dx,       \
   long long lddx) {                                                                                                    \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      for (int r = static_cast<int>(blockIdx.y); r < rows; r += static_cast<int>(gridDim.y)) {                          \
        dx[r * lddx + i] = dy[r * lddy + i] * isobit::References<T>::Activations::derivative(                           \
                                                  static_cast<isobit::Activation>(kind), slope, stored[r * lds + i]);   \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(neural_activationGradient_##T);                                                                         \
  ISOBIT_KERNEL(neural_bias_##T)(int rows, long long n, const T* bias, T* y, long long ldy) {                          \
    long long i = isobit::element();                                                                                    \
    if (i < n) {                                                                                                        \
      for (int r = static_cast<int>(blockIdx.y); r < rows; r += static_cast<int>(gridDim.y)) {                          \
        y[r * ldy + i] = bias[i];                                                                                       \
      }                                                                                                                 \
    }                                                                                                                   \
  }                                                                                                                     \
  ISOBIT_EXPORT(neural_bias_##T);                                                                                       \
  ISOBIT_KERNEL(neural_softmax_##T)(int n, const T* x, long long ldx, T* y, long long ldy) {                           \
    isobit::neural::softmax(n, x + blockIdx.x * ldx, y + blockIdx.x * ldy);                                             \
  }                                                                                                                     \
  ISOBIT_EXPORT(neural_softmax_##T);                                                                                    \
  ISOBIT_KERNEL(neural_softmaxGradient_##T)                                                                             \
  (int n, const T* y, long long ldy, const T* dy, long long lddy, T* dx, long long lddx) {                             \
    isobit::neural::softmax_gradient(n, y + blockIdx.x * ldy, dy + blockIdx.x * lddy, dx + blockIdx.x * lddx);          \
  }                                                                                                                     \
  ISOBIT_EXPORT(neural_softmaxGradient_##T);

ISOBIT_NEURAL(double)
ISOBIT_NEURAL(float)
