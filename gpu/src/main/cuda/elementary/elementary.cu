// y[i] = f(x[i]), one element a thread; x and y may be the same. The functions are those of the References.
#include "common/types.cuh"

#define ISOBIT_MAP(name, T, expression)                                            \
  ISOBIT_KERNEL(elementary_##name##_##T)(long long n, const T* x, T* y) {          \
    long long i = isobit::element();                                               \
    if (i < n) {                                                                   \
      y[i] = expression(x[i]);                                                     \
    }                                                                              \
  }                                                                                \
  ISOBIT_EXPORT(elementary_##name##_##T);

#define ISOBIT_BOTH(name, expression)                                              \
  ISOBIT_MAP(name, double, isobit::References<double>::expression)                 \
  ISOBIT_MAP(name, float, isobit::References<float>::expression)

ISOBIT_BOTH(exp, Exp::exp)
ISOBIT_BOTH(expm1, Exp::expm1)
ISOBIT_BOTH(log, Log::log)
ISOBIT_BOTH(log1p, Log::log1p)
ISOBIT_BOTH(tanh, Activation::tanh)
ISOBIT_BOTH(sigmoid, Activation::sigmoid)
ISOBIT_BOTH(softplus, Activation::softplus)
ISOBIT_BOTH(erf, Erf::erf)
ISOBIT_BOTH(sin, Trig::sin)
ISOBIT_BOTH(cos, Trig::cos)
ISOBIT_BOTH(sinpi, SinPi::sinpi)
ISOBIT_BOTH(cospi, SinPi::cospi)
ISOBIT_BOTH(cbrt, Cbrt::cbrt)
ISOBIT_MAP(logNdtr, double, isobit::LogNdtrReference::logNdtr)
ISOBIT_MAP(logNdtrDerivative, double, isobit::LogNdtrReference::logNdtrDerivative)
