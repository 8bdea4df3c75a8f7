// Tapers of distances, distances from a point, and unit vectors: one thread a point, in the order of the References.
#include "common/types.cuh"

namespace isobit {
namespace localization {

// weight = f(|distance| / length).
template <class T, T (*f)(T)>
ISOBIT_FUNCTION void taper(long long n, const T* distance, T length, T* weight) {
  long long i = element();
  if (i < n) {
    weight[i] = f(abs_of(distance[i]) / length);
  }
}

// The one taper that compares and does not divide.
template <class T>
ISOBIT_FUNCTION void boxcar(long long n, const T* distance, T length, T* weight) {
  long long i = element();
  if (i < n) {
    weight[i] = References<T>::Taper::boxcar(abs_of(distance[i]), length);
  }
}

template <class T>
ISOBIT_FUNCTION void euclidean(int dimensions, long long n, const T* x, long long ld, const T* p, T* d) {
  long long i = element();
  if (i < n) {
    T sum = 0;
    T difference = 0;
    for (int j = 0; j < dimensions; j++) {
      difference = x[j * ld + i] - p[j];
      sum = fma_rn(difference, difference, sum);
    }
    d[i] = dimensions == 1 ? abs_of(difference) : sqrt_rn(sum);
  }
}

template <class T>
ISOBIT_FUNCTION void periodic(int dimensions, long long n, const T* x, long long ld, const T* p, const T* period,
                              T* d) {
  long long i = element();
  if (i < n) {
    T sum = 0;
    T difference = 0;
    for (int j = 0; j < dimensions; j++) {
      difference = x[j * ld + i] - p[j];
      if (period[j] > T(0)) {
        difference = References<T>::Distance::wrapped(difference, period[j]);
      }
      sum = fma_rn(difference, difference, sum);
    }
    d[i] = dimensions == 1 ? abs_of(difference) : sqrt_rn(sum);
  }
}

template <class T>
ISOBIT_FUNCTION void great_circle(long long n, const T* u, long long ld, const T* p, T radius, T* d) {
  long long i = element();
  if (i < n) {
    T apart = 0;
    T together = 0;
    for (int j = 0; j < 3; j++) {
      T minus = u[j * ld + i] - p[j];
      T plus = u[j * ld + i] + p[j];
      apart = fma_rn(minus, minus, apart);
      together = fma_rn(plus, plus, together);
    }
    d[i] = radius * References<T>::Distance::angle(T(0.25) * apart, T(0.25) * together);
  }
}

template <class T>
ISOBIT_FUNCTION void unit_vectors(long long n, const T* latitude, const T* longitude, T* u, long long ld) {
  typedef typename References<T>::SinPi SinPi;
  long long i = element();
  if (i < n) {
    T a = latitude[i] / T(180);
    T o = longitude[i] / T(180);
    T c = SinPi::cospi(a);
    u[i] = c * SinPi::cospi(o);
    u[ld + i] = c * SinPi::sinpi(o);
    u[2 * ld + i] = SinPi::sinpi(a);
  }
}

}  // namespace localization
}  // namespace isobit

#define ISOBIT_TAPER(name)                                                                   \
  ISOBIT_KERNELS(localization_##name, (long long n, const T* distance, T length, T* weight), \
                 localization::taper<T, References<T>::Taper::name>(n, distance, length, weight))

ISOBIT_TAPER(gaspariCohn)
ISOBIT_TAPER(tricube)
ISOBIT_TAPER(quartic)
ISOBIT_TAPER(gaussian)
ISOBIT_TAPER(exponential)
ISOBIT_TAPER(cubicExponential)
ISOBIT_KERNELS(localization_boxcar, (long long n, const T* distance, T length, T* weight),
               localization::boxcar(n, distance, length, weight))
ISOBIT_KERNELS(localization_euclidean, (int dimensions, long long n, const T* x, long long ld, const T* p, T* d),
               localization::euclidean(dimensions, n, x, ld, p, d))
ISOBIT_KERNELS(localization_periodic,
               (int dimensions, long long n, const T* x, long long ld, const T* p, const T* period, T* d),
               localization::periodic(dimensions, n, x, ld, p, period, d))
ISOBIT_KERNELS(localization_greatCircle, (long long n, const T* u, long long ld, const T* p, T radius, T* d),
               localization::great_circle(n, u, ld, p, radius, d))
ISOBIT_KERNELS(localization_unitVectors,
               (long long n, const T* latitude, const T* longitude, T* u, long long ld),
               localization::unit_vectors(n, latitude, longitude, u, ld))
