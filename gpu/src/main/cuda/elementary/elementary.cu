// y[i] = f(x[i]), one element a thread; x and y may be the same. The functions are those of the References.
#include "common/types.cuh"

namespace isobit {
namespace elementary {

template <class T, T (*f)(T)>
ISOBIT_FUNCTION void map(long long n, const T* x, T* y) {
  long long i = element();
  if (i < n) {
    y[i] = f(x[i]);
  }
}

}  // namespace elementary
}  // namespace isobit

#define ISOBIT_MAP(name, function)                                   \
  ISOBIT_KERNELS(elementary_##name, (long long n, const T* x, T* y), \
                 elementary::map<T, References<T>::function>(n, x, y))

ISOBIT_MAP(exp, Exp::exp)
ISOBIT_MAP(expm1, Exp::expm1)
ISOBIT_MAP(log, Log::log)
ISOBIT_MAP(log1p, Log::log1p)
ISOBIT_MAP(tanh, Activation::tanh)
ISOBIT_MAP(sigmoid, Activation::sigmoid)
ISOBIT_MAP(softplus, Activation::softplus)
ISOBIT_MAP(erf, Erf::erf)
ISOBIT_MAP(sin, Trig::sin)
ISOBIT_MAP(cos, Trig::cos)
ISOBIT_MAP(sinpi, SinPi::sinpi)
ISOBIT_MAP(cospi, SinPi::cospi)
ISOBIT_MAP(cbrt, Cbrt::cbrt)

ISOBIT_KERNEL(elementary_logNdtr_double)(long long n, const double* x, double* y) {
  isobit::elementary::map<double, isobit::LogNdtrReference::logNdtr>(n, x, y);
}
ISOBIT_EXPORT(elementary_logNdtr_double);
ISOBIT_KERNEL(elementary_logNdtrDerivative_double)(long long n, const double* x, double* y) {
  isobit::elementary::map<double, isobit::LogNdtrReference::logNdtrDerivative>(n, x, y);
}
ISOBIT_EXPORT(elementary_logNdtrDerivative_double);
