// Activations and their gradients, one element a thread, rows of a matrix being blockIdx.y and what follows in steps;
// gated products alike; and softmax of rows and its gradient, a block a row. The order of operations is that of the
// References.
#include "reduce/chunk.cuh"

namespace isobit {
namespace neural {

// Kinds of gated products, as the enum Gate has them.
enum Gate { GLU = 0, SWIGLU = 1 };

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
ISOBIT_FUNCTION void activation(int kind, T slope, int rows, long long n, const T* x, long long ldx, T* y,
                                long long ldy) {
  for_elements(rows, n, [&](int r, long long i) {
    y[r * ldy + i] = References<T>::Activations::value(static_cast<Activation>(kind), slope, x[r * ldx + i]);
  });
}

template <class T>
ISOBIT_FUNCTION void activation_gradient(int kind, T slope, int rows, long long n, const T* stored, long long lds,
                                         const T* dy, long long lddy, T* dx, long long lddx) {
  for_elements(rows, n, [&](int r, long long i) {
    dx[r * lddx + i] = dy[r * lddy + i] * References<T>::Activations::derivative(static_cast<Activation>(kind), slope,
                                                                                 stored[r * lds + i]);
  });
}

template <class T>
ISOBIT_FUNCTION void gate(int kind, int rows, long long n, const T* x, long long ldx, T* y, long long ldy) {
  for_elements(rows, n, [&](int r, long long i) {
    T a = x[r * ldx + i];
    T b = x[r * ldx + n + i];
    T s = References<T>::Activation::sigmoid(kind == GLU ? b : a);
    y[r * ldy + i] = kind == GLU ? a * s : (a * s) * b;
  });
}

template <class T>
ISOBIT_FUNCTION void bias(int rows, long long n, const T* bias, T* y, long long ldy) {
  for_elements(rows, n, [&](int r, long long i) { y[r * ldy + i] = bias[i]; });
}

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
  T sum = row_sum<T>(n, [=](T p, long long i) { return p + y[i]; });
  for (int j = own; j < n; j += step) {
    y[j] = y[j] / sum;
  }
}

template <class T>
ISOBIT_FUNCTION void softmax_gradient(int n, const T* y, const T* dy, T* dx) {
  T c = row_sum<T>(n, [=](T p, long long i) { return fma_rn(y[i], dy[i], p); });
  for (int j = static_cast<int>(threadIdx.x); j < n; j += static_cast<int>(blockDim.x)) {
    dx[j] = y[j] * (dy[j] - c);
  }
}

}  // namespace neural
}  // namespace isobit

ISOBIT_KERNELS(neural_activation,
               (int kind, T slope, int rows, long long n, const T* x, long long ldx, T* y, long long ldy),
               neural::activation(kind, slope, rows, n, x, ldx, y, ldy))
ISOBIT_KERNELS(neural_activationGradient,
               (int kind, T slope, int rows, long long n, const T* stored, long long lds, const T* dy, long long lddy,
                T* dx, long long lddx),
               neural::activation_gradient(kind, slope, rows, n, stored, lds, dy, lddy, dx, lddx))
ISOBIT_KERNELS(neural_gate, (int kind, int rows, long long n, const T* x, long long ldx, T* y, long long ldy),
               neural::gate(kind, rows, n, x, ldx, y, ldy))
ISOBIT_KERNELS(neural_bias, (int rows, long long n, const T* bias, T* y, long long ldy),
               neural::bias(rows, n, bias, y, ldy))
ISOBIT_KERNELS(neural_softmax, (int n, const T* x, long long ldx, T* y, long long ldy),
               neural::softmax(n, x + blockIdx.x * ldx, y + blockIdx.x * ldy))
ISOBIT_KERNELS(neural_softmaxGradient,
               (int n, const T* y, long long ldy, const T* dy, long long lddy, T* dx, long long lddx),
               neural::softmax_gradient(n, y + blockIdx.x * ldy, dy + blockIdx.x * lddy, dx + blockIdx.x * lddx))
