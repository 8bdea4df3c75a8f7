// Tapers of distances, distances from a point, and unit vectors: one thread a point, in the order of the References.
#include "common/types.cuh"

#define ISOBIT_TAPER(name, T, expression)                                                         \
  ISOBIT_KERNEL(localization_##name##_##T)(long long n, const T* distance, T length, T* weight) { \
    long long i = isobit::element();                                                              \
    if (i < n) {                                                                                  \
      T a = isobit::abs_of(distance[i]);                                                          \
      weight[i] = isobit::References<T>::Taper::expression;                                       \
    }                                                                                             \
  }                                                                                               \
  ISOBIT_EXPORT(localization_##name##_##T);

#define ISOBIT_LOCALIZATION(T)                                                                                           \
  ISOBIT_TAPER(gaspariCohn, T, gaspariCohn(a / length))                                                                  \
  ISOBIT_TAPER(tricube, T, tricube(a / length))                                                                          \
  ISOBIT_TAPER(quartic, T, quartic(a / length))                                                                          \
  ISOBIT_TAPER(boxcar, T, boxcar(a, length))                                                                             \
  ISOBIT_TAPER(gaussian, T, gaussian(a / length))                                                                        \
  ISOBIT_TAPER(exponential, T, exponential(a / length))                                                                  \
  ISOBIT_TAPER(cubicExponential, T, cubicExponential(a / length))                                                        \
  ISOBIT_KERNEL(localization_euclidean_##T)                                                                              \
  (int dimensions, long long n, const T* x, long long ld, const T* p, T* d) {                                           \
    long long i = isobit::element();                                                                                     \
    if (i < n) {                                                                                                         \
      T sum = 0;                                                                                                         \
      T difference = 0;                                                                                                  \
      for (int j = 0; j < dimensions; j++) {                                                                             \
        difference = x[j * ld + i] - p[j];                                                                               \
        sum = isobit::fma_rn(difference, difference, sum);                                                               \
      }                                                                                                                  \
      d[i] = dimensions == 1 ? isobit::abs_of(difference) : isobit::sqrt_rn(sum);                                        \
    }                                                                                                                    \
  }                                                                                                                      \
  ISOBIT_EXPORT(localization_euclidean_##T);                                                                             \
  ISOBIT_KERNEL(localization_periodic_##T)                                                                               \
  (int dimensions, long long n, const T* x, long long ld, const T* p, const T* period, T* d) {                          \
    long long i = isobit::element();                                                                                     \
    if (i < n) {                                                                                                         \
      T sum = 0;                                                                                                         \
      T difference = 0;                                                                                                  \
      for (int j = 0; j < dimensions; j++) {                                                                             \
        difference = x[j * ld + i] - p[j];                                                                               \
        if (period[j] > T(0)) {                                                                                          \
          difference = isobit::References<T>::Distance::wrapped(difference, period[j]);                                  \
        }                                                                                                                \
        sum = isobit::fma_rn(difference, difference, sum);                                                               \
      }                                                                                                                  \
      d[i] = dimensions == 1 ? isobit::abs_of(difference) : isobit::sqrt_rn(sum);                                        \
    }                                                                                                                    \
  }                                                                                                                      \
  ISOBIT_EXPORT(localization_periodic_##T);                                                                              \
  ISOBIT_KERNEL(localization_greatCircle_##T)                                                                            \
  (long long n, const T* u, long long ld, const T* p, T radius, T* d) {                                                 \
    long long i = isobit::element();                                                                                     \
    if (i < n) {                                                                                                         \
      T apart = 0;                                                                                                       \
      T together = 0;                                                                                                    \
      for (int j = 0; j < 3; j++) {                                                                                      \
        T minus = u[j * ld + i] - p[j];                                                                                  \
        T plus = u[j * ld + i] + p[j];                                                                                   \
        apart = isobit::fma_rn(minus, minus, apart);                                                                     \
        together = isobit::fma_rn(plus, plus, together);                                                                 \
      }                                                                                                                  \
      d[i] = radius * isobit::References<T>::Distance::angle(T(0.25) * apart, T(0.25) * together);                       \
    }                                                                                                                    \
  }                                                                                                                      \
  ISOBIT_EXPORT(localization_greatCircle_##T);                                                                           \
  ISOBIT_KERNEL(localization_unitVectors_##T)                                                                            \
  (long long n, const T* latitude, const T* longitude, T* u, long long ld) {                                            \
    typedef isobit::References<T>::SinPi SinPi;                                                                          \
    long long i = isobit::element();                                                                                     \
    if (i < n) {                                                                                                         \
      T a = latitude[i] / T(180);                                                                                        \
      T o = longitude[i] / T(180);                                                                                       \
      T c = SinPi::cospi(a);                                                                                             \
      u[i] = c * SinPi::cospi(o);                                                                                        \
      u[ld + i] = c * SinPi::sinpi(o);                                                                                   \
      u[2 * ld + i] = SinPi::sinpi(a);                                                                                   \
    }                                                                                                                    \
  }                                                                                                                      \
  ISOBIT_EXPORT(localization_unitVectors_##T);

ISOBIT_LOCALIZATION(double)
ISOBIT_LOCALIZATION(float)
