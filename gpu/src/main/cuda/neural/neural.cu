// Activations and their gradients, one element a thread, rows of a matrix being blockIdx.y and what follows in steps. The
// order of operations is that of ActivationsReference.
#include "common/types.cuh"

namespace isobit {
namespace neural {

// As org.isobit.kernels.neural.Activation counts them.
enum Kind { IDENTITY, RELU, LEAKY_RELU, TANH, SIGMOID, GELU, GELU_TANH, SILU, SOFTPLUS };

template <class T>
ISOBIT_FUNCTION T value(int kind, T slope, T x) {
  typedef typename References<T>::Activation Activation;
  typedef typename References<T>::Activations Reference;
  switch (kind) {
    case RELU:
      return x < T(0) ? T(0) : x;
    case LEAKY_RELU:
      return x < T(0) ? slope * x : x;
    case TANH:
      return Activation::tanh(x);
    case SIGMOID:
      return Activation::sigmoid(x);
    case GELU:
      return (T(0.5) * x) * (T(1) + Reference::erf(Reference::SQRT_HALF * x));
    case GELU_TANH:
      return (T(0.5) * x) * (T(1) + Reference::inner(x));
    case SILU:
      return x * Activation::sigmoid(x);
    case SOFTPLUS:
      return Activation::softplus(x);
    default:
      return x;
  }
}

// s is the output or the input, as the kind wants it.
template <class T>
ISOBIT_FUNCTION T derivative(int kind, T slope, T s) {
  typedef typename References<T>::Activation Activation;
  typedef typename References<T>::Activations Reference;
  switch (kind) {
    case RELU:
      return s > T(0) ? T(1) : s;
    case LEAKY_RELU:
      return s < T(0) ? slope : s >= T(0) ? T(1) : s;
    case TANH:
      return fma_rn(-s, s, T(1));
    case SIGMOID:
      return fma_rn(-s, s, s);
    case GELU:
      return fma_rn(s * Reference::DENSITY, Reference::exp((T(-0.5) * s) * s),
                    T(0.5) * (T(1) + Reference::erf(Reference::SQRT_HALF * s)));
    case GELU_TANH: {
      T t = Reference::inner(s);
      return fma_rn((T(0.5) * s) * fma_rn(-t, t, T(1)), fma_rn(Reference::GELU_3B * s, s, Reference::GELU_A),
                    T(0.5) * (T(1) + t));
    }
    case SILU: {
      T sigmoid = Activation::sigmoid(s);
      return sigmoid * fma_rn(s, T(1) - sigmoid, T(1));
    }
    case SOFTPLUS:
      return Activation::sigmoid(s);
    default:
      return T(1);
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
        y[r * ldy + i] = isobit::neural::value(kind, slope, x[r * ldx + i]);                                            \
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
        dx[r * lddx + i] = dy[r * lddy + i] * isobit::neural::derivative(kind, slope, stored[r * lds + i]);             \
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
  ISOBIT_EXPORT(neural_bias_##T);

ISOBIT_NEURAL(double)
ISOBIT_NEURAL(float)
